using System.Numerics;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing.Tests.Laws;

/// <summary>Gradient descent written by hand, with places where a bug can be planted.</summary>
public class Descent : IGradientTransformation
{
    public virtual OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => new DescentState<T>(0, parameters.Copy());

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (gradients.Layout != parameters.Layout)
        {
            throw new ArgumentException("The gradients have another layout.", nameof(gradients));
        }
        DescentState<T> own = Own(state);
        return new TransformationResult<T>(Updates(gradients, parameters), new DescentState<T>(NextStep(own.Step), own.Start));
    }

    protected virtual TensorSet<T> Updates<T>(TensorSet<T> gradients, TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => -0.1 * gradients;

    protected virtual long NextStep(long step) => step + 1;

    protected virtual DescentState<T> Own<T>(OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        state as DescentState<T> ?? throw new ArgumentException($"Descent was given a {state.GetType().Name}.", nameof(state));

    public override string ToString() => GetType().Name;
}

/// <summary>Remembers where it started, so that there is something to alias, lose or restore.</summary>
public sealed class DescentState<T>(long step, TensorSet<T> start) : OptimizerState<T>(step)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public TensorSet<T> Start => start;

    public override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> Tensors => [new("start", start)];

    public override OptimizerState<T> Restore(
        long step,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) => new DescentState<T>(step, tensors["start"]);
}
