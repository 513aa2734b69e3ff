using System.Numerics;
using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Reductions;

public sealed class ReductionTests
{
    public static TheoryData<int> Lengths =>
        [0, 1, 2, 3, 4, 5, 15, 16, 17, 31, 33, 63, 70, 4095, 4096, 4097, 8192 + 5, 300_007, (4096 * 300) + 1];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Sums_have_the_bits_of_the_documented_shape(int length)
    {
        CheckShape<float>(length);
        CheckShape<double>(length);
    }

    private static void CheckShape<T>(int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var x = new T[length];
        new RandomKey(1).FillNormal(x);
        var y = new T[length];
        new RandomKey(2).FillNormal(y);
        foreach (var degree in new[] { 1, 2, 7 })
        {
            SameBits(FixedShape.Sum(x, x, (first, _) => first), Reduction.Sum<T>(x, degree));
            SameBits(FixedShape.Sum(x, x, (first, second) => first * second), Reduction.SumOfSquares<T>(x, degree));
            SameBits(FixedShape.Sum(x, y, (first, second) => first * second), Reduction.Dot<T>(x, y, degree));
        }
    }

    [Fact]
    public void Sets_are_summed_tensor_by_tensor()
    {
        var layout = new TensorLayout([
            ("a", new Shape(5000)),
            ("none", new Shape(0)),
            ("b", new Shape(3)),
            ("c", new Shape(90_001)),
        ]);
        var flat = new float[layout.ParameterCount];
        new RandomKey(3).FillNormal(flat);
        var set = TensorSet<float>.Unflatten(layout, flat);
        float[][] tensors = [flat[..5000], [], flat[5000..5003], flat[5003..]];
        var expected = FixedShape.Sum(tensors, (x, y) => x * y);
        foreach (var degree in new[] { 1, 2, 3 })
        {
            SameBits(expected, Reduction.SumOfSquares(set, degree));
            SameBits(expected, Reduction.Dot(set, set.Copy(), degree));
            SameBits(FixedShape.Sum(tensors, (x, _) => x), Reduction.Sum(set, degree));
            SameBits(Math.Sqrt(expected), Reduction.Norm(set, degree));
        }
    }

    [Fact]
    public void Alignment_does_not_matter()
    {
        var values = new float[10_000];
        new RandomKey(4).FillNormal(values);
        var expected = Reduction.SumOfSquares<float>(values);
        var moved = new float[10_100];
        for (var offset = 0; offset < 40; offset++)
        {
            values.CopyTo(moved, offset);
            SameBits(expected, Reduction.SumOfSquares<float>(moved.AsSpan(offset, values.Length)));
        }
    }

    [Fact]
    public void Every_element_counts_once()
    {
        for (var length = 1; length <= 100; length++)
        {
            var values = new double[length];
            for (var index = 0; index < length; index++)
            {
                values[index] = 3.0;
                Assert.Equal(3.0, Reduction.Sum<double>(values));
                Assert.Equal(9.0, Reduction.SumOfSquares<double>(values));
                Assert.Equal(3.0, Reduction.MaxNorm<double>(values));
                values[index] = 0.0;
            }
        }
    }

    [Fact]
    public void Combine_adds_halves_in_a_fixed_tree()
    {
        Assert.Equal(0.0, Reduction.Combine([]));
        Assert.Equal(5.0, Reduction.Combine([5.0]));
        // Of five: 0 and 3, 1 and 4; then of three: 0 and 2; then the last two. In any other order, the ones vanish beside 1e16.
        Assert.Equal(2.0, Reduction.Combine([1e16, 1.0, 0.0, -1e16, 1.0]));
    }

    [Fact]
    public void Float_squares_neither_overflow_nor_vanish()
    {
        Assert.Equal(Math.Sqrt(2) * 3e38f, Reduction.Norm<float>([3e38f, 3e38f]), 1e24);
        Assert.Equal(Math.Sqrt(3) * float.Epsilon, Reduction.Norm<float>([float.Epsilon, float.Epsilon, float.Epsilon]), 1e-60);
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(1.7e308)]
    [InlineData(1e160)]
    [InlineData(1e-160)]
    [InlineData(1e-300)]
    [InlineData(1e-310)]
    public void Norms_of_doubles_neither_overflow_nor_vanish(double scale)
    {
        // 3-4-5 and 5-12-13 triangles, as a span and as a set.
        var tolerance = Math.Max(scale * 1e-15, double.Epsilon * 4);
        Assert.Equal(0.5 * scale, Reduction.Norm<double>([0.3 * scale, 0.4 * scale]), tolerance);
        var set = TensorSet<double>.Create(
            new TensorLayout([("a", new Shape(2)), ("b", new Shape(1))]),
            [("a", [0.3 * scale, 0.4 * scale]), ("b", [-1.2 * 0.5 * scale])]
        );
        Assert.Equal(Math.Sqrt(0.61) * scale, set.Norm(), 2 * tolerance);
    }

    [Fact]
    public void The_smallest_numbers_have_a_norm()
    {
        Assert.Equal(double.Epsilon, Reduction.Norm<double>([0.0, -double.Epsilon]));
        Assert.Equal(5 * double.Epsilon, Reduction.Norm<double>([3 * double.Epsilon, 4 * double.Epsilon]));
        Assert.Equal(double.MaxValue, Reduction.Norm<double>([double.MaxValue, 0.0]));
        Assert.Equal(double.PositiveInfinity, Reduction.Norm<double>([double.MaxValue, double.MaxValue]));
    }

    [Fact]
    public void Infinity_and_NaN_follow_IEEE_754()
    {
        foreach (var place in new[] { 0, 3, 15, 16, 17, 99 })
        {
            var values = new float[100];
            values[place] = float.NegativeInfinity;
            Assert.Equal(double.NegativeInfinity, Reduction.Sum<float>(values));
            Assert.Equal(double.PositiveInfinity, Reduction.SumOfSquares<float>(values));
            Assert.Equal(double.PositiveInfinity, Reduction.Norm<float>(values));
            Assert.Equal(double.PositiveInfinity, Reduction.MaxNorm<float>(values));
            values[50] = float.PositiveInfinity;
            SameBits(double.NaN, Reduction.Sum<float>(values));
            values[51] = BitConverter.UInt32BitsToSingle(0x7fc00123);
            SameBits(double.NaN, Reduction.Sum<float>(values));
            SameBits(double.NaN, Reduction.SumOfSquares<float>(values));
            SameBits(double.NaN, Reduction.Norm<float>(values));
            SameBits(double.NaN, Reduction.MaxNorm<float>(values));
        }
    }

    [Fact]
    public void Sums_of_many_floats_lose_nothing()
    {
        var values = new float[1 << 20];
        Array.Fill(values, 0.1f);
        Assert.Equal(values.Length * (double)0.1f, Reduction.Sum<float>(values));
    }

    [Fact]
    public void Lengths_must_agree()
    {
        var refused = Assert.Throws<ArgumentException>("y", () => Reduction.Dot<float>(new float[3], new float[4]));
        Assert.Contains("y has length 4 but 3 is required", refused.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => Reduction.Sum<Half>(new Half[3]));
        Assert.Throws<ArgumentOutOfRangeException>("degree", () => Reduction.Sum<float>(new float[3], 0));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var values = new float[3_000_000];
        var set = TensorSet<float>.Zeros(new TensorLayout([("a", new Shape(2_000_000)), ("b", new Shape(7))]));
        double Everything(int degree) =>
            Reduction.Sum<float>(values, degree)
            + Reduction.Norm<float>(values, degree)
            + Reduction.Dot(set, set, degree)
            + Reduction.Norm(set, degree)
            + Reduction.MaxNorm(set);
        foreach (var degree in new[] { 1, 2 })
        {
            // A collection may empty the array pool just between two calls, so the best of a few attempts counts.
            var allocated = long.MaxValue;
            for (var attempt = 0; attempt < 5 && allocated > 0; attempt++)
            {
                Everything(degree);
                var before = GC.GetAllocatedBytesForCurrentThread();
                Everything(degree);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            Assert.Equal(0, allocated);
        }
    }

    private static void SameBits(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToUInt64Bits(expected), BitConverter.DoubleToUInt64Bits(actual));
}
