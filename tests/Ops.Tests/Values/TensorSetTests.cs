using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Xunit;

namespace Pullback.Ops.Tests.Values;

public sealed class TensorSetTests
{
    private static readonly TensorLayout Layout = new([("w", new Shape(2, 3)), ("b", new Shape(3)), ("s", Shape.Scalar)]);

    private static TensorSet<float> Sample() =>
        TensorSet<float>.Create(Layout, [("b", [7f, 8f, 9f]), ("w", [1f, 2f, 3f, 4f, 5f, 6f]), ("s", [10f])]);

    [Fact]
    public void Create_puts_named_arrays_in_their_places()
    {
        var set = Sample();
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], set["w"].ToArray());
        Assert.Equal([7f, 8f, 9f], set[1].ToArray());
        Assert.Equal(10f, set["s"][[]]);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f], set.Flatten());
        Assert.Equal(set, TensorSet<float>.Unflatten(Layout, set.Flatten()));
        Assert.Equal(
            set,
            TensorSet<float>.FromDictionary(Layout, set.Tensors.ToDictionary(view => view.Name, view => view.ToArray()))
        );
    }

    [Fact]
    public void Create_refuses_what_does_not_fit_by_name_and_number()
    {
        CheckRefused([("w", new float[6]), ("b", new float[3])], "missing for 's'");
        CheckRefused([("w", new float[5])], "'w' have length 5 but shape 2×3 needs 6");
        CheckRefused([("b", new float[3]), ("b", new float[3])], "'b' are given twice");
        CheckRefused([("v", new float[3])], "no tensor 'v'; there is 'w', 'b', 's'");
        Assert.Throws<ArgumentException>("values", () => TensorSet<float>.Unflatten(Layout, new float[9]));
    }

    private static void CheckRefused((string, float[])[] values, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<ArgumentException>(() => TensorSet<float>.Create(Layout, values)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Conversions_copy()
    {
        float[] values = [1f, 2f];
        var layout = new TensorLayout([("a", new Shape(2))]);
        var set = TensorSet<float>.Create(layout, [("a", values)]);
        values[0] = 99f;
        set["a"].ToArray()[0] = 99f;
        set.Flatten()[0] = 99f;
        set["a"].ToTensor()[0] = 99f;
        Assert.Equal(1f, set["a"][0]);

        var tensor = Tensor.Create([1f, 2f, 3f, 4f], [2, 2]);
        var converted = TensorSet<float>.FromTensors([new("t", tensor)]);
        tensor[0, 0] = 99f;
        Assert.Equal([1f, 2f, 3f, 4f], converted["t"].ToArray());
        Assert.Equal(new Shape(2, 2), converted["t"].Shape);
    }

    [Fact]
    public void A_tensor_in_strides_is_flattened_in_row_major_order()
    {
        var tensor = Tensor.Create([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [2, 3]);
        var transposed = Tensor.Transpose(tensor);
        var set = TensorSet<double>.FromTensors([new("t", transposed)]);
        Assert.Equal(new Shape(3, 2), set["t"].Shape);
        Assert.Equal([1.0, 4.0, 2.0, 5.0, 3.0, 6.0], set["t"].ToArray());
    }

    [Fact]
    public void A_tensor_replaces_one_of_the_same_shape()
    {
        var tensor = Tensor.Create([1f, 4f, 2f, 5f, 3f, 6f], [3, 2]);
        var changed = TensorSet<float>.Zeros(Layout).WithTensor("w", Tensor.Transpose(tensor));
        tensor[0, 0] = 99f;
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], changed["w"].ToArray());
        Assert.Equal(changed, changed.WithTensor("w", changed["w"].AsTensorSpan()));
        var refused = Assert.Throws<ArgumentException>("values", () => changed.WithTensor("w", tensor));
        Assert.Contains("'w' have shape 3×2 but 2×3 is required", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equality_compares_layouts_and_bits()
    {
        var layout = new TensorLayout([("a", new Shape(3))]);
        TensorSet<float> Of(float first) => TensorSet<float>.Create(layout, [("a", [first, 0f, 0f])]);
        var payload = BitConverter.UInt32BitsToSingle(0x7fc00001);
        Assert.Equal(Of(float.NaN), Of(float.NaN));
        Assert.NotEqual(Of(float.NaN), Of(payload));
        Assert.NotEqual(Of(0f), Of(-0f));
        Assert.True(Of(1f) == Of(1f));
        Assert.True(Of(1f) != Of(2f));
        Assert.False(Of(1f).Equals(null));
        Assert.Equal(Of(1f).GetHashCode(), Of(2f).GetHashCode());
        Assert.NotEqual(Of(1f), TensorSet<float>.Create(new TensorLayout([("b", new Shape(3))]), [("b", [1f, 0f, 0f])]));
        Assert.Equal(Of(payload), Of(payload).Copy());
    }

    [Fact]
    public void The_vector_space_works_element_by_element()
    {
        var set = Sample();
        Assert.Equal([2f, 4f, 6f, 8f, 10f, 12f, 14f, 16f, 18f, 20f], (set + set).Flatten());
        Assert.Equal(new float[10], (set - set).Flatten());
        Assert.Equal([.. set.Flatten().Select(value => value * 0.1f)], (0.1 * set).Flatten());
        Assert.Equal(0.1 * set, set * 0.1);
        Assert.Equal([.. set.Flatten().Select(value => -value)], (-set).Flatten());
        Assert.Equal([.. set.Flatten().Select(MathF.Sqrt)], set.Map(MathF.Sqrt).Flatten());
        Assert.Equal(
            [.. set.Flatten().Select(value => value / (value + 1f))],
            set.Zip(set.Map(value => value + 1f), (x, y) => x / y).Flatten()
        );
        Assert.Equal(385.0, set.Dot(set));
        Assert.Equal(55.0, set.Sum());
        Assert.Equal(Math.Sqrt(385.0), set.Norm());
        Assert.Equal(10.0, (-set).MaxNorm());
    }

    [Fact]
    public void Padding_stays_zero_whatever_happens_to_the_elements()
    {
        var set = Sample();
        CheckPadding(set.Map(_ => 3f));
        CheckPadding(set.Zip(set, (_, _) => float.NaN));
        CheckPadding(set.Scale(double.NaN));
        CheckPadding(set.Scale(double.PositiveInfinity));
        CheckPadding(-set);
        CheckPadding(set.WithTensor("b", [4f, 5f, 6f]));
        var buffer = TensorBuffer<float>.AllocateUninitialized(Layout);
        buffer.Span.Fill(5f);
        CheckPadding(buffer.Freeze());
    }

    private static void CheckPadding(TensorSet<float> set)
    {
        var span = set.Span;
        foreach (var slot in set.Layout.Slots)
        {
            for (var index = slot.Offset + slot.Length; index < slot.Offset + slot.PaddedLength; index++)
            {
                Assert.Equal(0u, BitConverter.SingleToUInt32Bits(span[index]));
            }
        }
    }

    [Fact]
    public void Nothing_depends_on_the_padding()
    {
        // No public way leads to a set whose padding is not zero; even then no result would change.
        var clean = Sample();
        var storage = TensorStorage<float>.Allocate(Layout.BufferLength, zeroed: false);
        storage.Span.Fill(float.NaN);
        foreach (var slot in Layout.Slots)
        {
            clean.Span.Slice(slot.Offset, slot.Length).CopyTo(storage.Span[slot.Offset..]);
        }

        var dirty = new TensorSet<float>(Layout, storage);
        Assert.Equal(clean, dirty);
        Assert.Equal(clean.Sum(), dirty.Sum());
        Assert.Equal(clean.Norm(), dirty.Norm());
        Assert.Equal(clean.MaxNorm(), dirty.MaxNorm());
        Assert.Equal(clean.Dot(clean), dirty.Dot(dirty));
        Assert.Equal(clean.Flatten(), dirty.Flatten());
        CheckPadding(dirty + dirty);
        CheckPadding(dirty.Copy());
    }

    [Fact]
    public void Two_layouts_do_not_mix()
    {
        var other = TensorSet<float>.Zeros(Layout.Map(slot => slot.Name == "b" ? new Shape(4) : slot.Shape));
        var refused = Assert.Throws<ArgumentException>("right", () => Sample() + other);
        Assert.Contains(
            "The layout of right is not the required one: tensor 1 is b 4 instead of b 3",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => Sample() - other);
        Assert.Throws<ArgumentException>(() => Sample().Dot(other));
        Assert.Throws<ArgumentException>(() => Sample().Zip(other, (x, y) => x));
    }

    [Fact]
    public void Sets_without_elements_are_vectors_too()
    {
        foreach (var layout in new[] { TensorLayout.Empty, new TensorLayout([("none", new Shape(0, 3))]) })
        {
            var set = TensorSet<double>.Zeros(layout);
            Assert.Equal(set, (set + set).Map(value => value + 1.0) * 2.0);
            Assert.Equal(0.0, set.Norm());
            Assert.Equal(0.0, set.MaxNorm());
            Assert.Equal(0.0, set.Sum());
            Assert.Equal(0.0, set.Dot(set));
            Assert.Empty(set.Flatten());
        }
    }

    [Fact]
    public void Select_copies_the_tensors_that_match()
    {
        var selected = Sample().Select(ParameterFilter.RankAtLeast(1));
        Assert.Equal(["w", "b"], selected.Tensors.Select(view => view.Name));
        Assert.Equal([7f, 8f, 9f], selected["b"].ToArray());
    }

    [Fact]
    public void WithTensor_changes_a_copy()
    {
        var set = Sample();
        var changed = set.WithTensor("b", [0f, 0f, 1f]);
        Assert.Equal([0f, 0f, 1f], changed["b"].ToArray());
        Assert.Equal(Sample(), set);
        Assert.Equal(set["w"], changed["w"]);
        Assert.Throws<ArgumentException>("values", () => set.WithTensor("b", [0f]));
        Assert.Throws<ArgumentException>("name", () => set.WithTensor("c", [0f]));
    }

    [Fact]
    public void ToString_is_a_table_with_the_first_elements()
    {
        Assert.Equal(
            """
            TensorSet<float>: 3 tensors, 10 elements
              w 2×3     [1, 2, 3, 4, …]
              b 3       [7, 8, 9]
              s scalar  [10]
            """,
            Sample().ToString()
        );
    }

    [Fact]
    public void Only_float_and_double_are_supported()
    {
        var refused = Assert.Throws<NotSupportedException>(() => TensorSet<Half>.Zeros(Layout));
        Assert.Contains("System.Half is not supported: use float or double", refused.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => TensorSet<NFloat>.Zeros(Layout));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(22_000)]
    public unsafe void Large_buffers_start_at_a_cache_line(int length)
    {
        var set = TensorSet<float>.Zeros(new TensorLayout([("a", new Shape(length))]));
        var wide = TensorSet<double>.Zeros(new TensorLayout([("a", new Shape(length))]));
        Assert.Equal((length + 15) & -16, set.Span.Length);
        if (length * sizeof(float) >= 85_000)
        {
            fixed (float* first = set.Span)
            fixed (double* firstWide = wide.Span)
            {
                Assert.Equal(0u, (nuint)first % 64);
                Assert.Equal(0u, (nuint)firstWide % 64);
            }
        }
    }
}
