using Xunit;

namespace Pullback.Ops.Tests.Values;

public sealed class TensorViewTests
{
    private static TensorView<double> Matrix() =>
        TensorSet<double>.Create(
            new TensorLayout([("pad", new Shape(1)), ("m", new Shape(3, 2))]),
            [("pad", [9.0]), ("m", [1, 2, 3, 4, 5, 6])]
        )["m"];

    [Fact]
    public void Elements_are_found_by_their_indices()
    {
        var matrix = Matrix();
        Assert.Equal("m", matrix.Name);
        Assert.Equal(new Shape(3, 2), matrix.Shape);
        Assert.Equal(4.0, matrix[1, 1]);
        Assert.Equal(5.0, matrix[[2, 0]]);
        Assert.Equal(3.0, matrix.Reshape(new Shape(6))[2]);
        Assert.Equal(6.0, matrix.Reshape(new Shape(3, 1, 2))[2, 0, 1]);
        Assert.Equal([1, 2, 3, 4, 5, 6], matrix.Span.ToArray());
    }

    [Fact]
    public void Bad_indices_are_refused_with_numbers()
    {
        var rank = Assert.Throws<ArgumentException>("indices", () => Matrix()[3]);
        Assert.Contains("'m' of shape 3×2 takes 2 indices, got 1", rank.Message, StringComparison.Ordinal);
        var range = Assert.Throws<ArgumentOutOfRangeException>("indices", () => Matrix()[0, 2]);
        Assert.Contains("no index 2 in dimension 1", range.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("indices", () => Matrix()[-1, 0]);
    }

    [Fact]
    public void Rows_are_a_view_of_the_same_memory()
    {
        var rows = Matrix().Rows(1, 2);
        Assert.Equal(new Shape(2, 2), rows.Shape);
        Assert.Equal([3.0, 4.0, 5.0, 6.0], rows.ToArray());
        Assert.Empty(Matrix().Rows(3, 0).ToArray());
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => Matrix().Rows(2, 2));
        Assert.Contains("'m' has 3 rows; rows 2 to 4", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix().Rows(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix().Rows(1, int.MaxValue));
        Assert.Throws<InvalidOperationException>(() =>
            Matrix().Reshape(new Shape(6)).Rows(0, 1).Reshape(Shape.Scalar).Rows(0, 1)
        );
    }

    [Fact]
    public void Tensor_spans_see_the_same_elements()
    {
        var span = Matrix().AsTensorSpan();
        Assert.Equal(2, span.Rank);
        Assert.Equal(4.0, span[1, 1]);
        var tensor = Matrix().ToTensor();
        Assert.Equal(5.0, tensor[2, 0]);
    }

    [Fact]
    public void Equality_compares_name_shape_and_bits()
    {
        Assert.Equal(Matrix(), Matrix());
        Assert.True(Matrix() == Matrix());
        Assert.True(Matrix() != Matrix().Reshape(new Shape(6)));
        Assert.Equal(Matrix().GetHashCode(), Matrix().GetHashCode());
        Assert.False(Matrix().Equals(default));
        Assert.Equal(default(TensorView<double>), default);
    }

    [Fact]
    public void ToString_shows_name_shape_and_first_elements()
    {
        Assert.Equal("m 3×2 [1, 2, 3, 4, …]", Matrix().ToString());
        Assert.Equal("no tensor", default(TensorView<double>).ToString());
    }

    [Fact]
    public void A_default_view_says_so()
    {
        Assert.Throws<InvalidOperationException>(() => default(TensorView<float>).Span.Length);
        Assert.Throws<InvalidOperationException>(() => default(TensorView<float>).ToArray());
        Assert.Throws<InvalidOperationException>(() => default(TensorView<float>).Shape);
    }

    [Fact]
    public void CopyTo_needs_the_exact_length()
    {
        var destination = new double[6];
        Matrix().CopyTo(destination);
        Assert.Equal([1, 2, 3, 4, 5, 6], destination);
        var refused = Assert.Throws<ArgumentException>("destination", () => Matrix().CopyTo(new double[5]));
        Assert.Contains("destination has length 5 but 6 is required", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Looking_at_elements_allocates_nothing()
    {
        var set = TensorSet<double>.Zeros(new TensorLayout([("a", new Shape(3, 2)), ("b", new Shape(70))]));
        var destination = new double[70];
        double Look()
        {
            set["b"].CopyTo(destination);
            return set["a"].Span[0] + set[0][2, 1] + set["b"][69] + set.Slot(1)[0] + set.Span[0];
        }

        Look();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Look();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
