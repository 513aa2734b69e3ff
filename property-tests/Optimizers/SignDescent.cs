using System.Numerics;
using Pullback.Optimizers;

namespace Pullback.PropertyTests.Optimizers;

/// <summary>A rule of a user's own: steps of equal length against the sign of a running mean.</summary>
[UpdateRule]
public sealed partial record SignDescent : IGradientTransformation
{
    public Schedule LearningRate { get; init; } = 1e-3;

    public Schedule Decay { get; init; } = 0.9;

    private (double Decay, double Share, double NegatedRate) Coefficients(long step)
    {
        double decay = Decay.At(step);
        return (decay, 1 - decay, -LearningRate.At(step));
    }

    private static (T Update, T Mean) Rule<T>(T gradient, T mean, T decay, T share, T negatedRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T next = decay * mean + share * gradient;
        return (next == T.Zero ? T.Zero : T.CopySign(negatedRate, negatedRate * next), next);
    }
}
