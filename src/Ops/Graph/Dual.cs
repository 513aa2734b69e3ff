using System.Globalization;
using System.Numerics;

namespace Pullback.Ops;

/// <summary>
/// A dual number: a value and its tangent, the derivative of that value with respect to one chosen variable. A formula that is generic in its number type, run on dual numbers,
/// computes its own derivative, exactly and by rules that share nothing with the generated derivatives: the second opinion that they are checked against.
/// </summary>
/// <remarks>
/// <para>
/// Comparisons look at the value alone, so a conditional chooses a whole operand, tangent included; <c>Min</c>, <c>Max</c> and <c>Clamp</c> choose in the same way (the second operand, or the
/// value between the bounds, where the values are equal). Nothing is ever multiplied by a mask. A tangent that is zero stays zero however large the factor: a constant has no derivative,
/// beside an infinity too.
/// </para>
/// <para>Members of <see cref="IFloatingPointIeee754{TSelf}"/> that have no derivative, or no meaning for one, throw <see cref="NotSupportedException"/> with their name.</para>
/// <para>R. E. Wengert, "A simple automatic derivative evaluation program", 1964.</para>
/// </remarks>
/// <param name="Value">The value.</param>
/// <param name="Tangent">The derivative of the value.</param>
public readonly partial record struct Dual(double Value, double Tangent) : IFloatingPointIeee754<Dual>
{
    /// <summary>The variable itself: tangent 1.</summary>
    /// <param name="value">The value.</param>
    public static Dual Variable(double value) => new(value, 1);

    /// <summary>A constant: tangent 0.</summary>
    /// <param name="value">The value.</param>
    public static Dual Constant(double value) => new(value, 0);

    /// <inheritdoc/>
    public static Dual Zero => Constant(0);

    /// <inheritdoc/>
    public static Dual One => Constant(1);

    /// <inheritdoc/>
    public static Dual NegativeOne => Constant(-1);

    /// <inheritdoc/>
    public static Dual AdditiveIdentity => Constant(0);

    /// <inheritdoc/>
    public static Dual MultiplicativeIdentity => Constant(1);

    /// <inheritdoc/>
    public static Dual E => Constant(Math.E);

    /// <inheritdoc/>
    public static Dual Pi => Constant(Math.PI);

    /// <inheritdoc/>
    public static Dual Tau => Constant(Math.Tau);

    /// <inheritdoc/>
    public static Dual Epsilon => Constant(double.Epsilon);

    /// <inheritdoc/>
    public static Dual NaN => Constant(double.NaN);

    /// <inheritdoc/>
    public static Dual PositiveInfinity => Constant(double.PositiveInfinity);

    /// <inheritdoc/>
    public static Dual NegativeInfinity => Constant(double.NegativeInfinity);

    /// <inheritdoc/>
    public static Dual NegativeZero => Constant(-0.0);

    /// <inheritdoc/>
    public static int Radix => 2;

    /// <inheritdoc/>
    public static Dual operator +(Dual value) => value;

    /// <inheritdoc/>
    public static Dual operator -(Dual value) => new(-value.Value, -value.Tangent);

    /// <inheritdoc/>
    public static Dual operator +(Dual left, Dual right) => new(left.Value + right.Value, left.Tangent + right.Tangent);

    /// <inheritdoc/>
    public static Dual operator -(Dual left, Dual right) => new(left.Value - right.Value, left.Tangent - right.Tangent);

    /// <inheritdoc/>
    public static Dual operator *(Dual left, Dual right) =>
        new(left.Value * right.Value, Scale(left.Tangent, right.Value) + Scale(right.Tangent, left.Value));

    /// <inheritdoc/>
    public static Dual operator /(Dual left, Dual right)
    {
        double quotient = left.Value / right.Value;
        return new(quotient, Scale(left.Tangent, 1 / right.Value) - Scale(right.Tangent, quotient / right.Value));
    }

    /// <inheritdoc/>
    public static Dual operator ++(Dual value) => value + One;

    /// <inheritdoc/>
    public static Dual operator --(Dual value) => value - One;

    /// <inheritdoc/>
    public static bool operator <(Dual left, Dual right) => left.Value < right.Value;

    /// <inheritdoc/>
    public static bool operator <=(Dual left, Dual right) => left.Value <= right.Value;

    /// <inheritdoc/>
    public static bool operator >(Dual left, Dual right) => left.Value > right.Value;

    /// <inheritdoc/>
    public static bool operator >=(Dual left, Dual right) => left.Value >= right.Value;

    /// <summary>left · right + addend, the value rounded once.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="addend">The term.</param>
    public static Dual FusedMultiplyAdd(Dual left, Dual right, Dual addend) =>
        new(
            Math.FusedMultiplyAdd(left.Value, right.Value, addend.Value),
            Scale(left.Tangent, right.Value) + Scale(right.Tangent, left.Value) + addend.Tangent
        );

    /// <summary>Whether values are equal, as for doubles: NaN equals nothing. Tangents do not count.</summary>
    /// <param name="other">The other number.</param>
    public bool Equals(Dual other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Dual other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public int CompareTo(object? obj) =>
        obj switch
        {
            null => 1,
            Dual other => CompareTo(other),
            _ => throw new ArgumentException(
                $"A dual number compares with a dual number, not with {obj.GetType()}.",
                nameof(obj)
            ),
        };

    /// <summary>The value and the tangent, for people to read: <c>2 + 1ε</c>.</summary>
    public override string ToString() => ToString(null, null);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        IFormatProvider provider = formatProvider ?? CultureInfo.InvariantCulture;
        return $"{Value.ToString(format, provider)} + {Tangent.ToString(format, provider)}ε";
    }

    /// <summary>The factor times a tangent; a zero tangent stays zero beside infinities.</summary>
    private static double Scale(double tangent, double factor) => tangent == 0 ? 0 : tangent * factor;
}
