using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>An object that knows nothing of frozen tensors, in a chain that freezes some: it sees only the others, so that it keeps no state for them.</summary>
internal sealed class OverUnfrozen(IGradientTransformation inner, ParameterFilter frozen) : IGradientTransformation
{
    private readonly ParameterFilter _kept = frozen.Not();

    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Init(parameters.Select(_kept));

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (TensorSet<T> updates, OptimizerState<T> next) = inner.Update(
            gradients.Select(_kept),
            state,
            parameters.Select(_kept),
            inputs
        );
        return new TransformationResult<T>(PartOfSet.Within(updates, parameters.Layout), next);
    }

    public override string ToString() => inner.ToString() ?? inner.GetType().Name;
}
