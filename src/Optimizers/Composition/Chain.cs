using System.Globalization;
using System.Numerics;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Transformations one after another: the updates of one are what comes into the next.</summary>
/// <remarks>
/// <para>
/// A chain takes anything: update rules, named optimizers, chains (they are flattened, so that chaining is associative), objects of your own. The order is
/// the order of application; <see cref="ToString"/> shows it. <see cref="Freeze"/> counts for the whole chain, wherever it stands.
/// </para>
/// <para>
/// Neighbouring update rules run together, block by block, in one pass over memory; <see cref="FusedOptimizerAttribute"/> makes a single loop of a chain that
/// is known at build time, with the same results, bit for bit.
/// </para>
/// <para>Differences: as Optax's <c>chain</c>, but flattened, run in one pass, and an optimizer whose <c>Step</c> applies the updates. PyTorch has no counterpart.</para>
/// </remarks>
public sealed class Chain
    : ISteppingTransformation,
        IFreezingTransformation,
        IReusesMemory,
        IHasEvaluationParameters,
        IEquatable<Chain>
{
    private readonly IGradientTransformation[] _items;

    /// <summary>What runs: groups of update rules, and objects that are not made of rules.</summary>
    private readonly IGradientTransformation[] _stages;

    /// <summary>The stage of each item; negative where it has several.</summary>
    private readonly int[] _placeOf;

    private readonly ParameterFilter _frozen;

    private Chain(IGradientTransformation[] items, int maxDegreeOfParallelism)
    {
        _items = items;
        MaxDegreeOfParallelism = maxDegreeOfParallelism;
        ChainStages divided = new(items, maxDegreeOfParallelism);
        _stages = divided.Stages;
        _placeOf = divided.PlaceOf;
        _frozen = divided.Frozen;
    }

    /// <summary>The transformations, in order of application; nested chains are flattened.</summary>
    public IReadOnlyList<IGradientTransformation> Items => _items;

    /// <summary>
    /// How many threads a step may use; 0 chooses by size. It starts as the least limit among the transformations. Results do not depend on it.
    /// </summary>
    public int MaxDegreeOfParallelism { get; }

    /// <summary>The chain as a program of update rules; null when it has several stages, or one that is not made of rules.</summary>
    internal IRuleProgram? Program => _stages is [IRuleProgram only] ? only : null;

    bool IReusesMemory.KeepsNothing => Array.TrueForAll(_stages, StepMemory.KeepsNothing);

    ParameterFilter IFreezingTransformation.Frozen => _frozen;

    /// <summary>Transformations one after another.</summary>
    /// <param name="items">The transformations, in order of application. None at all is the identity.</param>
    /// <returns>The chain.</returns>
    /// <exception cref="ArgumentNullException">A transformation is null.</exception>
    public static Chain Of(params IGradientTransformation[] items) => Of((IEnumerable<IGradientTransformation>)items);

    /// <summary>Transformations one after another.</summary>
    /// <param name="items">The transformations, in order of application. None at all is the identity.</param>
    /// <returns>The chain.</returns>
    /// <exception cref="ArgumentNullException">A transformation is null.</exception>
    public static Chain Of(IEnumerable<IGradientTransformation> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        IGradientTransformation[] given = [.. items];
        List<IGradientTransformation> flat = [];
        foreach (IGradientTransformation item in given)
        {
            ArgumentNullException.ThrowIfNull(item, nameof(items));
            flat.AddRange(item is Chain chain ? chain._items : [item]);
        }

        return new Chain([.. flat], ElementLoops.LeastDegreeOf(given));
    }

    /// <summary>This chain with another limit of threads.</summary>
    /// <param name="maxDegreeOfParallelism">How many threads a step may use; 0 chooses by size.</param>
    /// <returns>The chain.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDegreeOfParallelism"/> is negative.</exception>
    public Chain WithMaxDegreeOfParallelism(int maxDegreeOfParallelism) =>
        new(_items, (int)Require.NotNegative(maxDegreeOfParallelism, nameof(maxDegreeOfParallelism)));

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (_stages is [var only])
        {
            return only.Init(parameters);
        }

        OptimizerState<T>[] states = [.. _stages.Select(stage => stage.Init(parameters))];
        return new StagedState<T>(0, states);
    }

    /// <inheritdoc/>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> => Update(gradients, state, parameters, inputs, StepMemory<T>.Fresh);

    /// <inheritdoc/>
    public StepResult<T> StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(parameters);
        if (_stages is [var only])
        {
            return only.Step(parameters, gradients, state, inputs, donate);
        }

        if (_stages.Length == 0)
        {
            return OptimizerExtensions.UpdateAndApply(this, parameters, gradients, state, inputs, donate);
        }

        // All stages but the last write elsewhere: one of them may throw, and nothing may have been lost by then. The last one takes the donation.
        StagedState<T> current = CheckState(state);
        OptimizerState<T>[] next = new OptimizerState<T>[_stages.Length];
        int last = _stages.Length - 1;
        StepMemory<T> memory = donate ? current.TakeMemory() : StepMemory<T>.Fresh;
        TensorSet<T> updates = UpdateUpTo(last, gradients, current, parameters, inputs, next, memory);
        TensorSet<T> moved;
        if (!donate)
        {
            (moved, next[last]) = _stages[last].Step(parameters, updates, current.Parts[last], inputs);
            return new StepResult<T>(moved, current.Next(next));
        }

        (moved, next[last]) = memory.Finish(
            nameof(Chain),
            () =>
            {
                StepResult<T> step = _stages[last].Step(parameters, updates, current.Parts[last], inputs, donate: true);
                if (StepMemory.KeepsNothing(_stages[last]))
                {
                    memory.Return(updates);
                }

                return step;
            }
        );
        return new StepResult<T>(moved, current.Next(next, memory));
    }

    /// <inheritdoc/>
    TransformationResult<T> IReusesMemory.Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs,
        StepMemory<T> memory
    ) => Update(gradients, state, parameters, inputs, memory);

    /// <inheritdoc/>
    /// <remarks>Those of the last transformation that has some.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(state);
        IReadOnlyList<OptimizerState<T>> states = _stages.Length == 1 ? [state] : CheckState(state).Parts;
        TensorSet<T> evaluated = parameters;
        for (int i = 0; i < _items.Length; i++)
        {
            // An object runs as its stage, which may be a restriction of it. Rules run as a part of theirs, in whose state their tensors have their names.
            int place = _placeOf[i];
            IGradientTransformation item = _items[i] is IRuleProgram ? _items[i] : _stages[place];
            evaluated = item.EvaluationParameters(evaluated, place < 0 ? state : states[place]);
        }

        return evaluated;
    }

    /// <summary>Whether two chains are equal: the same as <c>Equals</c>.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(Chain? left, Chain? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two chains differ.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(Chain? left, Chain? right) => !(left == right);

    /// <summary>Whether two chains have equal transformations in the same order, and the same limit of threads.</summary>
    /// <param name="other">The other chain.</param>
    /// <returns>True when they do.</returns>
    public bool Equals(Chain? other) =>
        other is not null && MaxDegreeOfParallelism == other.MaxDegreeOfParallelism && _items.SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Chain);

    /// <inheritdoc/>
    public override int GetHashCode() => ItemHash.Of(_items);

    /// <summary>The transformations in order of application.</summary>
    /// <returns>For example <c>Chain(ClipByGlobalNorm(maxNorm: 1), ScaleByLearningRate(learningRate: 0.1))</c>.</returns>
    public override string ToString() =>
        MaxDegreeOfParallelism == ElementLoops.LeastDegreeOf(_items)
            ? $"Chain({string.Join(", ", _items.AsEnumerable())})"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Chain({string.Join(", ", _items.AsEnumerable())}, maxDegreeOfParallelism: {MaxDegreeOfParallelism})"
            );

    private TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs,
        StepMemory<T> memory
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(parameters);
        if (_stages is [var only])
        {
            return StepMemory.Update(only, gradients, state, parameters, inputs, memory);
        }

        StagedState<T> current = CheckState(state);
        OptimizerState<T>[] next = new OptimizerState<T>[_stages.Length];
        TensorSet<T> updates = UpdateUpTo(_stages.Length, gradients, current, parameters, inputs, next, memory);
        return new TransformationResult<T>(updates, current.Next(next));
    }

    private TensorSet<T> UpdateUpTo<T>(
        int end,
        TensorSet<T> gradients,
        StagedState<T> current,
        TensorSet<T> parameters,
        StepInputs<T>? inputs,
        OptimizerState<T>[] next,
        StepMemory<T> memory
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Throw.IfLayoutDiffers(gradients.Layout, parameters.Layout, nameof(gradients));
        TensorSet<T> updates = gradients;
        for (int i = 0; i < end; i++)
        {
            TensorSet<T> incoming = updates;
            (updates, next[i]) = StepMemory.Update(_stages[i], incoming, current.Parts[i], parameters, inputs, memory);
            if (!StepMemory.KeepsNothing(_stages[i]))
            {
                memory.GiveAway(incoming);
            }
            else if (!ReferenceEquals(incoming, updates))
            {
                memory.Return(incoming);
            }
        }

        return updates;
    }

    private StagedState<T> CheckState<T>(OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        StagedState<T> staged = WrapperState.Of<StagedState<T>, T>(state, this);
        return staged.Parts.Count == _stages.Length ? staged : throw WrapperState.Foreign(state, this);
    }
}
