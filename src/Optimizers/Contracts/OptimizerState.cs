using System.Globalization;
using System.Numerics;
using System.Text;

namespace Pullback.Optimizers;

/// <summary>
/// What an optimizer remembers from one step to the next: an immutable value. It prints, compares bit for bit, and lists its named tensors and
/// numbers, which is all that a checkpoint needs.
/// </summary>
/// <remarks>
/// Each rule has its own sealed subtype with a member for each tensor, such as <c>ScaleByAdamState&lt;T&gt;.FirstMoment</c>. A state that is given to another
/// rule, or to the same rule with parameters of another layout, is refused with both names.
/// </remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class OptimizerState<T> : IEquatable<OptimizerState<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Starts a state.</summary>
    /// <param name="step">The number of updates so far.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    protected OptimizerState(long step) => Step = Require.NotNegative(step);

    /// <summary>The number of updates so far: also the argument with which the next update reads its schedules.</summary>
    public long Step { get; }

    /// <summary>The named tensors of the state, in a fixed order. Each set has its own layout, derived from that of the parameters.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, TensorSet<T>>> Tensors => [];

    /// <summary>The named numbers of the state, <see cref="Step"/> not among them, in a fixed order.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, double>> Scalars => [];

    /// <summary>The same kind of state with other contents: how a checkpoint is restored.</summary>
    /// <param name="step">The number of updates so far.</param>
    /// <param name="tensors">A set for every name in <see cref="Tensors"/>, of the same layout.</param>
    /// <param name="scalars">A number for every name in <see cref="Scalars"/>.</param>
    /// <returns>The restored state.</returns>
    /// <exception cref="ArgumentException">A name is missing or unknown, or a layout differs.</exception>
    /// <exception cref="NotSupportedException">The state does not override this method.</exception>
    public virtual OptimizerState<T> Restore(
        long step,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) =>
        throw new NotSupportedException(
            $"{GetType().Name} does not override Restore, so it can't be restored from named values."
        );

    /// <summary>Whether two states are of the same kind, at the same step, and hold the same bits.</summary>
    /// <param name="other">The other state.</param>
    /// <returns>True when they do.</returns>
    /// <exception cref="InvalidOperationException">A tensor of either state was donated.</exception>
    public bool Equals(OptimizerState<T>? other) =>
        other is not null
        && (
            ReferenceEquals(this, other)
            || (
                GetType() == other.GetType()
                && Step == other.Step
                && Tensors.SequenceEqual(other.Tensors)
                && Scalars.Count == other.Scalars.Count
                && Scalars.Zip(other.Scalars).All(pair => SameBits(pair.First, pair.Second))
            )
        );

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as OptimizerState<T>);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => HashCode.Combine(GetType(), Step);

    /// <summary>The kind of state, the step, the numbers, and a summary of each tensor set.</summary>
    /// <returns>The text. Of donated tensors it says to what they were donated; it never throws.</returns>
    public sealed override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Name} at step {Step}");
        foreach ((string name, double value) in Scalars)
        {
            text.Append(CultureInfo.InvariantCulture, $", {name} {value}");
        }

        foreach ((string name, TensorSet<T> set) in Tensors)
        {
            text.Append('\n').Append(name).Append(": ").Append(set);
        }

        return text.ToString();
    }

    /// <summary>The kind of the state as messages say it: the type's name without its type parameter.</summary>
    internal string Name
    {
        get
        {
            string name = GetType().Name;
            int tick = name.IndexOf('`', StringComparison.Ordinal);
            return tick < 0 ? name : name[..tick];
        }
    }

    private static bool SameBits(KeyValuePair<string, double> left, KeyValuePair<string, double> right) =>
        left.Key == right.Key && BitConverter.DoubleToInt64Bits(left.Value) == BitConverter.DoubleToInt64Bits(right.Value);
}
