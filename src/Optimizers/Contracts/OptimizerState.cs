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
    /// <exception cref="ArgumentNullException">An argument or a tensor set is null.</exception>
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

    /// <summary>A snapshot with buffers of its own, which no donation of this state touches.</summary>
    /// <returns>An equal state.</returns>
    /// <exception cref="InvalidOperationException">A tensor of the state was donated.</exception>
    /// <exception cref="NotSupportedException">The state has tensors, but does not override <see cref="Restore"/>.</exception>
    public OptimizerState<T> Copy() => Tensors.Count == 0 ? this : CopyWith(Scalars);

    /// <summary>A copy with one of its numbers changed, such as a hyperparameter that <see cref="InjectHyperparameters"/> keeps in the state.</summary>
    /// <param name="name">
    /// A name of <see cref="Scalars"/>, or its end after a dot where no other number has the same: <c>LearningRate</c> for <c>inner.LearningRate</c>.
    /// </param>
    /// <param name="value">The new value.</param>
    /// <returns>The changed copy, with buffers of its own; this state is unchanged.</returns>
    /// <exception cref="ArgumentException">There is no such number, or there are several; the message lists what there is.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of the bound of the hyperparameter.</exception>
    /// <exception cref="NotSupportedException">The state does not override <see cref="Restore"/>.</exception>
    public OptimizerState<T> With(string name, double value)
    {
        string full = FullName(name, "number", Scalars);
        return CopyWith(Scalars.Select(scalar => scalar.Key == full ? new(full, value) : scalar));
    }

    /// <summary>One of the numbers of the state.</summary>
    /// <param name="name">Its name, or the end of it: as in <see cref="With"/>.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentException">There is no such number, or there are several; the message lists what there is.</exception>
    public double GetScalar(string name)
    {
        string full = FullName(name, "number", Scalars);
        return Scalars.First(scalar => scalar.Key == full).Value;
    }

    /// <summary>One of the tensor sets of the state.</summary>
    /// <param name="name">A name of <see cref="Tensors"/>, or the end of it: as in <see cref="With"/>.</param>
    /// <returns>The set, which stays the state's: a donated step takes it.</returns>
    /// <exception cref="ArgumentException">There is no such tensor set, or there are several; the message lists what there is.</exception>
    public TensorSet<T> GetTensor(string name)
    {
        string full = FullName(name, "tensor", Tensors);
        return Tensors.First(tensor => tensor.Key == full).Value;
    }

    /// <summary>Whether two states are equal: the same as <c>Equals</c>.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(OptimizerState<T>? left, OptimizerState<T>? right) =>
        left is null ? right is null : left.Equals(right);

    /// <summary>Whether two states differ.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(OptimizerState<T>? left, OptimizerState<T>? right) => !(left == right);

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

    /// <summary>The number of updates after this one. It saturates: a counter that wraps would start the schedules again.</summary>
    internal long NextStep => After(Step);

    /// <summary>A count of steps and one more, which saturates.</summary>
    internal static long After(long count) => count == long.MaxValue ? count : count + 1;

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

    /// <summary>Adds all tensor sets to a list. Unlike <see cref="Tensors"/> it makes no names, so that every step can look at them.</summary>
    internal virtual void AddSets(List<TensorSet<T>> sets)
    {
        foreach ((string _, TensorSet<T> set) in Tensors)
        {
            sets.Add(set);
        }
    }

    /// <summary>
    /// The same state with the life of this one ended, for a donated step that leaves it as it is. A type that does not override this one lives on.
    /// </summary>
    internal virtual OptimizerState<T> HandOn(string claimedBy) => this;

    private OptimizerState<T> CopyWith(IEnumerable<KeyValuePair<string, double>> scalars) =>
        Restore(
            Step,
            Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Copy(), StringComparer.Ordinal),
            scalars.ToDictionary(scalar => scalar.Key, scalar => scalar.Value, StringComparer.Ordinal)
        );

    private string FullName<TValue>(string name, string kind, IEnumerable<KeyValuePair<string, TValue>> entries)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        string[] all = [.. entries.Select(entry => entry.Key)];
        string[] found = all.Contains(name) ? [name] : [.. all.Where(key => key.EndsWith("." + name, StringComparison.Ordinal))];
        return found is [var only]
            ? only
            : throw new ArgumentException(
                $"{Name} has {(found.Length == 0 ? $"no {kind}" : $"several {kind}s")} called {name}: it has [{string.Join(", ", all)}].",
                nameof(name)
            );
    }

    /// <summary>Refuses named values that are not exactly those of this state: what <see cref="Restore"/> begins with.</summary>
    /// <param name="tensors">The tensors that were given.</param>
    /// <param name="scalars">The numbers that were given.</param>
    /// <param name="layouts">The layouts of this state's own tensors; those of parts are checked by the parts.</param>
    /// <exception cref="ArgumentException">A name is missing or unknown; all are listed. Or a layout differs.</exception>
    private protected void CheckNamed(
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars,
        IEnumerable<(string Name, TensorLayout Layout)> layouts
    )
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(scalars);
        CheckNames(Tensors.Select(tensor => tensor.Key), tensors.Keys, nameof(tensors));
        CheckNames(Scalars.Select(scalar => scalar.Key), scalars.Keys, nameof(scalars));
        foreach ((string name, TensorSet<T> values) in tensors)
        {
            ArgumentNullException.ThrowIfNull(values, name);
        }

        foreach ((string name, TensorLayout layout) in layouts)
        {
            Throw.IfLayoutDiffers(tensors[name].Layout, layout, name);
        }
    }

    /// <summary>The same for one kind of them.</summary>
    private protected void CheckNames(IEnumerable<string> needed, IEnumerable<string> given, string argument)
    {
        string[] names = [.. needed];
        string[] got = [.. given.Order(StringComparer.Ordinal)];
        if (!names.Order(StringComparer.Ordinal).SequenceEqual(got, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"{Name} has {argument} [{string.Join(", ", names)}], but got [{string.Join(", ", got)}].",
                argument
            );
        }
    }

    private static bool SameBits(KeyValuePair<string, double> left, KeyValuePair<string, double> right) =>
        left.Key == right.Key && BitConverter.DoubleToInt64Bits(left.Value) == BitConverter.DoubleToInt64Bits(right.Value);
}
