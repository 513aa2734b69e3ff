using System.Numerics;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>A rule over whole tensors for which some are frozen: it works on the others where they lie, and keeps nothing for those it does not see.</summary>
internal sealed class RestrictedTensorRule(ITensorRule inner, ParameterFilter unseen) : ITensorRule
{
    public ParameterFilter Frozen { get; } = RuleSequence.Union(inner.Frozen, unseen)!;

    public string Name => inner.Name;

    public string[] Kept => inner.Kept;

    public ParameterFilter Where => inner.Where;

    public int MaxDegreeOfParallelism => inner.MaxDegreeOfParallelism;

    public long DividesFrom => inner.DividesFrom;

    public Type GetStateType<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => inner.GetStateType<T>();

    public TensorState<T> CreateState<T>(TensorStateParts<T> parts)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.CreateState(parts);

    public Shape? ShapeOf(int kept, TensorSlot slot) => inner.ShapeOf(kept, slot);

    public void Check(TensorSlot slot) => inner.Check(slot);

    public void Start<T>(int kept, TensorSlot slot, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Start(kept, slot, values);

    public double Measure<T>(TensorSet<T> incoming, ReadOnlySpan<int> tensors, int degree)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Measure(incoming, tensors, degree);

    public void Run<T>(TensorWork<T> work)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Run(work);

    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorEngine.Init(this, parameters);

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> => TensorEngine.Update(this, gradients, state, parameters);

    public StepResult<T> StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T> => TensorEngine.Step(this, parameters, gradients, state, donate);
}
