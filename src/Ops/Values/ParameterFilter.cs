namespace Pullback.Ops;

/// <summary>
/// Which tensors of a layout something applies to: weight decay on matrices only, no state for frozen layers. An immutable value with
/// structural equality, so that optimizers that hold one compare equal when they do the same.
/// </summary>
public sealed class ParameterFilter : IEquatable<ParameterFilter>
{
    private readonly Kind kind;
    private readonly int rank;
    private readonly string text;
    private readonly Func<TensorSlot, bool>? predicate;
    private readonly ParameterFilter? left;
    private readonly ParameterFilter? right;

    private ParameterFilter(
        Kind kind,
        int rank = 0,
        string text = "",
        Func<TensorSlot, bool>? predicate = null,
        ParameterFilter? left = null,
        ParameterFilter? right = null
    )
    {
        this.kind = kind;
        this.rank = rank;
        this.text = text;
        this.predicate = predicate;
        this.left = left;
        this.right = right;
    }

    private enum Kind
    {
        All,
        None,
        Trainable,
        RankAtLeast,
        Named,
        Custom,
        And,
        Or,
        Not,
    }

    /// <summary>Matches every tensor.</summary>
    public static ParameterFilter All { get; } = new(Kind.All);

    /// <summary>Matches no tensor.</summary>
    public static ParameterFilter None { get; } = new(Kind.None);

    /// <summary>Matches the tensors that optimizers change: all but the frozen ones.</summary>
    public static ParameterFilter Trainable { get; } = new(Kind.Trainable);

    /// <summary>Matches tensors of at least so many dimensions; 2 means matrices, but neither biases nor normalisation gains.</summary>
    /// <param name="rank">The least number of dimensions.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rank"/> is negative.</exception>
    public static ParameterFilter RankAtLeast(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        return new(Kind.RankAtLeast, rank: rank);
    }

    /// <summary>Matches whole names against a pattern in which <c>*</c> stands for any run of characters, dots included.</summary>
    /// <param name="pattern">A name or a pattern such as <c>encoder.*</c> or <c>*.weight</c>; case matters.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> is empty.</exception>
    public static ParameterFilter Named(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        return new(Kind.Named, text: pattern);
    }

    /// <summary>Matches what a function says.</summary>
    /// <param name="name">What the filter is called in <see cref="ToString"/>.</param>
    /// <param name="predicate">A pure function of the slot.</param>
    /// <returns>The filter; two are equal when both name and function are.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static ParameterFilter Custom(string name, Func<TensorSlot, bool> predicate)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(predicate);
        return new(Kind.Custom, text: name, predicate: predicate);
    }

    /// <summary>Matches what both filters match.</summary>
    /// <param name="other">The other filter.</param>
    /// <returns>The combined filter.</returns>
    public ParameterFilter And(ParameterFilter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Kind.And, left: this, right: other);
    }

    /// <summary>Matches what either filter matches.</summary>
    /// <param name="other">The other filter.</param>
    /// <returns>The combined filter.</returns>
    public ParameterFilter Or(ParameterFilter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Kind.Or, left: this, right: other);
    }

    /// <summary>Matches what this filter does not match.</summary>
    /// <returns>The opposite filter.</returns>
    public ParameterFilter Not() => new(Kind.Not, left: this);

    /// <summary>Whether the filter selects a tensor.</summary>
    /// <param name="slot">The tensor's slot.</param>
    /// <returns>Whether it is selected.</returns>
    public bool Matches(TensorSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return kind switch
        {
            Kind.All => true,
            Kind.None => false,
            Kind.Trainable => slot.Trainable,
            Kind.RankAtLeast => slot.Shape.Rank >= rank,
            Kind.Named => MatchesPattern(slot.Name, text),
            Kind.Custom => predicate!(slot),
            Kind.And => left!.Matches(slot) && right!.Matches(slot),
            Kind.Or => left!.Matches(slot) || right!.Matches(slot),
            _ => !left!.Matches(slot),
        };
    }

    /// <inheritdoc/>
    public bool Equals(ParameterFilter? other) =>
        other is not null
        && kind == other.kind
        && rank == other.rank
        && string.Equals(text, other.text, StringComparison.Ordinal)
        && Equals(predicate, other.predicate)
        && Equals(left, other.left)
        && Equals(right, other.right);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParameterFilter);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = StableHash.Add(StableHash.Add(StableHash.Add(StableHash.Start, (int)kind), rank), text);
        hash = StableHash.Add(hash, left?.GetHashCode() ?? 0);
        return StableHash.Finish(StableHash.Add(hash, right?.GetHashCode() ?? 0));
    }

    /// <summary>The expression that makes the filter: <c>RankAtLeast(2).And(Named("*.weight"))</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        kind switch
        {
            Kind.RankAtLeast => $"RankAtLeast({Text.Of(rank)})",
            Kind.Named => $"Named(\"{text}\")",
            Kind.Custom => $"Custom(\"{text}\")",
            Kind.And => $"{left}.And({right})",
            Kind.Or => $"{left}.Or({right})",
            Kind.Not => $"{left}.Not()",
            _ => kind.ToString(),
        };

    /// <summary>Whether two filters select by the same rule.</summary>
    /// <param name="left">One filter.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(ParameterFilter? left, ParameterFilter? right) =>
        left is null ? right is null : left.Equals(right);

    /// <summary>Whether two filters differ.</summary>
    /// <param name="left">One filter.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ParameterFilter? left, ParameterFilter? right) => !(left == right);

    /// <summary>
    /// Glob matching in the usual greedy way: on a mismatch, the latest star takes one more character. It is linear in memory and at worst
    /// the product of the lengths in time, with no backtracking over earlier stars (they matched as early as possible, which is enough).
    /// </summary>
    private static bool MatchesPattern(string name, string pattern)
    {
        int position = 0,
            expected = 0,
            star = -1,
            resume = 0;
        while (position < name.Length)
        {
            if (expected < pattern.Length && pattern[expected] == '*')
            {
                star = expected++;
                resume = position;
            }
            else if (expected < pattern.Length && pattern[expected] == name[position])
            {
                expected++;
                position++;
            }
            else if (star >= 0)
            {
                expected = star + 1;
                position = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (expected < pattern.Length && pattern[expected] == '*')
        {
            expected++;
        }

        return expected == pattern.Length;
    }
}
