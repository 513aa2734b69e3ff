namespace Pullback.Testing;

/// <summary>A choice of stochastic problems: single shapes, chains of them, two dimensions, ten dimensions under every noise, and drift.</summary>
/// <remarks>
/// Prototypes and noises of T. Schaul, I. Antonoglou, D. Silver, "Unit Tests for Stochastic Optimization", ICLR 2014 (arXiv 1312.6055). Slopes into Gaussian and Laplace wells are so
/// small because the shape multiplies them.
/// </remarks>
public static class StochasticProblems
{
    private const double Normal = -1;
    private const double Steep = -10;
    private const double IntoGaussian = -1e-6;

    /// <summary>Exact gradients of one dimension.</summary>
    public static IReadOnlyList<StochasticProblem> Shapes { get; } =
    [
        Of(Normal, CurveShape.QuadraticBowl),
        Of(Normal, CurveShape.Abs),
        Of(Normal, CurveShape.Line),
        Of(Normal, CurveShape.Relu),
        Of(Normal, CurveShape.Cliff),
        Of(Normal, CurveShape.GaussianBowl),
        Of(Steep, CurveShape.QuadraticBowl),
        Of(-0.1, CurveShape.Exponential),
        Of(IntoGaussian, CurveShape.GaussianNonconvex, CurveShape.Line),
        Of(Normal, CurveShape.QuadraticConvex, CurveShape.Cliff, CurveShape.QuadraticConvex),
        Of(Normal, CurveShape.QuadraticConvex, CurveShape.Abs, CurveShape.GaussianNonconvex),
        Of(
            IntoGaussian,
            CurveShape.GaussianNonconvex,
            CurveShape.GaussianConvex,
            CurveShape.GaussianBowl,
            CurveShape.GaussianConvex,
            CurveShape.GaussianNonconvex
        ),
        Of(-1e-3, CurveShape.LaplaceNonconvex, CurveShape.LaplaceConvex, CurveShape.LaplaceBowl),
        Of(Normal, CurveShape.Relu, CurveShape.Bend, CurveShape.QuadraticBowl),
    ];

    /// <summary>Two dimensions: steep and normal scales, rotated; a kink with a curl; a saddle.</summary>
    public static IReadOnlyList<StochasticProblem> Planes { get; } =
    [
        new(Curve(Steep, CurveShape.QuadraticBowl), Curve(Normal, CurveShape.QuadraticBowl)) { Rotated = true },
        new(Curve(Normal, CurveShape.Abs), Curve(Normal, CurveShape.QuadraticBowl)) { Curl = 1 },
        new(Curve(IntoGaussian, CurveShape.GaussianNonconvex), Curve(Normal, CurveShape.QuadraticBowl))
        {
            Norm = CurveNorm.Euclidean,
        },
        new(Curve(Steep, CurveShape.Abs), Curve(Normal, CurveShape.QuadraticBowl)) { Norm = CurveNorm.Maximum },
    ];

    /// <summary>Bowls of ten dimensions under every kind of noise.</summary>
    public static IReadOnlyList<StochasticProblem> Noisy { get; } =
    [
        .. new[]
        {
            GradientNoise.Additive(0.01),
            GradientNoise.Additive(0.1),
            GradientNoise.Additive(10),
            GradientNoise.Multiplicative(0.1),
            GradientNoise.Multiplicative(1),
            GradientNoise.Multiplicative(10),
            GradientNoise.MaskOut(0.1),
            GradientNoise.MaskOut(0.9),
            GradientNoise.Cauchy(0.1),
        }.Select(noise => Bowl(10) with { Noise = noise }),
    ];

    /// <summary>A bowl that moves, one that grows, and noise that grows.</summary>
    public static IReadOnlyList<StochasticProblem> Drifting { get; } =
    [
        Bowl(1) with
        {
            Drift = new Drift(Offset: 0.5),
        },
        Bowl(2) with
        {
            Drift = new Drift(Scale: 1.5),
        },
        Bowl(2) with
        {
            Noise = GradientNoise.Additive(0.1),
            Drift = new Drift(Noise: 1.5),
        },
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StochasticProblem> All { get; } = [.. Shapes, .. Planes, .. Noisy, .. Drifting];

    private static StochasticProblem Of(double slope, params CurveShape[] shapes) => new(Curve(slope, shapes));

    private static ChainedCurve Curve(double slope, params CurveShape[] shapes) => new(slope, shapes);

    private static StochasticProblem Bowl(int dimension) =>
        new([.. Enumerable.Range(0, dimension).Select(_ => Curve(Normal, CurveShape.QuadraticBowl))]);
}
