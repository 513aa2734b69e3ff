using Xunit;

namespace Pullback.Ops.Tests.Random;

public sealed class RandomKeyTests
{
    [Fact]
    public void A_key_is_a_value()
    {
        Assert.Equal(new RandomKey(7), new RandomKey(7));
        Assert.Equal(new RandomKey(7).GetHashCode(), new RandomKey(7).GetHashCode());
        Assert.True(new RandomKey(7) == new RandomKey(7));
        Assert.True(new RandomKey(7) != new RandomKey(8));
        Assert.NotEqual(new RandomKey(1), new RandomKey(1L << 32));
        Assert.Equal(new RandomKey(7).Fold(3), new RandomKey(7).Fold(3));
    }

    [Fact]
    public void ToString_shows_the_seed_or_the_words()
    {
        Assert.Equal("RandomKey(42)", new RandomKey(42).ToString());
        Assert.Equal("RandomKey(-1)", new RandomKey(-1).ToString());
        Assert.Matches("^RandomKey\\([0-9a-f]{8}( [0-9a-f]{8}){3}\\)$", new RandomKey(42).Fold(0).ToString());
    }

    [Fact]
    public void Folds_and_splits_are_all_different()
    {
        var keys = new HashSet<RandomKey> { new(1) };
        for (var data = -500; data < 500; data++)
        {
            Assert.True(keys.Add(new RandomKey(1).Fold(data)));
        }

        foreach (var child in new RandomKey(1).Split(500))
        {
            Assert.True(keys.Add(child));
            Assert.True(keys.Add(child.Fold(0)));
        }
    }

    [Fact]
    public void The_first_children_do_not_depend_on_how_many_there_are()
    {
        Assert.Equal(new RandomKey(3).Split(2), new RandomKey(3).Split(5).Take(2));
        Assert.Empty(new RandomKey(3).Split(0));
    }

    [Fact]
    public void A_fill_in_chunks_is_the_fill()
    {
        var key = new RandomKey(11);
        CheckChunks<uint>(key.FillBits, 1);
        CheckChunks<float>(key.FillUniform, 1);
        CheckChunks<double>(key.FillUniform, 1);
        CheckChunks<float>(key.FillNormal, 1);
        CheckChunks<double>(key.FillNormal, 1);
        CheckChunks<float>(key.FillUniform, (1L << 35) - 100);
        CheckChunks<double>(key.FillNormal, (1L << 35) - 100);
    }

    private delegate void Fill<T>(Span<T> destination, long firstIndex);

    private static void CheckChunks<T>(Fill<T> fill, long start)
    {
        var whole = new T[500];
        fill(whole, start);
        foreach (var size in new[] { 1, 3, 31, 32, 64, 65, 130 })
        {
            var chunked = new T[500];
            for (var first = 0; first < chunked.Length; first += size)
            {
                fill(chunked.AsSpan(first, Math.Min(size, chunked.Length - first)), start + first);
            }

            Assert.Equal(whole, chunked);
        }
    }

    [Fact]
    public void FillBits_agrees_with_BitsAt()
    {
        var key = new RandomKey(5).Fold(9);
        var bits = new uint[200];
        key.FillBits(bits, 70);
        for (var index = 0; index < bits.Length; index++)
        {
            Assert.Equal(bits[index], key.BitsAt(70 + index));
        }
    }

    [Fact]
    public void Uniform_numbers_are_the_leading_bits()
    {
        var key = new RandomKey(5);
        var single = new float[64];
        key.FillUniform(single);
        var real = new double[64];
        key.FillUniform(real);
        for (var index = 0; index < 64; index++)
        {
            Assert.Equal((key.BitsAt(index) >> 8) * MathF.ScaleB(1, -24), single[index]);
            var place = (index / 32 * 64) + (index % 32) + (index & 16);
            var pair = ((ulong)key.BitsAt(place) << 32) | key.BitsAt(place + 16);
            Assert.Equal((pair >> 11) * Math.ScaleB(1, -53), real[index]);
        }
    }

    [Fact]
    public void Uniform_numbers_have_the_moments_and_frequencies_of_the_distribution()
    {
        const int Count = 1 << 20;
        var values = new double[Count];
        new RandomKey(2024).FillUniform(values);
        Assert.All(values, value => Assert.InRange(value, 0.0, Math.BitDecrement(1.0)));
        // Bounds are five standard errors.
        Assert.Equal(0.5, values.Average(), 5 * Math.Sqrt(1.0 / 12 / Count));
        Assert.Equal(1.0 / 12, values.Average(value => (value - 0.5) * (value - 0.5)), 5 * Math.Sqrt(1.0 / 180 / Count));
        Assert.Equal(0.0, Correlation(values, 1), 5 / Math.Sqrt(Count));
        Assert.Equal(0.0, Correlation(values, 16), 5 / Math.Sqrt(Count));
        CheckFrequencies(values, value => value);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_frequencies_of_the_distribution()
    {
        const int Count = 1 << 19;
        var single = new float[Count];
        new RandomKey(2025).FillNormal(single);
        CheckNormal(Array.ConvertAll(single, value => (double)value));
        var real = new double[Count];
        new RandomKey(2026).FillNormal(real);
        CheckNormal(real);
    }

    private static void CheckNormal(double[] values)
    {
        var error = 5 / Math.Sqrt(values.Length);
        Assert.Equal(0.0, values.Average(), error);
        Assert.Equal(1.0, values.Average(value => value * value), error * Math.Sqrt(2));
        Assert.Equal(0.0, values.Average(value => value * value * value), error * Math.Sqrt(15));
        Assert.Equal(3.0, values.Average(value => Math.Pow(value, 4)), error * Math.Sqrt(96));
        // One in 741 normal numbers is beyond three standard deviations on either side.
        var expected = 0.0013498980316300946 * values.Length;
        Assert.Equal(expected, values.Count(value => value > 3), 5 * Math.Sqrt(expected));
        Assert.Equal(expected, values.Count(value => value < -3), 5 * Math.Sqrt(expected));
    }

    /// <summary>χ² over 256 cells: 255 degrees of freedom, standard deviation 22.6; the bound is five of them.</summary>
    private static void CheckFrequencies(double[] values, Func<double, double> toUnit)
    {
        var cells = new int[256];
        foreach (var value in values)
        {
            cells[(int)(toUnit(value) * 256)]++;
        }

        var expected = values.Length / 256.0;
        var statistic = cells.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(statistic, 255 - (5 * 22.6), 255 + (5 * 22.6));
    }

    private static double Correlation(double[] values, int lag)
    {
        var sum = 0.0;
        for (var index = lag; index < values.Length; index++)
        {
            sum += (values[index] - 0.5) * (values[index - lag] - 0.5);
        }

        return sum * 12 / (values.Length - lag);
    }

    [Fact]
    public void A_permutation_has_every_number_once_and_depends_on_the_key_alone()
    {
        foreach (var count in new[] { 0, 1, 2, 17, 1000 })
        {
            var order = new RandomKey(1).Permutation(count);
            Assert.Equal(Enumerable.Range(0, count), order.Order());
            Assert.Equal(order, new RandomKey(1).Permutation(count));
        }

        Assert.NotEqual(new RandomKey(1).Permutation(100), new RandomKey(2).Permutation(100));
    }

    [Fact]
    public void All_orders_of_three_are_equally_likely()
    {
        const int Count = 60_000;
        var found = Enumerable
            .Range(0, Count)
            .GroupBy(seed => string.Join(' ', new RandomKey(seed).Permutation(3)))
            .Select(group => group.Count())
            .ToArray();
        Assert.Equal(6, found.Length);
        Assert.All(found, count => Assert.Equal(Count / 6.0, count, 5 * Math.Sqrt(Count / 6.0)));
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        var key = new RandomKey(1);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => key.BitsAt(-1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => key.Split(-1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => key.Permutation(-1));
        Assert.Throws<ArgumentOutOfRangeException>("firstIndex", () => key.FillBits(new uint[1], -1));
        Assert.Throws<ArgumentOutOfRangeException>("firstIndex", () => key.FillUniform(new float[2], long.MaxValue - 1));
        Assert.Throws<ArgumentNullException>("destination", () => key.FillNormal((double[])null!));
        var refused = Assert.Throws<NotSupportedException>(() => key.FillUniform(new Half[1]));
        Assert.Contains("System.Half", refused.Message, StringComparison.Ordinal);
        key.FillNormal(Array.Empty<float>());
    }

    [Fact]
    public void Fills_allocate_nothing()
    {
        var single = new float[1000];
        var real = new double[1000];
        var bits = new uint[1000];
        var key = new RandomKey(1);
        void FillAll(RandomKey of)
        {
            of.FillBits(bits, 3);
            of.FillUniform(single, 3);
            of.FillUniform(real, 3);
            of.FillNormal(single, 3);
            of.FillNormal(real, 3);
        }

        FillAll(key);
        var before = GC.GetAllocatedBytesForCurrentThread();
        FillAll(key.Fold(1));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Texts_derive_keys_of_their_own()
    {
        var key = new RandomKey(5);
        string[] texts =
        [
            "",
            "a",
            "b",
            "ab",
            "ba",
            "a\0",
            "\0a",
            "dense1.weight",
            "dense1.bias",
            "dense2.weight",
            "ä",
            "dense1.weighT",
        ];
        Assert.Equal(texts.Length, texts.Select(key.Fold).Distinct().Count());
        Assert.Equal(key.Fold("dense1.weight"), key.Fold("dense1." + "weight"));
        Assert.NotEqual(key.Fold("a"), new RandomKey(6).Fold("a"));
        Assert.Equal("text", Assert.Throws<ArgumentNullException>(() => key.Fold(null!)).ParamName);
    }
}
