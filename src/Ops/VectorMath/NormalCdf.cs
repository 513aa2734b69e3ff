using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>The standard normal distribution function Φ(x) = ½ erfc(−x/√2), element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 6 ulp (double), 5 ulp (float).</para>
    /// <para>NaN gives NaN, −∞ gives 0, +∞ gives 1; the lower tail keeps its digits down through the subnormals, where ½ (1 + erf(x/√2)) has none left from −6 on.</para>
    /// <para>
    /// Φ(−z) = e^(−z²/2) M(z) for z ≥ 0, with M(z) (z + k) a polynomial in t = (z − k)/(z + k): Chebyshev interpolation in 40-digit arithmetic, relative error 2⁻⁵²·⁶
    /// (double, k = 6, degree 22, up to z = 39) and 2⁻²⁵·⁵ (float, k = 4, degree 10, up to z = 15), coefficients rounded. The substitution is that of
    /// M. M. Shepherd and J. G. Laframboise, "Chebyshev approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x &lt; ∞", 1981.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane NormalCdf<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => NormalCdf(x, out _);

    /// <summary>Φ(x), and its derivative φ(x), which share their exponential.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <param name="density">φ(x), as <see cref="NormalPdf"/> gives it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane NormalCdf<TLane>(TLane x, out TLane density)
        where TLane : struct, ILane<TLane>
    {
        TLane z = BoundedMagnitude(x);
        TLane bell = Bell(z);
        density = bell * TLane.Constant(0.3989422804014327); // 1 / √(2π)

        TLane k = TLane.Constant(TLane.IsDouble ? 6 : 4);
        TLane reciprocal = TLane.One / (z + k);
        TLane tail = bell * (MillsRatio((z - k) * reciprocal) * reciprocal);
        return TLane.Select(TLane.LessThan(x, TLane.Zero), tail, TLane.One - tail);
    }

    /// <summary>The standard normal density φ(x) = e^(−x²/2) / √(2π), element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 3 ulp (double), 3 ulp (float).</para>
    /// <para>NaN gives NaN, ±∞ gives 0; the tails keep their digits, through the subnormals.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane NormalPdf<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => Bell(BoundedMagnitude(x)) * TLane.Constant(0.3989422804014327);

    /// <summary>|x|, but no more than what makes e^(−x²/2) zero: the square must not overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane BoundedMagnitude<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane bound = TLane.Constant(TLane.IsDouble ? 39 : 15);
        TLane magnitude = TLane.Abs(x);
        return TLane.Select(TLane.GreaterThan(magnitude, bound), bound, magnitude);
    }

    /// <summary>e^(−z²/2). The rounding error of the square, which the exponential would magnify, is put right to first order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Bell<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane minusHalf = TLane.Constant(-0.5);
        TLane square = z * z;
        TLane error = TLane.FusedMultiplyAdd(z, z, -square);
        TLane bell = ExpNonPositive(square * minusHalf);
        return TLane.MultiplyAdd(bell, error * minusHalf, bell);
    }

    /// <summary>(z + k) e^(z²/2) Φ(−z), from t = (z − k)/(z + k).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane MillsRatio<TLane>(TLane t)
        where TLane : struct, ILane<TLane>
    {
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.Constant(8.876840802023829E-10);
            p = TLane.MultiplyAdd(p, t, TLane.Constant(5.237636606010233E-09));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-1.34456172912233E-10));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-4.434552970785575E-08));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(9.45572690337117E-09));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(3.1187244991295677E-07));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-4.3030600972602457E-07));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-1.800686073929392E-06));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(6.796409416958435E-06));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(1.0759772542319458E-06));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-6.475191429322486E-05));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.00018136032488251668));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(3.2869980622442494E-05));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.002131605195723298));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.010029820648351936));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.030985315509016793));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.07517191566812548));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.15268023206441028));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.2679742458416971));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.4139035857755929));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.5689688918147829));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.7010090295908655));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.7773517718933622));
        }
        else
        {
            p = TLane.Constant(-5.155659164302051E-05);
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.00023179868003353477));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.0001710546057438478));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.0016452192794531584));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.003489317372441292));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.007545268163084984));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.06039753183722496));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.1865212768316269));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.38713735342025757));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.6078966856002808));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.7552851438522339));
        }
        return p;
    }
}
