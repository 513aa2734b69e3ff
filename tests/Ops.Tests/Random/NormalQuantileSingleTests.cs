using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Random;

public sealed class NormalQuantileSingleTests
{
    private const double WordUnit = 1.0 / (1L << 32);

    /// <summary>A quarter of a million words, and those at the ends, about the middle and about the seam of the ranges.</summary>
    private static uint[] Words
    {
        get
        {
            var words = new uint[4096 * RandomBlock.Length];
            new RandomKey(3).FillBits(words);
            uint[] special = [0, 1, 2, 3, 100, 0x7FFFFFFE, 0x7FFFFFFF, 0x7FFFFF00, 0x70000000];
            special.CopyTo(words, 0);
            // p (1 − p) = ¼ e⁻⁵
            var seam = (0.5 - Math.Sqrt(0.25 - (0.25 * Math.Exp(-5)))) / WordUnit;
            for (var index = 0; index < 64; index++)
            {
                words[special.Length + index] = (uint)(seam + ((index - 32) * 16));
            }

            return words;
        }
    }

    [Fact]
    public void Agrees_with_the_quantile_in_double_precision()
    {
        var words = Words;
        var quantiles = Quantiles(words);
        for (var index = 0; index < words.Length; index++)
        {
            var exact = NormalQuantile.At((words[index] + 0.5) * WordUnit);
            Assert.Equal(exact, quantiles[index], 4e-7 * Math.Abs(exact));
        }

        Assert.Equal(-6.338, quantiles[0], 1e-3);
    }

    [Fact]
    public void Complements_have_the_opposite_quantile()
    {
        var words = Words;
        var mirrored = Quantiles(Array.ConvertAll(words, word => ~word));
        Assert.Equal(Quantiles(words), Array.ConvertAll(mirrored, quantile => -quantile));
    }

    [Fact]
    public void Every_vector_width_gives_the_same_bits()
    {
        for (var exponent = 0f; exponent <= 32; exponent += 0.01f)
        {
            var twice = MathF.Pow(2, -exponent) * 0.999f;
            var expected = One<ScalarLane<float>>(twice);
            Assert.Equal(expected, One<Lane128<float>>(twice));
            Assert.Equal(expected, One<Lane256<float>>(twice));
            Assert.Equal(expected, One<Lane512<float>>(twice));
        }
    }

    private static float One<TLane>(float twice)
        where TLane : struct, ILane<TLane, float> =>
        TLane.GetElement(NormalQuantileSingle.Of(TLane.Broadcast(twice), TLane.Broadcast(1 - twice)), 0);

    private static float[] Quantiles(uint[] words)
    {
        var quantiles = new float[words.Length];
        for (var start = 0; start < words.Length; start += RandomBlock.Length)
        {
            NormalQuantileSingle.OfBlock(words.AsSpan(start, RandomBlock.Length), quantiles.AsSpan(start, RandomBlock.Length));
        }

        return quantiles;
    }
}
