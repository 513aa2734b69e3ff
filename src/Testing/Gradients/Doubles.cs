using System.Numerics;

namespace Pullback.Testing;

/// <summary>Conversions between the precision of kernels and the double precision of comparisons.</summary>
internal static class Doubles
{
    public static double[] From<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] converted = new double[values.Length];
        for (int i = 0; i < converted.Length; i++)
        {
            converted[i] = double.CreateTruncating(values[i]);
        }
        return converted;
    }

    public static T[] To<T>(ReadOnlySpan<double> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] converted = new T[values.Length];
        for (int i = 0; i < converted.Length; i++)
        {
            converted[i] = T.CreateTruncating(values[i]);
        }
        return converted;
    }
}
