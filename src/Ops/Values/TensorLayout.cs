namespace Pullback.Ops;

/// <summary>
/// Names, shapes and offsets of tensors that share one contiguous buffer: an immutable value. Slots lie in declaration order; each starts
/// at a multiple of <see cref="Alignment"/> elements, and the padding in between is zero and stays zero.
/// </summary>
/// <remarks>
/// Optimizer state has its own layout, derived from the parameters' by <see cref="Select"/> (frozen tensors have no state) and
/// <see cref="Map"/> (a factored second moment has vectors where the parameters have matrices). Names are kept, so that the slot of a
/// state tensor is found by the name of its parameter.
/// </remarks>
public sealed class TensorLayout : IEquatable<TensorLayout>
{
    /// <summary>Every slot starts at a multiple of so many elements: 64 bytes of <see cref="float"/>, 128 of <see cref="double"/>.</summary>
    public const int Alignment = 16;

    private readonly TensorSlot[] slots;
    private readonly Dictionary<string, int> indices;
    private readonly int hash;

    /// <summary>Lays out trainable tensors in the given order; <see cref="Create"/> lays out frozen ones too.</summary>
    /// <param name="tensors">Names and shapes.</param>
    /// <exception cref="ArgumentException">A name is empty or occurs twice, or the buffer would exceed the largest array.</exception>
    public TensorLayout(IEnumerable<(string Name, Shape Shape)> tensors)
        : this([
            .. (tensors ?? throw new ArgumentNullException(nameof(tensors))).Select(tensor => (tensor.Name, tensor.Shape, true)),
        ]) { }

    private TensorLayout((string Name, Shape Shape, bool Trainable)[] tensors)
    {
        long offset = 0;
        long count = 0;
        var placed = new List<TensorSlot>();
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, shape, trainable) in tensors)
        {
            CheckTensor(name, shape, placed.Count);
            if (!found.TryAdd(name, placed.Count))
            {
                throw new ArgumentException(
                    $"The name '{name}' occurs twice in the layout; names must be unique.",
                    nameof(tensors)
                );
            }

            var slot = new TensorSlot(name, shape, (int)offset, trainable);
            placed.Add(slot);
            count += slot.Length;
            offset = Align(offset + slot.Length);
            if (offset > Array.MaxLength)
            {
                throw new ArgumentException(
                    $"With '{name}' ({shape}) the buffer needs {Text.Of(offset)} elements; an array holds at most {Text.Of(Array.MaxLength)}.",
                    nameof(tensors)
                );
            }
        }

        slots = [.. placed];
        Slots = Array.AsReadOnly(slots);
        indices = found;
        BufferLength = (int)offset;
        ParameterCount = (int)count;
        hash = HashOf(slots);
    }

    /// <summary>The layout without tensors, from which <see cref="Add"/> builds others.</summary>
    public static TensorLayout Empty { get; } = new(Array.Empty<(string, Shape)>());

    /// <summary>The slots, in declaration order.</summary>
    public IReadOnlyList<TensorSlot> Slots { get; }

    /// <summary>The number of elements of the shared buffer, padding included: a multiple of <see cref="Alignment"/>.</summary>
    public int BufferLength { get; }

    /// <summary>The number of elements of all tensors, without padding.</summary>
    public int ParameterCount { get; }

    /// <summary>The slots without an interface in between, for kernels.</summary>
    internal ReadOnlySpan<TensorSlot> SlotSpan => slots;

    /// <summary>Lays out tensors in the given order, some of which may be frozen.</summary>
    /// <param name="tensors">Names, shapes, and whether optimizers change the tensor.</param>
    /// <returns>The layout.</returns>
    /// <exception cref="ArgumentException">A name is empty or occurs twice, or the buffer would exceed the largest array.</exception>
    public static TensorLayout Create(IEnumerable<(string Name, Shape Shape, bool Trainable)> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return new([.. tensors]);
    }

    /// <summary>A layout with one more tensor at the end.</summary>
    /// <param name="name">The new tensor's name.</param>
    /// <param name="shape">The new tensor's shape.</param>
    /// <param name="trainable">Whether optimizers change the tensor.</param>
    /// <returns>The extended layout; this one is unchanged.</returns>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    public TensorLayout Add(string name, Shape shape, bool trainable = true) =>
        Create(slots.Select(slot => (slot.Name, slot.Shape, slot.Trainable)).Append((name, shape, trainable)));

    /// <summary>The index of the tensor called <paramref name="name"/>.</summary>
    /// <param name="name">The name to look for; case matters.</param>
    /// <returns>The index in <see cref="Slots"/>.</returns>
    /// <exception cref="ArgumentException">There is no such tensor; the message says which there are.</exception>
    public int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return indices.TryGetValue(name, out var index)
            ? index
            : throw new ArgumentException(
                $"There is no tensor '{name}'; there is {Text.Names([.. slots.Select(slot => slot.Name)])}.",
                nameof(name)
            );
    }

    /// <summary>Whether there is a tensor called <paramref name="name"/>.</summary>
    /// <param name="name">The name to look for; case matters.</param>
    /// <returns>Whether the layout has it.</returns>
    public bool Contains(string name) => indices.ContainsKey(name);

    /// <summary>The layout of the tensors that a filter matches, packed anew in the same order.</summary>
    /// <param name="filter">What to keep; <see cref="ParameterFilter.Trainable"/> for optimizer state.</param>
    /// <returns>The derived layout.</returns>
    public TensorLayout Select(ParameterFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Create(slots.Where(filter.Matches).Select(slot => (slot.Name, slot.Shape, slot.Trainable)));
    }

    /// <summary>The layout with the same names in the same order, and other shapes.</summary>
    /// <param name="shape">The new shape of each slot: a pure function.</param>
    /// <returns>The derived layout.</returns>
    public TensorLayout Map(Func<TensorSlot, Shape> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Create(slots.Select(slot => (slot.Name, shape(slot), slot.Trainable)));
    }

    /// <inheritdoc/>
    public bool Equals(TensorLayout? other) =>
        ReferenceEquals(this, other) || (other is not null && hash == other.hash && slots.AsSpan().SequenceEqual(other.slots));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorLayout);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>A summary: number of tensors and parameters, then one line for each tensor (the first twenty).</summary>
    /// <returns>The text.</returns>
    public override string ToString() => TensorTable.Describe(this);

    /// <summary>Whether two layouts have the same names, shapes and trainable flags in the same order.</summary>
    /// <param name="left">One layout.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(TensorLayout? left, TensorLayout? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two layouts differ.</summary>
    /// <param name="left">One layout.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(TensorLayout? left, TensorLayout? right) => !(left == right);

    /// <summary>The next multiple of <see cref="Alignment"/>.</summary>
    internal static int Align(int length) => (length + Alignment - 1) & -Alignment;

    /// <summary>What makes this layout differ from a required one, for messages: the first slot that is not the same.</summary>
    /// <param name="required">The layout that is required, another one than this.</param>
    /// <returns>For example <c>tensor 1 is b 4 instead of b 3</c>.</returns>
    /// <exception cref="ArgumentException">The layouts are equal.</exception>
    public string DescribeDifference(TensorLayout required)
    {
        ArgumentNullException.ThrowIfNull(required);
        if (Equals(required))
        {
            throw new ArgumentException("The layouts are equal.", nameof(required));
        }

        for (var index = 0; index < Math.Min(slots.Length, required.slots.Length); index++)
        {
            if (!slots[index].Equals(required.slots[index]))
            {
                return $"tensor {Text.Of(index)} is {slots[index]} instead of {required.slots[index]}";
            }
        }

        var (longer, word) = slots.Length > required.slots.Length ? (this, "has") : (required, "lacks");
        var first = longer.slots[Math.Min(slots.Length, required.slots.Length)];
        return $"it has {Text.Of(slots.Length)} tensors instead of {Text.Of(required.slots.Length)} and {word} {first}";
    }

    private static long Align(long length) => (length + Alignment - 1) & -Alignment;

    private static void CheckTensor(string name, Shape shape, int index)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArgumentException($"Tensor {Text.Of(index)} of the layout has no name.", nameof(name));
        }

        if (shape is null)
        {
            throw new ArgumentException($"Tensor '{name}' of the layout has no shape.", nameof(shape));
        }
    }

    private static int HashOf(TensorSlot[] slots)
    {
        var state = StableHash.Start;
        foreach (var slot in slots)
        {
            state = StableHash.Add(state, slot.Name);
            state = StableHash.Add(state, slot.Shape.GetHashCode());
            state = StableHash.Add(state, slot.Trainable ? 1 : 0);
        }

        return StableHash.Finish(state);
    }
}
