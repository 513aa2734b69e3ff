using System.Globalization;

namespace Pullback.Testing;

/// <summary>The classical test functions of minimisation. Formulas as in M. Jamil, X.-S. Yang, "A Literature Survey of Benchmark Functions for Global Optimisation Problems", 2013.</summary>
public static class TestFunctions
{
    /// <summary><c>Σ (xᵢ − cᵢ)²</c>, from (−1, 10, 1) to c = (1, −1, 1): the parabola of Optax's tests.</summary>
    public static TestFunction Parabola { get; } = Bowl("parabola", [1, -1, 1], [-1, 10, 1]);

    /// <summary><c>100 (y − x²)² + (1 − x)²</c>, least in (1, 1): a curved valley. H. H. Rosenbrock, 1960. Starts at (0, 0).</summary>
    public static TestFunction Rosenbrock { get; } =
        new(
            "Rosenbrock",
            p => (100 * Square(p[1] - (p[0] * p[0]))) + Square(1 - p[0]),
            p => [(-400 * p[0] * (p[1] - (p[0] * p[0]))) - (2 * (1 - p[0])), 200 * (p[1] - (p[0] * p[0]))],
            [0, 0],
            [
                [1, 1],
            ]
        );

    /// <summary><c>(1.5 − x + x y)² + (2.25 − x + x y²)² + (2.625 − x + x y³)²</c>, least in (3, 0.5). E. M. L. Beale, 1958.</summary>
    public static TestFunction Beale { get; } =
        new(
            "Beale",
            p => BealeTerms(p).Sum(Square),
            p =>
            {
                double[] terms = BealeTerms(p);
                (double x, double y) = (p[0], p[1]);
                return
                [
                    2 * ((terms[0] * (y - 1)) + (terms[1] * ((y * y) - 1)) + (terms[2] * ((y * y * y) - 1))),
                    2 * x * (terms[0] + (2 * y * terms[1]) + (3 * y * y * terms[2])),
                ];
            },
            [1, 1],
            [
                [3, 0.5],
            ]
        );

    /// <summary><c>(x + 2 y − 7)² + (2 x + y − 5)²</c>, least in (1, 3).</summary>
    public static TestFunction Booth { get; } =
        new(
            "Booth",
            p => Square(p[0] + (2 * p[1]) - 7) + Square((2 * p[0]) + p[1] - 5),
            p => [(10 * p[0]) + (8 * p[1]) - 34, (8 * p[0]) + (10 * p[1]) - 38],
            [0, 0],
            [
                [1, 3],
            ]
        );

    /// <summary><c>(x² + y − 11)² + (x + y² − 7)²</c>, least in four points. D. M. Himmelblau, 1972.</summary>
    public static TestFunction Himmelblau { get; } =
        new(
            "Himmelblau",
            p => Square((p[0] * p[0]) + p[1] - 11) + Square(p[0] + (p[1] * p[1]) - 7),
            p =>
            {
                double first = (p[0] * p[0]) + p[1] - 11;
                double second = p[0] + (p[1] * p[1]) - 7;
                return [(4 * p[0] * first) + (2 * second), (2 * first) + (4 * p[1] * second)];
            },
            [0, 0],
            [
                [3, 2],
                [-2.805118086952745, 3.131312518250573],
                [-3.779310253377747, -3.283185991286170],
                [3.584428340330492, -1.848126526964404],
            ]
        );

    /// <summary><c>0.26 (x² + y²) − 0.48 x y</c>, least in (0, 0): a plate that is nearly flat along the diagonal.</summary>
    public static TestFunction Matyas { get; } =
        new(
            "Matyas",
            p => (0.26 * ((p[0] * p[0]) + (p[1] * p[1]))) - (0.48 * p[0] * p[1]),
            p => [(0.52 * p[0]) - (0.48 * p[1]), (0.52 * p[1]) - (0.48 * p[0])],
            [1, 2],
            [
                [0, 0],
            ]
        );

    /// <summary><c>Σ xᵢ²</c>, least in the origin; starts at (1, …, 1).</summary>
    /// <param name="dimension">The number of coordinates.</param>
    /// <returns>The function.</returns>
    public static TestFunction Sphere(int dimension) =>
        Bowl(Named("sphere", dimension), Filled(dimension, 0), Filled(dimension, 1));

    /// <summary><c>½ Σ hᵢ xᵢ²</c>, least in the origin, with curvatures h spread geometrically from 1 to 1 / condition; starts at (1, …, 1).</summary>
    /// <param name="dimension">The number of coordinates.</param>
    /// <param name="condition">The largest curvature divided by the smallest; at least 1.</param>
    /// <returns>The function.</returns>
    public static TestFunction Quadratic(int dimension, double condition)
    {
        double[] curvatures =
        [
            .. Filled(dimension, 0).Select((_, i) => Math.Pow(condition, -i / (double)Math.Max(1, dimension - 1))),
        ];
        return new TestFunction(
            Named("quadratic", dimension),
            p => p.Zip(curvatures, (x, h) => h * x * x).Sum() / 2,
            p => [.. p.Zip(curvatures, (x, h) => h * x)],
            Filled(dimension, 1),
            [Filled(dimension, 0)]
        );
    }

    /// <summary><c>10 n + Σ (xᵢ² − 10 cos 2 π xᵢ)</c>, least in the origin, with a local minimum near every other integer point. L. A. Rastrigin, 1974.</summary>
    /// <param name="dimension">The number of coordinates.</param>
    /// <returns>The function.</returns>
    public static TestFunction Rastrigin(int dimension) =>
        new(
            Named("Rastrigin", dimension),
            p => (10 * p.Length) + p.Sum(x => (x * x) - (10 * Math.Cos(2 * Math.PI * x))),
            p => [.. p.Select(x => (2 * x) + (20 * Math.PI * Math.Sin(2 * Math.PI * x)))],
            Filled(dimension, 0.3),
            [Filled(dimension, 0)]
        );

    /// <summary><c>½ Σ (xᵢ⁴ − 16 xᵢ² + 5 xᵢ)</c>, least where all coordinates are −2.9035…. M. A. Styblinski, T.-S. Tang, 1990.</summary>
    /// <param name="dimension">The number of coordinates.</param>
    /// <returns>The function.</returns>
    public static TestFunction StyblinskiTang(int dimension)
    {
        return new TestFunction(
            Named("Styblinski–Tang", dimension),
            p => p.Sum(Term) / 2,
            p => [.. p.Select(x => (2 * x * x * x) - (16 * x) + 2.5)],
            Filled(dimension, -1),
            [Filled(dimension, StyblinskiTangMinimum)],
            dimension * Term(StyblinskiTangMinimum) / 2
        );

        static double Term(double x) => (x * x * x * x) - (16 * x * x) + (5 * x);
    }

    /// <summary>All of them, of few dimensions.</summary>
    public static IReadOnlyList<TestFunction> All { get; } =
    [Parabola, Rosenbrock, Beale, Booth, Himmelblau, Matyas, Sphere(4), Quadratic(4, 100), Rastrigin(2), StyblinskiTang(2)];

    /// <summary>The least root of <c>2 x³ − 16 x + 2.5</c>.</summary>
    private const double StyblinskiTangMinimum = -2.9035340277711770;

    private static TestFunction Bowl(string name, double[] center, double[] start) =>
        new(
            name,
            p => p.Zip(center, (x, c) => Square(x - c)).Sum(),
            p => [.. p.Zip(center, (x, c) => 2 * (x - c))],
            start,
            [center]
        );

    private static double[] BealeTerms(double[] p) =>
        [1.5 - p[0] + (p[0] * p[1]), 2.25 - p[0] + (p[0] * p[1] * p[1]), 2.625 - p[0] + (p[0] * p[1] * p[1] * p[1])];

    private static double Square(double x) => x * x;

    private static double[] Filled(int dimension, double value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        double[] filled = new double[dimension];
        Array.Fill(filled, value);
        return filled;
    }

    private static string Named(string name, int dimension) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}, {dimension}-D");
}
