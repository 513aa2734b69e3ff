using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of a running average of parameters: the average itself. It prints, compares and is saved like that of an optimizer.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class AverageState<T> : OptimizerState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal AverageState(Type kind, long step, double weight, TensorSet<T> average)
        : base(step)
    {
        Kind = kind;
        Weight = weight;
        Average = average;
    }

    /// <summary>The average: parameters to evaluate the model at, frozen tensors included.</summary>
    public TensorSet<T> Average { get; }

    /// <summary>The kind of average that the state belongs to: what a weight means differs between them.</summary>
    internal Type Kind { get; }

    /// <summary>The weight in the average: a number of parameters for a mean, a sum of decaying weights for a moving average.</summary>
    public double Weight { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> Tensors => [new("average", Average)];

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, double>> Scalars => [new("weight", Weight)];

    /// <inheritdoc/>
    public override OptimizerState<T> Restore(
        long step,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    )
    {
        CheckNamed(tensors, scalars, [("average", Average.Layout)]);
        return new AverageState<T>(Kind, step, scalars["weight"], tensors["average"]);
    }

    internal override OptimizerState<T> HandOn(string claimedBy) =>
        new AverageState<T>(Kind, Step, Weight, Unchanged.Pass(Average, claimedBy, donate: true));
}
