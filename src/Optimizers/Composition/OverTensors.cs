using System.Numerics;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>
/// A transformation that sees only some tensors: it keeps state for no other, and counts no other in its norms. What it does not see has the update zero.
/// </summary>
internal sealed class OverTensors
    : ISteppingTransformation,
        IFreezingTransformation,
        IReusesMemory,
        IHasEvaluationParameters,
        IEquatable<OverTensors>
{
    private readonly IGradientTransformation _inner;
    private readonly RestrictedProgram? _program;

    /// <summary>The transformation, made so that it leaves the other tensors alone and needs no copy of its own; null where that can't be done.</summary>
    private readonly ISteppingTransformation? _inPlace;

    public OverTensors(IGradientTransformation inner, ParameterFilter seen)
    {
        _inner = inner;
        IRuleProgram? program = inner as IRuleProgram ?? (inner as Chain)?.Program;
        _program = program is null ? null : new RestrictedProgram(program, seen.Not());
        _inPlace = _program ?? Restrict(inner, seen);
        Selector = new TensorSelector(seen);
    }

    /// <summary>The program that runs over the tensors where they lie; null when the transformation is not made of rules.</summary>
    public IRuleProgram? Program => _program;

    /// <summary>What the transformation sees.</summary>
    public TensorSelector Selector { get; }

    int IReusesMemory.MaxDegreeOfParallelism => ElementLoops.DegreeOf(_inner);

    // Where nothing is left out, what is gathered is the set itself.
    bool IReusesMemory.KeepsNothing => _inPlace is not null && StepMemory.KeepsNothing(_inPlace);

    ParameterFilter IFreezingTransformation.Frozen => RuleSequence.Union(Selector.Filter.Not(), TensorSelector.FrozenBy(_inner))!;

    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => _inPlace is not null ? _inPlace.Init(parameters) : InitPart(parameters);

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> => Update(gradients, state, parameters, inputs, StepMemory<T>.Fresh);

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs,
        StepMemory<T> memory
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_inPlace is not null)
        {
            return StepMemory.Update(_inPlace, gradients, state, parameters, inputs, memory);
        }

        TensorSelection seen = Check(parameters, gradients);
        (TensorSet<T> updates, OptimizerState<T> next) = _inner.Update(
            seen.Gather(gradients),
            state,
            seen.Gather(parameters),
            seen.Restrict(inputs, parameters)
        );
        return new TransformationResult<T>(seen.Spread(updates), next);
    }

    public StepResult<T> StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_inPlace is not null)
        {
            return _inPlace.StepOnce(parameters, gradients, state, inputs, donate);
        }

        TensorSelection seen = Check(parameters, gradients);
        if (seen.IsWhole)
        {
            return _inner.Step(parameters, gradients, state, inputs, donate);
        }

        if (!donate)
        {
            (TensorSet<T> stepped, OptimizerState<T> after) = StepPart(parameters, gradients, state, inputs);
            return new StepResult<T>(seen.Replace(parameters, stepped), after);
        }

        TensorSet<T> part = seen.Gather(parameters);
        TensorSet<T> partGradients = seen.Gather(gradients);
        StepInputs<T>? partInputs = seen.Restrict(inputs, inputs?.Gradient is null ? parameters : parameters.Copy());
        TensorBuffer<T> buffer = TensorBuffer<T>.Claim(parameters, "Step");
        try
        {
            (TensorSet<T> stepped, OptimizerState<T> after) = _inner.Step(part, partGradients, state, partInputs, donate: true);
            seen.Scatter(stepped, buffer);
            return new StepResult<T>(buffer.Freeze(), after);
        }
        catch
        {
            // The step throws before it writes: nothing has changed.
            buffer.Unclaim();
            throw;
        }
    }

    /// <summary>The state of the part alone: the same state, from tensors packed anew.</summary>
    private OptimizerState<T> InitPart<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => _inner.Init(Selector.Of(parameters.Layout).Gather(parameters));

    /// <summary>The pure step of the part alone, packed anew.</summary>
    public StepResult<T> StepPart<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorSelection seen = Check(parameters, gradients);
        return _inner.Step(seen.Gather(parameters), seen.Gather(gradients), state, seen.Restrict(inputs, parameters));
    }

    /// <summary>The parameters to predict with; what is not seen stays.</summary>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorSelection seen = Selector.Of(parameters.Layout);
        TensorSet<T> part = seen.Gather(parameters);
        TensorSet<T> evaluated = _inner.EvaluationParameters(part, state);
        return ReferenceEquals(part, evaluated) ? parameters : seen.Replace(parameters, evaluated);
    }

    public bool Equals(OverTensors? other) => other is not null && _inner.Equals(other._inner) && Selector.Equals(other.Selector);

    public override bool Equals(object? obj) => Equals(obj as OverTensors);

    public override int GetHashCode() => HashCode.Combine(_inner, Selector);

    public override string ToString() => _inner.ToString() ?? _inner.GetType().Name;

    private static ISteppingTransformation? Restrict(IGradientTransformation inner, ParameterFilter seen) =>
        inner switch
        {
            ITensorRule rule => new RestrictedTensorRule(rule, seen.Not()),
            Chain { Items.Count: > 0 } chain => Chain
                .Of(chain.Items.Append(new Freeze(seen.Not())))
                .WithMaxDegreeOfParallelism(chain.MaxDegreeOfParallelism),
            IWrapper wrapper => wrapper.Around(new OverTensors(wrapper.Inner, seen)),
            _ => null,
        };

    private TensorSelection Check<T>(TensorSet<T> parameters, TensorSet<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Throw.IfLayoutDiffers(gradients.Layout, parameters.Layout, nameof(gradients));
        return Selector.Of(parameters.Layout);
    }
}
