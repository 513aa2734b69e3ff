namespace Pullback.ReferenceCheck.Reporting;

/// <summary>The distance between a computed and a reference number, in the measure that the tolerances are stated in.</summary>
public static class Deviation
{
    /// <summary>|a − b| / max(1, |b|). Equal infinities and two NaNs agree; otherwise what is not finite is infinitely far.</summary>
    public static double Mixed(double actual, double expected) => Over(actual, expected, Math.Max(1, Math.Abs(expected)));

    /// <summary>|a − b| / |b|; any difference from zero is infinite.</summary>
    public static double Relative(double actual, double expected) => Over(actual, expected, Math.Abs(expected));

    /// <summary>|a − b| / scale.</summary>
    public static double Over(double actual, double expected, double scale)
    {
        if (actual.Equals(expected) || actual == expected)
        {
            return 0;
        }
        double difference = Math.Abs(actual - expected) / scale;
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    /// <summary>Fails the case, naming the worst element, unless every element is within <paramref name="tolerance"/> in the mixed measure.</summary>
    public static void Within(double tolerance, string what, IReadOnlyList<double> expected, ReadOnlySpan<double> actual) =>
        Within(tolerance, what, expected, actual, Mixed);

    /// <summary>As above, in a measure of the caller's choice.</summary>
    public static void Within(
        double tolerance,
        string what,
        IReadOnlyList<double> expected,
        ReadOnlySpan<double> actual,
        Func<double, double, double> measure
    )
    {
        if (actual.Length != expected.Count)
        {
            throw new CaseFailedException($"{what} has {actual.Length} elements, the reference has {expected.Count}");
        }
        double worst = 0;
        int at = -1;
        for (int i = 0; i < actual.Length; i++)
        {
            double deviation = measure(actual[i], expected[i]);
            if (deviation > worst)
            {
                (worst, at) = (deviation, i);
            }
        }
        if (worst > tolerance)
        {
            throw new CaseFailedException(
                $"{what}[{at}] is {actual[at]:R}, the reference {expected[at]:R}: deviation {worst:E2}, allowed {tolerance:E2}"
            );
        }
    }

    /// <summary>As above, for one number.</summary>
    public static void Within(double tolerance, string what, double expected, double actual)
    {
        double deviation = Mixed(actual, expected);
        if (deviation > tolerance)
        {
            throw new CaseFailedException(
                $"{what} is {actual:R}, the reference {expected:R}: deviation {deviation:E2}, allowed {tolerance:E2}"
            );
        }
    }
}
