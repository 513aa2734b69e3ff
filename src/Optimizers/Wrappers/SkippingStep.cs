using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The steps of a wrapper that skips bad gradients: no update, and the optimizer's state as it was.</summary>
internal static class SkippingStep
{
    public static TransformationResult<T> Update<T>(
        IGradientTransformation inner,
        TensorSet<T> gradients,
        SkipState<T> current,
        TensorSet<T> parameters,
        StepInputs<T>? inputs,
        bool good,
        bool skip
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (skip)
        {
            return new TransformationResult<T>(TensorSet<T>.Zeros(parameters.Layout), current.Next(current.Inner.Copy(), good));
        }

        (TensorSet<T> updates, OptimizerState<T> next) = inner.Update(gradients, current.Inner, parameters, inputs);
        return new TransformationResult<T>(updates, current.Next(next, good));
    }

    public static StepResult<T> Step<T>(
        IGradientTransformation inner,
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        SkipState<T> current,
        StepInputs<T>? inputs,
        bool donate,
        bool good,
        bool skip
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (skip)
        {
            TensorSet<T> same = Unchanged.Pass(parameters, "a skipped Step", donate);
            return new StepResult<T>(same, current.Next(Unchanged.Pass(current.Inner, "a skipped Step", donate), good));
        }

        (TensorSet<T> moved, OptimizerState<T> next) = inner.Step(parameters, gradients, current.Inner, inputs, donate);
        return new StepResult<T>(moved, current.Next(next, good));
    }

    /// <summary>The state and the tensors that count: those that the optimizer trains.</summary>
    public static (SkipState<T> State, TensorSelection Trained) Check<T>(
        SkipState<T> state,
        TensorSelector trained,
        TensorSet<T> parameters,
        TensorSet<T> gradients
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        Throw.IfLayoutDiffers(gradients.Layout, parameters.Layout, nameof(gradients));
        return (state, trained.Of(parameters.Layout));
    }
}
