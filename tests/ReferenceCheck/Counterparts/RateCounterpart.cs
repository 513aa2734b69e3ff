using Pullback.Optimizers;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>The library's schedule of a reference's learning rate and, where the reference has one, of its momentum.</summary>
public sealed record RateCounterpart(Schedule Rate, Schedule? Momentum)
{
    public static implicit operator RateCounterpart(Schedule rate) => new(rate, null);

    public static implicit operator RateCounterpart(RateAndMomentum both) => new(both.LearningRate, both.Momentum);
}
