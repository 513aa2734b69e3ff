namespace Pullback.Ops;

// Functions that choose among their operands, or ask about the value.
public readonly partial record struct Dual
{
    /// <summary>|x|; the tangent at zero is zero.</summary>
    /// <param name="value">The argument.</param>
    public static Dual Abs(Dual value) =>
        new(
            Math.Abs(value.Value),
            value.Value == 0 ? 0
                : value.Value < 0 ? -value.Tangent
                : value.Tangent
        );

    /// <summary>The smaller operand with its tangent; NaN where either is NaN, the second where values are equal.</summary>
    /// <param name="x">The first operand.</param>
    /// <param name="y">The second operand.</param>
    public static Dual Min(Dual x, Dual y) => Choose(Math.Min(x.Value, y.Value), x, y, x.Value < y.Value);

    /// <summary>The larger operand with its tangent; NaN where either is NaN, the second where values are equal.</summary>
    /// <param name="x">The first operand.</param>
    /// <param name="y">The second operand.</param>
    public static Dual Max(Dual x, Dual y) => Choose(Math.Max(x.Value, y.Value), x, y, x.Value > y.Value);

    /// <summary>The value, or the bound that it exceeds, with its tangent.</summary>
    /// <param name="value">The value.</param>
    /// <param name="min">The lower bound.</param>
    /// <param name="max">The upper bound.</param>
    /// <exception cref="ArgumentException">The lower bound is above the upper one.</exception>
    public static Dual Clamp(Dual value, Dual min, Dual max)
    {
        if (min.Value > max.Value)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The lower bound {min} is above the upper bound {max}."),
                nameof(min)
            );
        }
        return value < min ? min
            : value > max ? max
            : value;
    }

    /// <summary>The magnitude of the first operand with the sign of the second; the tangent turns where the sign does.</summary>
    /// <param name="value">Gives the magnitude.</param>
    /// <param name="sign">Gives the sign.</param>
    public static Dual CopySign(Dual value, Dual sign) =>
        double.IsNegative(value.Value) == double.IsNegative(sign.Value) ? value : -value;

    /// <summary>Rounds the value; constant between its steps, so the tangent is zero.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="digits">The number of fractional digits.</param>
    /// <param name="mode">The rounding.</param>
    public static Dual Round(Dual x, int digits, MidpointRounding mode) => Constant(Math.Round(x.Value, digits, mode));

    /// <inheritdoc/>
    public static Dual MaxMagnitude(Dual x, Dual y) =>
        Choose(double.MaxMagnitude(x.Value, y.Value), x, y, Math.Abs(x.Value) > Math.Abs(y.Value));

    /// <inheritdoc/>
    public static Dual MinMagnitude(Dual x, Dual y) =>
        Choose(double.MinMagnitude(x.Value, y.Value), x, y, Math.Abs(x.Value) < Math.Abs(y.Value));

    /// <inheritdoc/>
    public static Dual MaxMagnitudeNumber(Dual x, Dual y) =>
        IsNaN(x) ? y
        : IsNaN(y) ? x
        : MaxMagnitude(x, y);

    /// <inheritdoc/>
    public static Dual MinMagnitudeNumber(Dual x, Dual y) =>
        IsNaN(x) ? y
        : IsNaN(y) ? x
        : MinMagnitude(x, y);

    /// <inheritdoc/>
    public static bool IsCanonical(Dual value) => true;

    /// <inheritdoc/>
    public static bool IsComplexNumber(Dual value) => false;

    /// <inheritdoc/>
    public static bool IsImaginaryNumber(Dual value) => false;

    /// <inheritdoc/>
    public static bool IsZero(Dual value) => value.Value == 0;

    /// <inheritdoc/>
    public static bool IsEvenInteger(Dual value) => double.IsEvenInteger(value.Value);

    /// <inheritdoc/>
    public static bool IsFinite(Dual value) => double.IsFinite(value.Value);

    /// <inheritdoc/>
    public static bool IsInfinity(Dual value) => double.IsInfinity(value.Value);

    /// <inheritdoc/>
    public static bool IsInteger(Dual value) => double.IsInteger(value.Value);

    /// <inheritdoc/>
    public static bool IsNaN(Dual value) => double.IsNaN(value.Value);

    /// <inheritdoc/>
    public static bool IsNegative(Dual value) => double.IsNegative(value.Value);

    /// <inheritdoc/>
    public static bool IsNegativeInfinity(Dual value) => double.IsNegativeInfinity(value.Value);

    /// <inheritdoc/>
    public static bool IsNormal(Dual value) => double.IsNormal(value.Value);

    /// <inheritdoc/>
    public static bool IsOddInteger(Dual value) => double.IsOddInteger(value.Value);

    /// <inheritdoc/>
    public static bool IsPositive(Dual value) => double.IsPositive(value.Value);

    /// <inheritdoc/>
    public static bool IsPositiveInfinity(Dual value) => double.IsPositiveInfinity(value.Value);

    /// <inheritdoc/>
    public static bool IsRealNumber(Dual value) => double.IsRealNumber(value.Value);

    /// <inheritdoc/>
    public static bool IsSubnormal(Dual value) => double.IsSubnormal(value.Value);

    private static Dual Choose(double value, Dual x, Dual y, bool first) =>
        new(value, IsNaN(x) || (first && !IsNaN(y)) ? x.Tangent : y.Tangent);
}
