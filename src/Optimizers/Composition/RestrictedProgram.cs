using System.Numerics;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>
/// A program of update rules for which some tensors are frozen: it runs the program's own loop over the others where they lie, so that a restriction
/// costs nothing and copies nothing.
/// </summary>
internal sealed class RestrictedProgram(IRuleProgram inner, ParameterFilter unseen) : IRuleProgram
{
    public string Name => inner.Name;

    public int MaxDegreeOfParallelism => inner.MaxDegreeOfParallelism;

    public RuleSequence GetRules()
    {
        RuleSequence rules = inner.GetRules();
        return new RuleSequence(rules.Rules, RuleSequence.Union(rules.Frozen, unseen));
    }

    public Type GetStateType<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => inner.GetStateType<T>();

    public RuleState<T> CreateState<T>(RuleStateParts<T> parts)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.CreateState(parts);

    public void Run<T>(scoped RuleBlock<T> block)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Run(block);

    public void Measure<T>(int rule, scoped RuleBlock<T> block, Span<T> terms)
        where T : unmanaged, IFloatingPointIeee754<T> => inner.Measure(rule, block, terms);

    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => RuleEngine.Init(this, parameters);

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> => RuleEngine.Update(this, gradients, state, parameters, inputs);

    public StepResult<T> StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T> => RuleEngine.Step(this, parameters, gradients, state, inputs, donate);
}
