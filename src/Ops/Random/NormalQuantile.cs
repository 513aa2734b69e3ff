using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <summary>
/// The inverse of the standard normal distribution function, to about 1 part in 10¹⁶: rational approximations in the middle and in two
/// ranges of the tails.
/// </summary>
/// <remarks>Source: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37, 1988.</remarks>
internal static class NormalQuantile
{
    private const double MiddleWidth = 0.425;
    private const double MiddleWidthSquared = 0.180625;
    private const double NearTailEnd = 5.0;
    private const double NearTailMiddle = 1.6;

    /// <summary>The x with Φ(x) = probability, for one probability strictly between 0 and 1: the same bits as in a vector.</summary>
    public static double At(double probability)
    {
        Span<double> one = [probability];
        Apply(one);
        return one[0];
    }

    /// <summary>Replaces probabilities strictly between 0 and 1 by their quantiles.</summary>
    public static void Apply(Span<double> probabilities)
    {
        var kernel = new Kernel(probabilities);
        Lanes.Run<double, Kernel>(ref kernel);
    }

    /// <summary>The quantiles of a vector of probabilities; where an element lies in a tail, all are computed for both, and each element takes its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane probability)
        where TLane : struct, ILane<TLane>
    {
        var distance = probability - TLane.Constant(0.5);
        var square = TLane.Constant(MiddleWidthSquared) - (distance * distance);
        var middle = distance * Ratio(square, MiddleNumerator, MiddleDenominator);
        var inTail = TLane.GreaterThan(TLane.Abs(distance), TLane.Constant(MiddleWidth));
        return TLane.Any(inTail) ? TLane.Select(inTail, Tail(probability, distance), middle) : middle;
    }

    /// <summary>The quantiles of probabilities in the tails. Half of the vectors of four need it; a call of its own, because a loop would otherwise be more than the compiler inlines.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLane Tail<TLane>(TLane probability, TLane distance)
        where TLane : struct, ILane<TLane>
    {
        // 1 − p is exact for p ≥ ½, so the two tails are mirror images to the last bit.
        var outer = TLane.Min(probability, TLane.One - probability);
        var radius = TLane.Sqrt(-VectorMath.Log(outer));
        var tail = Ratio(radius - TLane.Constant(NearTailMiddle), NearTailNumerator, NearTailDenominator);
        var far = TLane.GreaterThan(radius, TLane.Constant(NearTailEnd));
        if (TLane.Any(far))
        {
            // One in 3·10¹⁰ elements.
            tail = TLane.Select(far, FarTail(radius), tail);
        }

        return TLane.CopySign(tail, distance);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLane FarTail<TLane>(TLane radius)
        where TLane : struct, ILane<TLane> => Ratio(radius - TLane.Constant(NearTailEnd), FarTailNumerator, FarTailDenominator);

    private static ReadOnlySpan<double> MiddleNumerator =>
        [
            2.5090809287301226727e3,
            3.3430575583588128105e4,
            6.7265770927008700853e4,
            4.5921953931549871457e4,
            1.3731693765509461125e4,
            1.9715909503065514427e3,
            1.3314166789178437745e2,
            3.3871328727963666080e0,
        ];

    private static ReadOnlySpan<double> MiddleDenominator =>
        [
            5.2264952788528545610e3,
            2.8729085735721942674e4,
            3.9307895800092710610e4,
            2.1213794301586595867e4,
            5.3941960214247511077e3,
            6.8718700749205790830e2,
            4.2313330701600911252e1,
            1.0,
        ];

    private static ReadOnlySpan<double> NearTailNumerator =>
        [
            7.74545014278341407640e-4,
            2.27238449892691845833e-2,
            2.41780725177450611770e-1,
            1.27045825245236838258e0,
            3.64784832476320460504e0,
            5.76949722146069140550e0,
            4.63033784615654529590e0,
            1.42343711074968357734e0,
        ];

    private static ReadOnlySpan<double> NearTailDenominator =>
        [
            1.05075007164441684324e-9,
            5.47593808499534494600e-4,
            1.51986665636164571966e-2,
            1.48103976427480074590e-1,
            6.89767334985100004550e-1,
            1.67638483018380384940e0,
            2.05319162663775882187e0,
            1.0,
        ];

    private static ReadOnlySpan<double> FarTailNumerator =>
        [
            2.01033439929228813265e-7,
            2.71155556874348757815e-5,
            1.24266094738807843860e-3,
            2.65321895265761230930e-2,
            2.96560571828504891230e-1,
            1.78482653991729133580e0,
            5.46378491116411436990e0,
            6.65790464350110377720e0,
        ];

    private static ReadOnlySpan<double> FarTailDenominator =>
        [
            2.04426310338993978564e-15,
            1.42151175831644588870e-7,
            1.84631831751005468180e-5,
            7.86869131145613259100e-4,
            1.48753612908506148525e-2,
            1.36929880922735805310e-1,
            5.99832206555887937690e-1,
            1.0,
        ];

    /// <summary>A quotient of two polynomials of degree seven, coefficients from the highest power down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Ratio<TLane>(TLane x, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
        where TLane : struct, ILane<TLane> => Polynomial(x, numerator) / Polynomial(x, denominator);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Polynomial<TLane>(TLane x, ReadOnlySpan<double> coefficients)
        where TLane : struct, ILane<TLane>
    {
        var value = TLane.Constant(coefficients[0]);
        value = TLane.MultiplyAdd(value, x, TLane.Constant(coefficients[1]));
        value = TLane.MultiplyAdd(value, x, TLane.Constant(coefficients[2]));
        value = TLane.MultiplyAdd(value, x, TLane.Constant(coefficients[3]));
        value = TLane.MultiplyAdd(value, x, TLane.Constant(coefficients[4]));
        value = TLane.MultiplyAdd(value, x, TLane.Constant(coefficients[5]));
        value = TLane.MultiplyAdd(value, x, TLane.Constant(coefficients[6]));
        return TLane.MultiplyAdd(value, x, TLane.Constant(coefficients[7]));
    }

    private readonly ref struct Kernel(Span<double> values) : ILaneKernel<double>
    {
        private readonly Span<double> values = values;

        // Not inlined into its callers: there the loop would exceed what the compiler inlines, and its operations would be calls.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLane>()
            where TLane : struct, ILane<TLane, double>
        {
            ref var first = ref MemoryMarshal.GetReference(values);
            var index = 0;
            for (; index <= values.Length - TLane.Count; index += TLane.Count)
            {
                TLane.Store(Of(TLane.Load(ref first, (nuint)index)), ref first, (nuint)index);
            }

            if (index < values.Length)
            {
                TLane.StorePartial(Of(TLane.LoadPartial(values[index..])), values[index..]);
            }
        }
    }
}
