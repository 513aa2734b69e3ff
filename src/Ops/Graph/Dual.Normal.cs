namespace Pullback.Ops;

// The normal distribution in plain scalar code: no vector kernel is shared with what this checks.
public readonly partial record struct Dual
{
    internal static Dual NormalCdf(Dual x) => new(NormalProbability(x.Value), Scale(x.Tangent, NormalDensity(x.Value)));

    private static double NormalDensity(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ by the error function near zero, by the continued fraction of its tail below −3.</summary>
    private static double NormalProbability(double x)
    {
        if (!(x < -3))
        {
            return 0.5 + (0.5 * ErrorFunction(x / Math.Sqrt(2)));
        }
        return double.IsNegativeInfinity(x) ? 0 : NormalDensity(x) * NormalTailFraction(-x);
    }

    // 1/(z + 1/(z + 2/(z + 3/(z + …)))), from the inside out: Pierre-Simon Laplace, "Traité de mécanique céleste", 1805.
    private static double NormalTailFraction(double z)
    {
        double tail = z;
        for (int k = 160; k >= 1; k--)
        {
            tail = z + (k / tail);
        }
        return 1 / tail;
    }
}
