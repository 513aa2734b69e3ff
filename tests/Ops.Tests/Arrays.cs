using System.Numerics;
using Xunit;

namespace Pullback.Ops.Tests;

/// <summary>Matrices for kernel tests: reproducible values, and padding around them that must survive.</summary>
internal static class Arrays
{
    /// <summary>Values in [−1, 1) from a fixed sequence.</summary>
    public static T[] Random<T>(int length, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new System.Random(seed);
        var values = new T[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = T.CreateTruncating((2 * random.NextDouble()) - 1);
        }
        return values;
    }

    /// <summary>The same values in double.</summary>
    public static double[] Doubles<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var result = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            result[i] = double.CreateTruncating(values[i]);
        }
        return result;
    }

    /// <summary>The unit roundoff of the element type.</summary>
    public static double Roundoff<T>() => typeof(T) == typeof(float) ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53);

    /// <summary>Asserts equality of bits, naming the first element that differs.</summary>
    public static void AssertSameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(expected[i].Equals(actual[i]), $"{what}: element {i} is {actual[i]:R} instead of {expected[i]:R}");
        }
    }

    /// <summary>Asserts closeness in |a − b| / max(1, |b|).</summary>
    public static void AssertClose<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, double tolerance, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double value = double.CreateTruncating(actual[i]);
            bool same = double.IsNaN(expected[i]) ? double.IsNaN(value) : expected[i].Equals(value);
            double error = Math.Abs(value - expected[i]) / Math.Max(1, Math.Abs(expected[i]));
            Assert.True(
                same || error <= tolerance,
                $"{what}: element {i} is {value:R} instead of {expected[i]:R} (tolerance {tolerance})"
            );
        }
    }
}
