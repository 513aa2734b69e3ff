namespace Pullback.Ops;

// The primitives of ScalarMath with their own derivative rules, in plain scalar code: no vector kernel is shared with what they check.
public readonly partial record struct Dual
{
    internal static Dual Sigmoid(Dual x) => new(Logistic(x.Value), Scale(x.Tangent, Logistic(x.Value) * Logistic(-x.Value)));

    internal static Dual Softplus(Dual x) => new(LogOnePlusExp(x.Value), Scale(x.Tangent, Logistic(x.Value)));

    internal static Dual LogSigmoid(Dual x) => new(-LogOnePlusExp(-x.Value), Scale(x.Tangent, Logistic(-x.Value)));

    internal static Dual LogAddExp(Dual x, Dual y)
    {
        // Equal infinities have no difference; both count for half.
        double difference = x.Value == y.Value ? 0 : x.Value - y.Value;
        double value = Math.Max(x.Value, y.Value) + LogP1(Math.Exp(-Math.Abs(difference)));
        return new(value, Scale(x.Tangent, Logistic(difference)) + Scale(y.Tangent, Logistic(-difference)));
    }

    internal static Dual Erf(Dual x) =>
        new(ErrorFunction(x.Value), Scale(x.Tangent, 2 / Math.Sqrt(Math.PI) * Math.Exp(-x.Value * x.Value)));

    private static double Logistic(double x)
    {
        double power = Math.Exp(-Math.Abs(x));
        return (x < 0 ? power : 1) / (1 + power);
    }

    private static double LogOnePlusExp(double x) => Math.Max(x, 0) + LogP1(Math.Exp(-Math.Abs(x)));

    /// <summary>
    /// erf by its series below 2.5, by the continued fraction of erfc above: slow, and obviously right. Milton Abramowitz and Irene Stegun, "Handbook of Mathematical Functions", 1964,
    /// formulas 7.1.6 and 7.1.14.
    /// </summary>
    private static double ErrorFunction(double x)
    {
        double magnitude = Math.Abs(x);
        if (double.IsNaN(x) || x == 0)
        {
            return x;
        }
        double scale = 2 / Math.Sqrt(Math.PI) * Math.Exp(-magnitude * magnitude);
        return Math.CopySign(magnitude < 2.5 ? scale * ErfSeries(magnitude) : 1 - (scale / 2 * ErfcFraction(magnitude)), x);
    }

    // x + 2x³/3 + 4x⁵/15 + …: all terms positive, nothing cancels.
    private static double ErfSeries(double x)
    {
        double term = x;
        double sum = x;
        for (int k = 1; term > sum * 1e-18; k++)
        {
            term *= 2 * x * x / ((2 * k) + 1);
            sum += term;
        }
        return sum;
    }

    // 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))), from the inside out.
    private static double ErfcFraction(double x)
    {
        double tail = x;
        for (int k = 80; k >= 1; k--)
        {
            tail = x + (k / 2.0 / tail);
        }
        return 1 / tail;
    }
}
