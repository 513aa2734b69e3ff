using System.Numerics;
using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Regularization;

public sealed class DropoutTests
{
    private static readonly RandomKey Key = new(42);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.5)]
    [InlineData(1000, 0.0)]
    [InlineData(1000, 0.3)]
    [InlineData(1000, 0.999)]
    public void Elements_are_kept_by_the_bits_at_their_position(int length, double rate)
    {
        Check<float>(length, rate);
        Check<double>(length, rate);
    }

    [Fact]
    public void Rate_is_the_share_that_is_dropped()
    {
        const int length = 100_000;
        var output = new float[length];
        float[] ones = [.. Enumerable.Repeat(1f, length)];
        Dropout.Forward<float>(ones, output, Key, 0.2);
        double dropped = output.Count(value => value == 0) / (double)length;
        Assert.Equal(0.2, dropped, 5 * Math.Sqrt(0.2 * 0.8 / length));
        Assert.Equal(1.0, output.Average(), 0.01);
    }

    [Fact]
    public void A_mask_does_not_depend_on_how_it_is_cut()
    {
        var whole = new float[500];
        Dropout.FillMask<float>(whole, Key, 0.4, 100);
        for (int first = 0; first < whole.Length; first += 77)
        {
            var part = new float[Math.Min(77, whole.Length - first)];
            Dropout.FillMask<float>(part, Key, 0.4, 100 + first);
            Arrays.AssertSameBits<float>(whole.AsSpan(first, part.Length), part, $"from {first}");
        }
    }

    [Fact]
    public void Float_and_double_keep_the_same_elements()
    {
        var floats = new float[300];
        var doubles = new double[300];
        Dropout.FillMask<float>(floats, Key, 0.5);
        Dropout.FillMask<double>(doubles, Key, 0.5);
        Assert.Equal(floats.Select(float.IsNaN), doubles.Select(double.IsNaN));
    }

    [Fact]
    public void Backward_is_the_gradient_of_forward()
    {
        double[] x = Arrays.Random<double>(40, 1);
        double[] upstream = Arrays.Random<double>(40, 2);
        var output = new double[40];
        var gradient = new double[40];
        Dropout.Backward<double>(upstream, gradient, Key, 0.35, 7);
        CentralDifference.Check(
            at =>
            {
                Dropout.Forward<double>(at, output, Key, 0.35, 7);
                return CentralDifference.Weigh(upstream, output);
            },
            x,
            gradient,
            "input"
        );
    }

    [Fact]
    public void Kept_mask_and_drawn_again_give_the_same_bits_also_in_place()
    {
        float[] x = Arrays.Random<float>(333, 3);
        var mask = new float[333];
        Dropout.FillMask<float>(mask, Key, 0.5, 11);
        var output = new float[333];
        Dropout.Apply<float>(x, mask, 0.5, output);
        Dropout.Forward<float>(x, x, Key, 0.5, 11);
        Arrays.AssertSameBits<float>(output, x, "in place");
    }

    [Fact]
    public void Dropped_elements_are_zero_even_where_the_input_is_not_finite()
    {
        float[] x = [.. Enumerable.Repeat(float.NaN, 100), .. Enumerable.Repeat(float.PositiveInfinity, 100)];
        var mask = new float[200];
        Dropout.FillMask<float>(mask, Key, 0.5);
        var output = new float[200];
        Dropout.Apply<float>(x, mask, 0.5, output);
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(float.IsNaN(mask[i]) ? x[i] : 0, output[i]);
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Rates_outside_of_zero_to_one_are_refused(double rate)
    {
        string message = Assert
            .Throws<ArgumentOutOfRangeException>(() => Dropout.Forward<float>(new float[3], new float[3], Key, rate))
            .Message;
        Assert.Contains("must be at least 0 and less than 1", message, StringComparison.Ordinal);
    }

    private static void Check<T>(int length, double rate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const long firstIndex = 5;
        T[] x = Arrays.Random<T>(length, 4);
        var output = new T[length];
        Dropout.Forward<T>(x, output, Key, rate, firstIndex);
        T scale = T.CreateTruncating(1 / (1 - rate));
        for (int i = 0; i < length; i++)
        {
            bool kept = Key.BitsAt(firstIndex + i) >= Math.Round(rate * Math.ScaleB(1, 32));
            Assert.Equal(kept ? x[i] * scale : T.Zero, output[i]);
        }
    }
}
