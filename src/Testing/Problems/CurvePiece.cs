namespace Pullback.Testing;

/// <summary>A shape on an interval, entered with a value and a slope.</summary>
internal abstract class CurvePiece(double start, double end, double startValue, double startSlope)
{
    public double Start => start;

    public double End => end;

    protected double StartValue => startValue;

    protected double StartSlope => startSlope;

    protected double Length => end - start;

    public abstract double Value(double x);

    public abstract double Slope(double x);

    /// <summary>A shape on an interval.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="value">The value at the start.</param>
    /// <param name="slope">The slope at the start.</param>
    /// <param name="lastSlope">The last slope before it that was not zero.</param>
    public static CurvePiece Of(CurveShape shape, double start, double end, double value, double slope, double lastSlope)
    {
        return shape switch
        {
            CurveShape.Line => Bent(end, slope),
            CurveShape.Relu => Bent(EqualLengths(0), 0),
            CurveShape.Abs => Bent((start + end) / 2, -slope),
            CurveShape.Bend => new BentPiece(start, end, value, 0, (start + end) / 2, lastSlope),
            CurveShape.Cliff => Bent(EqualLengths(-10 * slope), -10 * slope),
            CurveShape.Ridge => Bent(EqualLengths(10 * slope), 10 * slope),
            CurveShape.QuadraticBowl => new QuadraticPiece(start, end, value, slope, (start + end) / 2),
            CurveShape.QuadraticConvex => new QuadraticPiece(
                start,
                end,
                value,
                slope,
                slope < 0 ? (end - (0.1 * start)) / 0.9 : ((10 * start) - end) / 9
            ),
            CurveShape.GaussianNonconvex => Well(-4, -Inflection, Gaussian, GaussianSlope),
            CurveShape.GaussianConvex => Well(-Inflection, -0.1, Gaussian, GaussianSlope),
            CurveShape.GaussianBowl => Well(-0.1, 0.1, Gaussian, GaussianSlope),
            CurveShape.LaplaceNonconvex => Well(-8, -1, Laplace, LaplaceSlope),
            CurveShape.LaplaceConvex => Well(-1, -0.1, Laplace, LaplaceSlope),
            CurveShape.LaplaceBowl => Well(-0.1, 0.1, Laplace, LaplaceSlope),
            CurveShape.Exponential => new ExponentialPiece(start, end, value, slope),
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "shape is none of CurveShape."),
        };

        BentPiece Bent(double at, double then) => new(start, end, value, slope, at, then);

        // The break that divides the graph into two arcs of equal length.
        double EqualLengths(double then)
        {
            double ratio = Math.Sqrt((1 + (slope * slope)) / (1 + (then * then)));
            return ((ratio * start) + end) / (1 + ratio);
        }

        WellPiece Well(double from, double to, Func<double, double> depth, Func<double, double> depthSlope) =>
            slope <= 0
                ? new WellPiece(start, end, value, slope, from, to, depth, depthSlope)
                : new WellPiece(start, end, value, slope, -to, -from, depth, depthSlope);
    }

    /// <summary>Where <c>e^−t²</c> has its point of inflection: 1 / √2.</summary>
    private static readonly double Inflection = Math.Sqrt(0.5);

    private static double Gaussian(double t) => Math.Exp(-t * t);

    private static double GaussianSlope(double t) => -2 * t * Math.Exp(-t * t);

    private static double Laplace(double t) => Math.Exp(-Math.Abs(t));

    private static double LaplaceSlope(double t) => t < 0 ? Math.Exp(t) : -Math.Exp(-t);
}

/// <summary>Two straight lines.</summary>
internal sealed class BentPiece(double start, double end, double value, double slope, double at, double then)
    : CurvePiece(start, end, value, slope)
{
    public override double Value(double x) =>
        StartValue + (StartSlope * (Math.Min(x, at) - Start)) + (then * Math.Max(0, x - at));

    public override double Slope(double x) => x < at ? StartSlope : then;
}

/// <summary>A parabola, by its vertex.</summary>
internal sealed class QuadraticPiece(double start, double end, double value, double slope, double vertex)
    : CurvePiece(start, end, value, slope)
{
    private double Curvature => StartSlope / (Start - vertex);

    public override double Value(double x) =>
        StartValue + (Curvature * (((x - vertex) * (x - vertex)) - ((Start - vertex) * (Start - vertex))) / 2);

    public override double Slope(double x) => Curvature * (x - vertex);
}

/// <summary><c>a − b w(t)</c>, where t goes from one number to another over the interval, and b is such that the slopes meet.</summary>
internal sealed class WellPiece(
    double start,
    double end,
    double value,
    double slope,
    double from,
    double to,
    Func<double, double> depth,
    Func<double, double> depthSlope
) : CurvePiece(start, end, value, slope)
{
    private double Width => Length / (to - from);

    private double Depth => -StartSlope * Width / depthSlope(from);

    public override double Value(double x) => StartValue - (Depth * (depth(At(x)) - depth(from)));

    public override double Slope(double x) => -Depth * depthSlope(At(x)) / Width;

    private double At(double x) => from + ((x - Start) / Width);
}

/// <summary><c>c + a e^−b(x − start)</c>, which loses all but a thousandth of its slope.</summary>
internal sealed class ExponentialPiece(double start, double end, double value, double slope)
    : CurvePiece(start, end, value, slope)
{
    private double Rate => Math.Log(1000) / Length;

    public override double Value(double x) => StartValue + (StartSlope * (1 - Math.Exp(-Rate * (x - Start))) / Rate);

    public override double Slope(double x) => StartSlope * Math.Exp(-Rate * (x - Start));
}
