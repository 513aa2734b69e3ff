namespace Pullback.Ops;

// Elementary functions: f(x + x′ε) = f(x) + f′(x) x′ε.
public readonly partial record struct Dual
{
    /// <summary>e<sup>x</sup>.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Exp(Dual x) => new(Math.Exp(x.Value), Scale(x.Tangent, Math.Exp(x.Value)));

    /// <summary>2<sup>x</sup>.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Exp2(Dual x) => new(double.Exp2(x.Value), Scale(x.Tangent, Math.Log(2) * double.Exp2(x.Value)));

    /// <summary>10<sup>x</sup>.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Exp10(Dual x) => new(double.Exp10(x.Value), Scale(x.Tangent, Math.Log(10) * double.Exp10(x.Value)));

    /// <summary>e<sup>x</sup> − 1, accurate near zero.</summary>
    /// <param name="x">The argument.</param>
    public static Dual ExpM1(Dual x) => new(ExpM1(x.Value), Scale(x.Tangent, Math.Exp(x.Value)));

    /// <summary>log x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Log(Dual x) => new(Math.Log(x.Value), Scale(x.Tangent, 1 / x.Value));

    /// <summary>log₂ x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Log2(Dual x) => new(Math.Log2(x.Value), Scale(x.Tangent, 1 / (x.Value * Math.Log(2))));

    /// <summary>log₁₀ x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Log10(Dual x) => new(Math.Log10(x.Value), Scale(x.Tangent, 1 / (x.Value * Math.Log(10))));

    /// <summary>log(1 + x), accurate near zero.</summary>
    /// <param name="x">The argument.</param>
    public static Dual LogP1(Dual x) => new(LogP1(x.Value), Scale(x.Tangent, 1 / (1 + x.Value)));

    /// <summary>√x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Sqrt(Dual x) => new(Math.Sqrt(x.Value), Scale(x.Tangent, 0.5 / Math.Sqrt(x.Value)));

    /// <summary>∛x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Cbrt(Dual x) =>
        new(Math.Cbrt(x.Value), Scale(x.Tangent, 1 / (3 * Math.Cbrt(x.Value) * Math.Cbrt(x.Value))));

    /// <summary>sin x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Sin(Dual x) => new(Math.Sin(x.Value), Scale(x.Tangent, Math.Cos(x.Value)));

    /// <summary>cos x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Cos(Dual x) => new(Math.Cos(x.Value), Scale(x.Tangent, -Math.Sin(x.Value)));

    /// <summary>tan x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Tan(Dual x) => new(Math.Tan(x.Value), Scale(x.Tangent, 1 + (Math.Tan(x.Value) * Math.Tan(x.Value))));

    /// <summary>arcsin x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Asin(Dual x) => new(Math.Asin(x.Value), Scale(x.Tangent, 1 / Math.Sqrt((1 - x.Value) * (1 + x.Value))));

    /// <summary>arccos x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Acos(Dual x) => new(Math.Acos(x.Value), Scale(x.Tangent, -1 / Math.Sqrt((1 - x.Value) * (1 + x.Value))));

    /// <summary>arctan x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Atan(Dual x) => new(Math.Atan(x.Value), Scale(x.Tangent, 1 / (1 + (x.Value * x.Value))));

    /// <summary>sinh x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Sinh(Dual x) => new(Math.Sinh(x.Value), Scale(x.Tangent, Math.Cosh(x.Value)));

    /// <summary>cosh x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Cosh(Dual x) => new(Math.Cosh(x.Value), Scale(x.Tangent, Math.Sinh(x.Value)));

    /// <summary>tanh x; the derivative 1/cosh² x does not cancel where tanh saturates.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Tanh(Dual x) => new(Math.Tanh(x.Value), Scale(x.Tangent, SquareOfSech(x.Value)));

    /// <summary>arsinh x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Asinh(Dual x) => new(Math.Asinh(x.Value), Scale(x.Tangent, 1 / Math.Sqrt((x.Value * x.Value) + 1)));

    /// <summary>arcosh x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Acosh(Dual x) => new(Math.Acosh(x.Value), Scale(x.Tangent, 1 / Math.Sqrt((x.Value - 1) * (x.Value + 1))));

    /// <summary>artanh x.</summary>
    /// <param name="x">The argument.</param>
    public static Dual Atanh(Dual x) => new(Math.Atanh(x.Value), Scale(x.Tangent, 1 / ((1 - x.Value) * (1 + x.Value))));

    /// <summary>The logarithm to another base.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="newBase">The base.</param>
    public static Dual Log(Dual x, Dual newBase) => Log(x) / Log(newBase);

    /// <summary>x<sup>y</sup>.</summary>
    /// <param name="x">The base.</param>
    /// <param name="y">The exponent.</param>
    public static Dual Pow(Dual x, Dual y)
    {
        double power = Math.Pow(x.Value, y.Value);
        double byBase = Scale(x.Tangent, y.Value == 0 ? 0 : y.Value * Math.Pow(x.Value, y.Value - 1));
        double byExponent = y.Tangent == 0 ? 0 : Scale(y.Tangent, power * Math.Log(x.Value));
        return new(power, byBase + byExponent);
    }

    /// <summary>√(x² + y²).</summary>
    /// <param name="x">The first leg.</param>
    /// <param name="y">The second leg.</param>
    public static Dual Hypot(Dual x, Dual y)
    {
        double length = double.Hypot(x.Value, y.Value);
        return new(length, Scale(x.Tangent, x.Value / length) + Scale(y.Tangent, y.Value / length));
    }

    /// <summary>The angle of the point (x, y).</summary>
    /// <param name="y">The ordinate.</param>
    /// <param name="x">The abscissa.</param>
    public static Dual Atan2(Dual y, Dual x)
    {
        double square = (x.Value * x.Value) + (y.Value * y.Value);
        return new(Math.Atan2(y.Value, x.Value), Scale(y.Tangent, x.Value / square) - Scale(x.Tangent, y.Value / square));
    }

    /// <summary>sin x and cos x.</summary>
    /// <param name="x">The argument.</param>
    public static (Dual Sin, Dual Cos) SinCos(Dual x) => (Sin(x), Cos(x));

    // .NET's own ExpM1 and LogP1 subtract and add the 1 in the open. W. Kahan's way: the rounding errors of the two steps cancel in the quotient.
    private static double ExpM1(double x)
    {
        double power = Math.Exp(x);
        double difference = power - 1;
        return power == 1 ? x
            : difference == -1 || double.IsInfinity(power) ? difference
            : difference * (x / Math.Log(power));
    }

    private static double LogP1(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x
            : double.IsInfinity(sum) || sum <= 0 ? Math.Log(sum)
            : Math.Log(sum) * (x / (sum - 1));
    }

    private static double SquareOfSech(double x)
    {
        double power = Math.Exp(-2 * Math.Abs(x));
        return 4 * power / ((1 + power) * (1 + power));
    }
}
