using System.Globalization;
using Pullback.Ops;

namespace Pullback.Testing;

/// <summary>Collects the comparisons of one case, each reduced to its worst element.</summary>
internal sealed class Comparer(GradientCheckOptions options)
{
    private readonly List<GradientFinding> findings = [];

    public GradientCheckOptions Options => options;

    /// <summary>Compares a gradient with central differences: every element of a small tensor, drawn elements and a direction of a large one.</summary>
    /// <param name="check">What is compared.</param>
    /// <param name="variable">The tensor's name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">Its values, which the numerical derivative moves and restores.</param>
    /// <param name="gradient">The gradient under check.</param>
    /// <param name="difference">The function, in which <paramref name="values"/> are an argument.</param>
    /// <param name="random">Draws elements and directions; null compares every element, however many there are.</param>
    public void AgainstDifferences(
        string check,
        string variable,
        Shape shape,
        double[] values,
        double[] gradient,
        CentralDifference difference,
        CaseRandom? random
    )
    {
        Worst worst = new();
        foreach (int index in random is null ? Enumerable.Range(0, values.Length) : ElementsToCompare(values.Length, random))
        {
            double numeric = difference.Nearest(values, index, gradient[index], options);
            worst.See(index, gradient[index], numeric, options.Tolerance(numeric));
        }
        Add(check + " against central differences", variable, shape, worst);
        if (random is not null && values.Length > options.ElementsPerTensor)
        {
            AlongDirection(check, variable, shape, values, gradient, difference, random);
        }
    }

    /// <summary>Compares two results element by element.</summary>
    /// <param name="check">What is compared with what.</param>
    /// <param name="variable">The tensor's name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="actual">The values under check.</param>
    /// <param name="expected">What they should be.</param>
    /// <param name="tolerance">The difference allowed, relative to max(1, |expected|).</param>
    public void Close(
        string check,
        string variable,
        Shape shape,
        ReadOnlySpan<double> actual,
        ReadOnlySpan<double> expected,
        double tolerance
    )
    {
        Worst worst = new();
        for (int i = 0; i < expected.Length; i++)
        {
            worst.See(i, actual[i], expected[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
        }
        Add(check, variable, shape, worst);
    }

    /// <summary>Compares two results bit by bit.</summary>
    public void Same(string check, string variable, Shape shape, ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        Worst worst = new();
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = BitConverter.DoubleToInt64Bits(actual[i]) == BitConverter.DoubleToInt64Bits(expected[i]);
            worst.See(i, actual[i], expected[i], 0, same);
        }
        Add(check, variable, shape, worst);
    }

    /// <summary>As <see cref="Same"/>, but a negative zero equals a positive one.</summary>
    public void Equal(string check, string variable, Shape shape, ReadOnlySpan<double> actual, ReadOnlySpan<double> expected) =>
        Close(check, variable, shape, actual, expected, 0);

    public bool Passed => findings.All(finding => finding.Passed);

    public void AddAll(Comparer other) => findings.AddRange(other.findings);

    public GradientReport Report(string subject, string shapes, CheckCase drawn, string replay) =>
        new(subject, shapes, drawn, [.. findings.OrderBy(finding => finding.Passed)], replay);

    /// <summary>
    /// A wrong element that was not drawn cannot hide from a direction with a non-zero component everywhere. Many elements move at once, so one bend
    /// (a rectifier's) is likely among them: two steps are tried, and a derivative that is merely bent agrees at the smaller.
    /// </summary>
    private void AlongDirection(
        string check,
        string variable,
        Shape shape,
        double[] values,
        double[] gradient,
        CentralDifference difference,
        CaseRandom random
    )
    {
        double[] direction = random.Values(values.Length, -1, 1);
        double analytic = 0;
        double magnitude = 0;
        for (int i = 0; i < direction.Length; i++)
        {
            analytic += gradient[i] * direction[i];
            magnitude += Math.Abs(gradient[i] * direction[i]);
        }
        double numeric = 0;
        double best = double.PositiveInfinity;
        foreach (double step in (ReadOnlySpan<double>)[1e-6, 1e-7, 1e-8])
        {
            double along = difference.Along(values, direction, step);
            if (Math.Abs(along - analytic) < best)
            {
                (numeric, best) = (along, Math.Abs(along - analytic));
            }
        }
        Worst worst = new();
        worst.See(0, analytic, numeric, options.AbsoluteTolerance * 10 + options.RelativeTolerance * magnitude);
        Add(check + " along a random direction against central differences", variable, shape, worst, "");
    }

    private IEnumerable<int> ElementsToCompare(int length, CaseRandom random)
    {
        if (length <= options.ElementsPerTensor)
        {
            return Enumerable.Range(0, length);
        }
        // The last element is always among them: it is the one that a wrong remainder loop gets wrong.
        return Enumerable
            .Range(0, options.ElementsPerTensor - 1)
            .Select(_ => random.Integer(0, length - 1))
            .Append(length - 1)
            .ToArray();
    }

    private void Add(string check, string variable, Shape shape, Worst worst, string? element = null) =>
        findings.Add(
            new GradientFinding(
                check,
                variable,
                shape.ToString(),
                element ?? Place(shape, worst.Index),
                worst.Actual,
                worst.Expected,
                worst.Tolerance,
                worst.Passed
            )
        );

    /// <summary>The place of an element in a row-major tensor, <c>[2, 4]</c>.</summary>
    private static string Place(Shape shape, int index)
    {
        int[] place = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            int extent = Math.Max(1, shape[axis]);
            place[axis] = index % extent;
            index /= extent;
        }
        return "[" + string.Join(", ", place.Select(i => i.ToString(CultureInfo.InvariantCulture))) + "]";
    }

    /// <summary>The element that is furthest beyond, or nearest to, its tolerance.</summary>
    private sealed class Worst
    {
        private double excess = -1;

        public int Index { get; private set; }
        public double Actual { get; private set; }
        public double Expected { get; private set; }
        public double Tolerance { get; private set; }
        public bool Passed { get; private set; } = true;

        public void See(int index, double actual, double expected, double tolerance) =>
            See(index, actual, expected, tolerance, Agree(actual, expected, tolerance));

        public void See(int index, double actual, double expected, double tolerance, bool agree)
        {
            double difference = Math.Abs(actual - expected);
            // Failing elements come before passing ones, the greatest difference first; a NaN where none belongs beats them all.
            double rank =
                agree ? (tolerance > 0 ? difference / tolerance : 0)
                : double.IsNaN(difference) ? double.MaxValue
                : 2 + difference;
            if (rank > excess)
            {
                (excess, Index, Actual, Expected, Tolerance) = (rank, index, actual, expected, tolerance);
            }
            Passed &= agree;
        }

        private static bool Agree(double actual, double expected, double tolerance) =>
            actual == expected || (double.IsNaN(actual) && double.IsNaN(expected)) || Math.Abs(actual - expected) <= tolerance;
    }
}
