using System.Numerics.Tensors;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <content>Conversions from and to arrays and tensors. All of them copy.</content>
public sealed partial class TensorSet<T>
{
    /// <summary>The set whose every element is zero.</summary>
    /// <param name="layout">Names and shapes.</param>
    /// <returns>The zero of the vector space.</returns>
    public static TensorSet<T> Zeros(TensorLayout layout) => TensorBuffer<T>.Allocate(layout).Freeze();

    /// <summary>A set from named arrays, in any order.</summary>
    /// <param name="layout">Names and shapes.</param>
    /// <param name="values">The elements of each tensor, row-major; they are copied.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentException">A tensor is missing, given twice, unknown, or of another length than its shape's.</exception>
    public static TensorSet<T> Create(TensorLayout layout, IEnumerable<(string Name, T[] Values)> values)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(values);
        var buffer = TensorBuffer<T>.Allocate(layout);
        var given = new bool[layout.Slots.Count];
        foreach (var (name, elements) in values)
        {
            Fill(buffer, given, name, elements);
        }

        var missing = layout.Slots.Where((_, index) => !given[index]).Select(slot => slot.Name).ToArray();
        return missing.Length == 0
            ? buffer.Freeze()
            : throw new ArgumentException($"Values are missing for {Text.Names(missing)}.", nameof(values));
    }

    /// <inheritdoc cref="Create(TensorLayout, IEnumerable{ValueTuple{string, T[]}})"/>
    public static TensorSet<T> FromDictionary(TensorLayout layout, IEnumerable<KeyValuePair<string, T[]>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Create(layout, values.Select(pair => (pair.Key, pair.Value)));
    }

    /// <summary>A set from named tensors, which also say the shapes. All are trainable.</summary>
    /// <param name="tensors">Names and tensors, in order; the elements are copied.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentException">A name is empty or occurs twice.</exception>
    public static TensorSet<T> FromTensors(IEnumerable<KeyValuePair<string, Tensor<T>>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var listed = tensors.ToArray();
        foreach (var (name, tensor) in listed)
        {
            ArgumentNullException.ThrowIfNull(tensor, $"{nameof(tensors)}['{name}']");
        }

        var buffer = TensorBuffer<T>.Allocate(new TensorLayout(listed.Select(pair => (pair.Key, ShapeOf(pair.Value.Lengths)))));
        for (var slot = 0; slot < listed.Length; slot++)
        {
            listed[slot].Value.FlattenTo(buffer.Slot(slot));
        }

        return buffer.Freeze();
    }

    /// <summary>A set from the elements of all tensors one after another, without padding: the inverse of <see cref="Flatten"/>.</summary>
    /// <param name="layout">Names and shapes.</param>
    /// <param name="values">As many elements as <see cref="TensorLayout.ParameterCount"/>; they are copied.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public static TensorSet<T> Unflatten(TensorLayout layout, T[] values)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(values);
        Throw.IfLengthDiffers(values.Length, layout.ParameterCount, nameof(values));
        var buffer = TensorBuffer<T>.Allocate(layout);
        var position = 0;
        for (var slot = 0; slot < layout.Slots.Count; slot++)
        {
            var destination = buffer.Slot(slot);
            values.AsSpan(position, destination.Length).CopyTo(destination);
            position += destination.Length;
        }

        return buffer.Freeze();
    }

    /// <summary>The elements of all tensors one after another, without padding.</summary>
    /// <returns>A new array of <see cref="TensorLayout.ParameterCount"/> elements.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public T[] Flatten()
    {
        var flat = new T[Layout.ParameterCount];
        var position = 0;
        for (var slot = 0; slot < layout.Slots.Count; slot++)
        {
            var source = Slot(slot);
            source.CopyTo(flat.AsSpan(position));
            position += source.Length;
        }

        CheckAlive();
        return flat;
    }

    /// <summary>A copy with one tensor replaced.</summary>
    /// <param name="name">Which tensor.</param>
    /// <param name="values">Its new elements, row-major; they are copied.</param>
    /// <returns>The changed copy; this set is unchanged.</returns>
    /// <exception cref="ArgumentException">There is no such tensor, or the number of elements differs.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public TensorSet<T> WithTensor(string name, T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return WithTensor(name, values.AsSpan());
    }

    /// <inheritdoc cref="WithTensor(string, T[])"/>
    public TensorSet<T> WithTensor(string name, ReadOnlySpan<T> values)
    {
        var slot = Layout.IndexOf(name);
        CheckLength(values.Length, layout.Slots[slot], nameof(values));
        var buffer = TensorBuffer<T>.CopyOf(this);
        values.CopyTo(buffer.Slot(slot));
        return buffer.Freeze();
    }

    /// <summary>A copy with one tensor replaced by one of System.Numerics.Tensors, strided ones included.</summary>
    /// <param name="name">Which tensor.</param>
    /// <param name="values">Its new elements, in the same shape; they are copied.</param>
    /// <returns>The changed copy; this set is unchanged.</returns>
    /// <exception cref="ArgumentException">There is no such tensor, or the shape differs.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public TensorSet<T> WithTensor(string name, ReadOnlyTensorSpan<T> values)
    {
        var slot = Layout.IndexOf(name);
        var shape = ShapeOf(values.Lengths);
        if (shape != layout.Slots[slot].Shape)
        {
            throw new ArgumentException(
                $"Values for '{name}' have shape {shape} but {layout.Slots[slot].Shape} is required.",
                nameof(values)
            );
        }

        var buffer = TensorBuffer<T>.CopyOf(this);
        values.FlattenTo(buffer.Slot(slot));
        return buffer.Freeze();
    }

    /// <summary>A copy of the tensors that a filter matches.</summary>
    /// <param name="filter">What to keep.</param>
    /// <returns>A set whose layout is <see cref="TensorLayout.Select"/> of this one's.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public TensorSet<T> Select(ParameterFilter filter)
    {
        var buffer = TensorBuffer<T>.AllocateUninitialized(Layout.Select(filter));
        for (var slot = 0; slot < buffer.Layout.Slots.Count; slot++)
        {
            Slot(layout.IndexOf(buffer.Layout.Slots[slot].Name)).CopyTo(buffer.Slot(slot));
        }

        CheckAlive();
        return buffer.Freeze();
    }

    private static void Fill(TensorBuffer<T> buffer, bool[] given, string name, T[] values)
    {
        var slot = buffer.Layout.IndexOf(name);
        ArgumentNullException.ThrowIfNull(values);
        CheckLength(values.Length, buffer.Layout.Slots[slot], nameof(values));
        if (given[slot])
        {
            throw new ArgumentException($"Values for '{name}' are given twice.", nameof(values));
        }

        given[slot] = true;
        values.CopyTo(buffer.Slot(slot));
    }

    private static void CheckLength(int length, TensorSlot slot, string argument)
    {
        if (length != slot.Length)
        {
            throw new ArgumentException(
                $"Values for '{slot.Name}' have length {Text.Of(length)} but shape {slot.Shape} needs {Text.Of(slot.Length)}.",
                argument
            );
        }
    }

    private static Shape ShapeOf(ReadOnlySpan<nint> lengths)
    {
        var extents = new int[lengths.Length];
        for (var dimension = 0; dimension < extents.Length; dimension++)
        {
            extents[dimension] = checked((int)lengths[dimension]);
        }

        return new Shape(extents);
    }
}
