using System.Numerics;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Keeps tensors as they are: no update, no state, no cost. In a chain it counts for the whole chain, wherever it stands.</summary>
/// <remarks>
/// <para>
/// Frozen tensors take no part at all: they are not read, not counted in norms, and no rule of the chain keeps state for them. Tensors declared
/// <c>trainable: false</c> are frozen without it. Alone it lets the gradients of the other tensors pass.
/// </para>
/// <para>Differences: as Optax's <c>freeze</c>, which is a mask over updates of zero; here no state is kept. PyTorch: <c>requires_grad=False</c>.</para>
/// </remarks>
public sealed record Freeze : IRuleProgram
{
    /// <summary>Freezes tensors.</summary>
    /// <param name="filter">Which ones.</param>
    /// <exception cref="ArgumentNullException"><paramref name="filter"/> is null.</exception>
    public Freeze(ParameterFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Filter = filter;
    }

    /// <summary>Which tensors are frozen.</summary>
    public ParameterFilter Filter { get; }

    string IRuleProgram.Name => nameof(Freeze);

    int IRuleProgram.MaxDegreeOfParallelism => 0;

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => RuleEngine.Init(this, parameters);

    /// <inheritdoc/>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> => RuleEngine.Update(this, gradients, state, parameters, inputs);

    /// <summary>The filter.</summary>
    /// <returns>For example <c>Freeze(Named("encoder.*"))</c>.</returns>
    public override string ToString() => $"Freeze({Filter})";

    StepResult<T> ISteppingTransformation.StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    ) => RuleEngine.Step(this, parameters, gradients, state, inputs, donate);

    RuleSequence IRuleProgram.GetRules() => new([], Filter);

    Type IRuleProgram.GetStateType<T>() => typeof(ChainState<T>);

    RuleState<T> IRuleProgram.CreateState<T>(RuleStateParts<T> parts) => new ChainState<T>(parts);

    void IRuleProgram.Run<T>(scoped RuleBlock<T> block) => RuleGroup.PassThrough(block);
}
