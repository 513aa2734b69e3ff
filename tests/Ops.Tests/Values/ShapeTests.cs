using Xunit;

namespace Pullback.Ops.Tests.Values;

public sealed class ShapeTests
{
    [Theory]
    [InlineData(new int[0], 1, "scalar")]
    [InlineData(new[] { 5 }, 5, "5")]
    [InlineData(new[] { 64, 128 }, 8192, "64×128")]
    [InlineData(new[] { 3, 0, 2 }, 0, "3×0×2")]
    // The product of the first three alone would overflow; with the zero there are no elements.
    [InlineData(new[] { 65536, 65536, 65536, 0 }, 0, "65536×65536×65536×0")]
    public void Knows_its_extents(int[] extents, int count, string text)
    {
        var shape = new Shape(extents);
        Assert.Equal(extents.Length, shape.Rank);
        Assert.Equal(count, shape.ElementCount);
        Assert.Equal(extents, shape);
        Assert.Equal(extents, shape.ToArray());
        Assert.Equal(text, shape.ToString());
        for (var dimension = 0; dimension < extents.Length; dimension++)
        {
            Assert.Equal(extents[dimension], shape[dimension]);
        }
    }

    [Fact]
    public void Is_a_value()
    {
        Assert.Equal(new Shape(2, 3), new Shape(Enumerable.Range(2, 2)));
        Assert.Equal(new Shape(2, 3).GetHashCode(), new Shape(2, 3).GetHashCode());
        Assert.NotEqual(new Shape(2, 3), new Shape(3, 2));
        Assert.NotEqual(new Shape(2, 3), new Shape(2, 3, 1));
        Assert.NotEqual(Shape.Scalar, new Shape(1));
        Assert.True(new Shape(2) == new Shape(2));
        Assert.True(new Shape(2) != null);
        Assert.Equal(Shape.Scalar, new Shape());
    }

    [Fact]
    public void Keeps_nothing_of_the_array_that_it_was_given()
    {
        int[] extents = [2, 3];
        var shape = new Shape(extents);
        extents[0] = 7;
        shape.ToArray()[1] = 7;
        Assert.Equal("2×3", shape.ToString());
    }

    [Fact]
    public void Refuses_bad_extents_with_numbers()
    {
        Assert.Contains(
            "-3",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, -3)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "65536×32768",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(65536, 32768)).Message,
            StringComparison.Ordinal
        );
        var missing = Assert.Throws<ArgumentOutOfRangeException>("dimension", () => new Shape(2, 3)[2]);
        Assert.Contains("Shape 2×3 has 2 dimensions; there is no dimension 2", missing.Message, StringComparison.Ordinal);
    }
}
