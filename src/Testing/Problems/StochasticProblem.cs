using System.Numerics;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>How the curves of several dimensions are one function.</summary>
public enum CurveNorm
{
    /// <summary>The sum of their absolute values.</summary>
    Sum,

    /// <summary>The root of the sum of their squares.</summary>
    Euclidean,

    /// <summary>The largest absolute value.</summary>
    Maximum,
}

/// <summary>What changes in every period of ten steps, so that yesterday's gradients mislead.</summary>
/// <param name="Offset">How far the function moves along every axis.</param>
/// <param name="Scale">The factor of the function.</param>
/// <param name="Noise">The factor of the noise.</param>
public sealed record Drift(double Offset = 0, double Scale = 1, double Noise = 1)
{
    /// <summary>The steps of a period.</summary>
    public const int Period = 10;

    /// <summary>Nothing changes.</summary>
    public static Drift None { get; } = new();
}

/// <summary>
/// A unit test for stochastic optimization: a curve in each dimension, combined, perhaps turned, with noise on the gradient, perhaps with a curl that no function
/// has, and perhaps changing with time.
/// </summary>
/// <remarks>T. Schaul, I. Antonoglou, D. Silver, "Unit Tests for Stochastic Optimization", ICLR 2014 (arXiv 1312.6055), and the code of its authors.</remarks>
public sealed record StochasticProblem
{
    private readonly ChainedCurve[] curves;
    private readonly TensorLayout layout;
    private readonly Lazy<double[][]> rotation;

    /// <summary>A problem of a dimension for each curve.</summary>
    /// <param name="curves">The curves; at least one.</param>
    /// <exception cref="ArgumentException">There is no curve.</exception>
    public StochasticProblem(params ChainedCurve[] curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        this.curves =
            curves.Length > 0
                ? curves
                : throw new ArgumentException("curves must hold at least one curve, but is empty.", nameof(curves));
        layout = new TensorLayout([("x", new Shape(curves.Length))]);
        rotation = new Lazy<double[][]>(() => RandomRotation.Of(curves.Length, new RandomKey(curves.Length)));
    }

    /// <summary>The curves.</summary>
    public IReadOnlyList<ChainedCurve> Curves => curves;

    /// <summary>How they are one function.</summary>
    public CurveNorm Norm { get; init; }

    /// <summary>Whether the axes of the curves are turned against those of the parameters.</summary>
    public bool Rotated { get; init; }

    /// <summary>The factor of the curl <c>R x</c> that is added to the gradient, R a random rotation; 0 for none.</summary>
    public double Curl { get; init; }

    /// <summary>The noise on the gradient.</summary>
    public GradientNoise Noise { get; init; } = GradientNoise.None;

    /// <summary>What changes with time.</summary>
    public Drift Drift { get; init; } = Drift.None;

    /// <summary>Whether every gradient is exact and that of one function.</summary>
    public bool IsExact => Noise == GradientNoise.None && Curl == 0 && Drift == Drift.None;

    /// <summary>The expected value at a point.</summary>
    /// <param name="point">A coordinate for each curve.</param>
    /// <param name="step">The number of the step.</param>
    /// <returns>The value.</returns>
    public double Value(double[] point, long step = 0)
    {
        double[] values = Along(point, step, curve => curve.Value);
        double scale = ScaleAt(step);
        return scale
            * (
                Norm switch
                {
                    CurveNorm.Sum => values.Sum(Math.Abs),
                    CurveNorm.Euclidean => Math.Sqrt(values.Sum(value => value * value)),
                    _ => values.Max(Math.Abs),
                }
            );
    }

    /// <summary>The gradient at a point, with its noise and its curl.</summary>
    /// <param name="point">A coordinate for each curve.</param>
    /// <param name="step">The number of the step.</param>
    /// <param name="key">Draws the noise: the same key gives the same noise.</param>
    /// <returns>The gradient.</returns>
    public double[] Gradient(double[] point, long step, RandomKey key)
    {
        double[] values = Along(point, step, curve => curve.Value);
        double[] slopes = Along(point, step, curve => curve.Slope);
        double[] weights = Weights(values);
        double scale = ScaleAt(step);
        double[] gradient = [.. slopes.Zip(weights, (slope, weight) => scale * slope * weight)];
        if (Rotated)
        {
            gradient = RandomRotation.ApplyTransposed(rotation.Value, gradient);
        }
        if (Curl != 0)
        {
            gradient = [.. gradient.Zip(RandomRotation.Apply(rotation.Value, point), (element, curl) => element + (Curl * curl))];
        }
        return Noise.Apply(gradient, key, Math.Pow(Drift.Noise, Periods(step)));
    }

    /// <summary>Takes steps from the start of the curves.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="steps">How many steps; the authors take 100.</param>
    /// <param name="key">Draws the noise of all steps.</param>
    /// <returns>Where it has come to: the parameters to predict with, for optimizers that have others than those of the last step.</returns>
    public double[] Minimize<T>(IGradientTransformation optimizer, int steps, RandomKey key)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        TensorSet<T> parameters = TensorSet<T>.Zeros(layout);
        OptimizerState<T> state = optimizer.Init(parameters);
        for (int step = 0; step < steps; step++)
        {
            long now = step;
            LossAndGradients<T> Evaluate(TensorSet<T> at) => new(Value(Point(at), now), Gradients(at, now, key.Fold(now)));
            (double loss, TensorSet<T> gradients) = Evaluate(parameters);
            StepInputs<T> inputs = new()
            {
                Loss = loss,
                Metric = loss,
                Gradient = Evaluate,
                // No second derivatives: the squares of the gradients, the estimate of Gauss and Newton, are what a stochastic problem can give.
                Curvature = gradients.Map(gradient => gradient * gradient),
            };
            (parameters, state) = optimizer.Step(parameters, gradients, state, inputs);
        }
        return Point(optimizer.EvaluationParameters(parameters, state));
    }

    /// <summary>The curves and what makes them hard.</summary>
    /// <returns>The description.</returns>
    public override string ToString() =>
        string.Join(" × ", curves.AsEnumerable())
        + (curves.Length > 1 ? FormattableString.Invariant($", {Norm}") : "")
        + (Rotated ? ", rotated" : "")
        + (Curl != 0 ? FormattableString.Invariant($", curl {Curl}") : "")
        + (Noise == GradientNoise.None ? "" : $", {Noise}")
        + (Drift == Drift.None ? "" : $", {Drift}");

    private double[] Along(double[] point, long step, Func<ChainedCurve, Func<double, double>> of)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (point.Length != curves.Length)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The problem takes {curves.Length} coordinates, but got {point.Length}."),
                nameof(point)
            );
        }
        double offset = Drift.Offset * Periods(step);
        double[] turned = Rotated ? RandomRotation.Apply(rotation.Value, point) : point;
        return [.. curves.Zip(turned, (curve, x) => of(curve)(x - offset))];
    }

    /// <summary>The derivative of the norm by the value of each curve.</summary>
    private double[] Weights(double[] values)
    {
        double norm = Math.Sqrt(values.Sum(value => value * value));
        double largest = values.Max(Math.Abs);
        return
        [
            .. values.Select(value =>
                Norm switch
                {
                    CurveNorm.Sum => Sign(value),
                    CurveNorm.Euclidean => norm == 0 ? 0 : value / norm,
                    _ => Math.Abs(value) == largest ? Sign(value) : 0,
                }
            ),
        ];
    }

    /// <summary>The sign; NaN stays NaN.</summary>
    private static double Sign(double value) =>
        value switch
        {
            > 0 => 1,
            < 0 => -1,
            _ => value,
        };

    private double ScaleAt(long step) => Math.Pow(Drift.Scale, Periods(step));

    private static long Periods(long step) => step / Drift.Period;

    private TensorSet<T> Gradients<T>(TensorSet<T> at, long step, RandomKey key)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorSet<T>.Unflatten(layout, Doubles.To<T>(Gradient(Point(at), step, key)));

    private static double[] Point<T>(TensorSet<T> at)
        where T : unmanaged, IFloatingPointIeee754<T> => Doubles.From<T>(at.Flatten());
}
