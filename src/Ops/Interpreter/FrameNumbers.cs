using System.Numerics;

namespace Pullback.Ops;

/// <summary>Between the element type of a caller and the double of the interpreter: exact on the way in, rounded once on the way out.</summary>
internal static class FrameNumbers
{
    public static double[] Widen<T>(ReadOnlySpan<T> source)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] wide = new double[source.Length];
        Widen(source, wide);
        return wide;
    }

    public static void Widen<T>(ReadOnlySpan<T> source, Span<double> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = double.CreateChecked(source[i]);
        }
    }

    public static T[] Round<T>(ReadOnlySpan<double> source)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] rounded = new T[source.Length];
        for (int i = 0; i < source.Length; i++)
        {
            rounded[i] = T.CreateChecked(source[i]);
        }
        return rounded;
    }
}
