using System.Numerics;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing.Tests.Laws;

/// <summary>Momentum whose velocity no name shows, so that a checkpoint loses it.</summary>
public sealed class HidesItsVelocity : IGradientTransformation
{
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => new Hidden<T>(0, TensorSet<T>.Zeros(parameters.Layout));

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Hidden<T> own = state as Hidden<T> ?? throw new ArgumentException("A state of something else.", nameof(state));
        TensorSet<T> velocity = own.Velocity.Scale(0.5) + gradients;
        return new TransformationResult<T>(velocity.Scale(-0.1), new Hidden<T>(own.Step + 1, velocity));
    }

    private sealed class Hidden<T>(long step, TensorSet<T> velocity) : OptimizerState<T>(step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public TensorSet<T> Velocity => velocity;

        public override OptimizerState<T> Restore(
            long step,
            IReadOnlyDictionary<string, TensorSet<T>> tensors,
            IReadOnlyDictionary<string, double> scalars
        ) => new Hidden<T>(step, TensorSet<T>.Zeros(velocity.Layout));
    }
}

/// <summary>A state with two numbers of one name, of which a checkpoint could keep only one.</summary>
public sealed class RepeatsAName : IGradientTransformation
{
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => new Twice<T>(0);

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> => new(gradients.Scale(-0.1), new Twice<T>(state.Step + 1));

    private sealed class Twice<T>(long step) : OptimizerState<T>(step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public override IReadOnlyList<KeyValuePair<string, double>> Scalars => [new("rate", 0.1), new("rate", 0.2)];
    }
}
