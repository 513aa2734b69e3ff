using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.LaneTests;

/// <summary>The driver, with an op written by hand: y = a x² + b, dy/dx = 2 a x.</summary>
public class ElementwiseTests
{
    private static readonly float[] Constants = [0.3f, -1.5f];

    [Fact]
    public void Every_length_is_computed_and_nothing_beyond_it_is_touched()
    {
        for (int length = 0; length <= EveryLane.LongestLength; length++)
        {
            float[] x = Arguments(length);
            float[] y = [.. Enumerable.Repeat(-77f, length + 2)];
            Elementwise.Forward<Parabola, float>(x, Constants, y.AsSpan(1, length));
            Assert.Equal([-77f, .. x.Select(Value), -77f], y);

            float[] upstream = [.. Enumerable.Range(0, length).Select(i => i - 2.25f)];
            float[] dx = [.. Enumerable.Repeat(-77f, length + 2)];
            Elementwise.Backward<Parabola, float>(x, Constants, upstream, dx.AsSpan(1, length));
            Assert.Equal([-77f, .. x.Zip(upstream, (a, u) => u * Slope(a)), -77f], dx);
        }
    }

    [Fact]
    public void Outputs_may_replace_inputs()
    {
        for (int length = 0; length <= EveryLane.LongestLength; length++)
        {
            float[] x = Arguments(length);
            float[] inPlace = [.. x];
            Elementwise.Forward<Parabola, float>(inPlace, Constants, inPlace);
            Assert.Equal(x.Select(Value), inPlace);

            inPlace = [.. x];
            Elementwise.Backward<Parabola, float>(inPlace, Constants, x, inPlace);
            Assert.Equal(x.Select(a => a * Slope(a)), inPlace);

            inPlace = [.. x];
            Elementwise.Backward<Parabola, float>(x, Constants, inPlace, inPlace);
            Assert.Equal(x.Select(a => a * Slope(a)), inPlace);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Other_overlaps_are_refused_and_nothing_is_written(int shift)
    {
        float[] memory = Arguments(40);
        float[] before = [.. memory];
        var exception = Assert.Throws<ArgumentException>(() =>
            Elementwise.Forward<Parabola, float>(memory.AsSpan(10, 20), Constants, memory.AsSpan(10 + shift, 20))
        );
        Assert.Equal(
            $"y starts {shift} elements from the start of x; it must start with it or be disjoint from it.",
            exception.Message
        );
        Assert.Throws<ArgumentException>(() =>
            Elementwise.Backward<Parabola, float>(new float[20], Constants, memory.AsSpan(10, 20), memory.AsSpan(10 + shift, 20))
        );
        Assert.Equal(before, memory);
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_the_numbers()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            Elementwise.Forward<Parabola, float>(new float[5], Constants, new float[4])
        );
        Assert.Equal("y has length 4, but 5 (the length of x) is required.", exception.Message);
        exception = Assert.Throws<ArgumentException>(() =>
            Elementwise.Backward<Parabola, float>(new float[5], Constants, new float[6], new float[5])
        );
        Assert.Equal("dx has length 5, but 6 (the length of upstream) is required.", exception.Message);
        exception = Assert.Throws<ArgumentException>(() =>
            Elementwise.Forward<Parabola, float>(new float[5], [1f], new float[5])
        );
        Assert.Equal("constants has length 1, but Parabola takes 2 constants.", exception.Message);
    }

    [Fact]
    public void An_op_that_the_generator_has_not_seen_says_what_to_do()
    {
        var exception = Assert.Throws<NotSupportedException>(() => Elementwise.Forward<Bare, float>([1f], [], new float[1]));
        Assert.Contains("ConstantCount", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[ElementwiseOp]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_allocates()
    {
        float[] x = Arguments(1000);
        Elementwise.Forward<Parabola, float>(x, Constants, x);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Elementwise.Forward<Parabola, float>(x, Constants, x);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] Arguments(int length) => [.. Enumerable.Range(0, length).Select(i => (i * 0.37f) - 9)];

    private static float Value(float x) => (Constants[0] * (x * x)) + Constants[1];

    private static float Slope(float x) => 2 * Constants[0] * x;

    private readonly struct Bare : IElementwiseOp;

    private readonly struct Parabola : IElementwiseOp
    {
        public static string Name => "Parabola";

        public static int ConstantCount => 2;

        public static TLane Forward<TLane>(TLane x, ReadOnlySpan<TLane> constants)
            where TLane : struct, ILane<TLane> => (constants[0] * (x * x)) + constants[1];

        public static TLane Derivative<TLane>(TLane x, ReadOnlySpan<TLane> constants)
            where TLane : struct, ILane<TLane> => TLane.Constant(2) * constants[0] * x;
    }
}
