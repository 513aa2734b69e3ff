namespace Pullback.Testing;

/// <summary>
/// Shapes one after another, each on an interval of length 1, that meet in value and slope; before the first and after the last the curve goes on as a
/// straight line. Descent starts at 0.
/// </summary>
/// <remarks>T. Schaul, I. Antonoglou, D. Silver, "Unit Tests for Stochastic Optimization", ICLR 2014, section 2.1, and the code of its authors.</remarks>
public sealed class ChainedCurve
{
    private readonly CurvePiece[] pieces;

    /// <summary>Chains shapes.</summary>
    /// <param name="startSlope">The slope at 0: −1 is normal, −10 steep, −0.1 flat, 1 leads away from the curve.</param>
    /// <param name="shapes">The shapes; at least one.</param>
    /// <exception cref="ArgumentException">There is no shape, or the slope is zero or not finite.</exception>
    public ChainedCurve(double startSlope, params CurveShape[] shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        if (shapes.Length == 0)
        {
            throw new ArgumentException("shapes must hold at least one shape, but is empty.", nameof(shapes));
        }
        if (!double.IsFinite(startSlope) || startSlope == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(startSlope), startSlope, "startSlope must be finite and not 0.");
        }
        StartSlope = startSlope;
        Shapes = shapes;
        pieces = new CurvePiece[shapes.Length];
        (double value, double slope, double lastSlope) = (StartValue, startSlope, -1);
        for (int i = 0; i < pieces.Length; i++)
        {
            pieces[i] = CurvePiece.Of(shapes[i], i, i + 1, value, slope, lastSlope);
            (value, slope) = (pieces[i].Value(i + 1), pieces[i].Slope(i + 1));
            lastSlope = slope == 0 ? lastSlope : slope;
        }
    }

    /// <summary>The value at 0.</summary>
    public const double StartValue = 1;

    /// <summary>The slope at 0.</summary>
    public double StartSlope { get; }

    /// <summary>The shapes.</summary>
    public IReadOnlyList<CurveShape> Shapes { get; }

    /// <summary>The value of the curve.</summary>
    /// <param name="x">Where.</param>
    /// <returns>The value.</returns>
    public double Value(double x)
    {
        CurvePiece piece = At(x);
        double inside = Math.Clamp(x, piece.Start, piece.End);
        return piece.Value(inside) + (piece.Slope(inside) * (x - inside));
    }

    /// <summary>The slope of the curve; at a kink that of the right side.</summary>
    /// <param name="x">Where.</param>
    /// <returns>The slope.</returns>
    public double Slope(double x)
    {
        CurvePiece piece = At(x);
        return piece.Slope(Math.Clamp(x, piece.Start, piece.End));
    }

    /// <summary>The shapes and the slope.</summary>
    /// <returns>For example <c>Relu–Bend–QuadraticBowl (slope −1)</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{string.Join("–", Shapes)} (slope {StartSlope})");

    /// <summary>NaN, where no piece is, belongs to the first one, so that it goes on as NaN.</summary>
    private CurvePiece At(double x) => pieces[x >= 1 ? (int)Math.Min(x, pieces.Length - 1) : 0];
}
