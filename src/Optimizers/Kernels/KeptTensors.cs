using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>What a transformation asks of the tensors in a state that it did not make itself: those of the same one with other settings are welcome.</summary>
internal static class KeptTensors
{
    /// <summary>Refuses a tensor set of another layout than the transformation keeps.</summary>
    /// <exception cref="ArgumentException">The layouts differ: the message says why they may, and what helps.</exception>
    public static void Check<T>(
        OptimizerState<T> state,
        string kept,
        TensorLayout actual,
        TensorLayout required,
        string transformation
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!ReferenceEquals(actual, required) && !actual.Equals(required))
        {
            throw new ArgumentException(
                $"The {state.Name} given to {transformation} keeps other tensors as {kept} than these settings and parameters need: "
                    + $"{actual.DescribeDifference(required)}. A setting that adds or removes state, such as a momentum or a filter, "
                    + "and parameters of another layout, need a new state: call Init.",
                nameof(state)
            );
        }
    }
}
