using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>
/// A filter that remembers what it selected of the last layout, so that a step works nothing out twice. A value: equal when the filters are.
/// </summary>
internal sealed class TensorSelector(ParameterFilter filter) : IEquatable<TensorSelector>
{
    private TensorSelection? _last;

    public ParameterFilter Filter => filter;

    /// <summary>What a transformation changes: the trainable tensors, but for those that it freezes.</summary>
    public static TensorSelector TrainedBy(IGradientTransformation transformation)
    {
        ParameterFilter frozen = FrozenBy(transformation);
        return new(frozen == ParameterFilter.None ? ParameterFilter.Trainable : ParameterFilter.Trainable.And(frozen.Not()));
    }

    /// <summary>The tensors that a transformation freezes; of a user's object nothing is known.</summary>
    public static ParameterFilter FrozenBy(IGradientTransformation transformation) =>
        transformation switch
        {
            IRuleProgram program => program.GetRules().Frozen,
            IFreezingTransformation freezing => freezing.Frozen,
            _ => ParameterFilter.None,
        };

    /// <summary>The selection of a layout.</summary>
    public TensorSelection Of(TensorLayout layout)
    {
        // Two threads may both work it out, to the same result; the last one stays.
        TensorSelection? last = Volatile.Read(ref _last);
        if (last is null || !(ReferenceEquals(last.Whole, layout) || last.Whole.Equals(layout)))
        {
            last = new TensorSelection(layout, filter);
            Volatile.Write(ref _last, last);
        }

        return last;
    }

    public bool Equals(TensorSelector? other) => other is not null && filter == other.Filter;

    public override bool Equals(object? obj) => Equals(obj as TensorSelector);

    public override int GetHashCode() => filter.GetHashCode();
}

/// <summary>A transformation that is not made of rules alone, and knows which tensors it freezes.</summary>
internal interface IFreezingTransformation : IGradientTransformation
{
    ParameterFilter Frozen { get; }
}

/// <summary>A wrapper around one transformation: what that freezes is frozen, and how many threads it may use holds for the wrapper, too.</summary>
internal interface IWrapper : IFreezingTransformation
{
    IGradientTransformation Inner { get; }

    /// <summary>The same wrapper around another transformation of the same kind; null when it can't be made.</summary>
    ISteppingTransformation? Around(IGradientTransformation inner);

    ParameterFilter IFreezingTransformation.Frozen => TensorSelector.FrozenBy(Inner);
}
