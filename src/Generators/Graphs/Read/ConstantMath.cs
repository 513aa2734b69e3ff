using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Pullback.Generators.Graphs.Read;

/// <summary>C#'s operators on values that are known at build time but that the compiler does not fold, such as a loop variable times two.</summary>
/// <remarks>The operands have been converted by the compiler's own rules, so that both have the same type. Overflow wraps, as by default in C#.</remarks>
internal static class ConstantMath
{
    /// <summary>The result, or null when the operator is none of these or divides by zero.</summary>
    public static object? Binary(BinaryOperatorKind kind, object? left, object? right)
    {
        if (kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
        {
            return Equals(left, right) == (kind == BinaryOperatorKind.Equals);
        }
        return (left, right) switch
        {
            (int a, int b) => OfInt32(kind, a, b),
            (long a, long b) => OfInt64(kind, a, b),
            (float a, float b) => OfDouble(kind, a, b) is double value ? (object)(float)value : OfComparison(kind, Order(a, b)),
            (double a, double b) => OfDouble(kind, a, b) ?? OfComparison(kind, Order(a, b)),
            (bool a, bool b) => OfBoolean(kind, a, b),
            (string or null, _) or (_, string or null) when kind == BinaryOperatorKind.Add => Text(left) + Text(right),
            _ => null,
        };
    }

    public static object? Unary(UnaryOperatorKind kind, object? operand) =>
        (kind, operand) switch
        {
            (UnaryOperatorKind.Plus, int or long or float or double) => operand,
            (UnaryOperatorKind.Minus, int value) => unchecked(-value),
            (UnaryOperatorKind.Minus, long value) => unchecked(-value),
            (UnaryOperatorKind.Minus, float value) => -value,
            (UnaryOperatorKind.Minus, double value) => -value,
            (UnaryOperatorKind.BitwiseNegation, int value) => ~value,
            (UnaryOperatorKind.Not, bool value) => !value,
            _ => null,
        };

    /// <summary>The value in another built-in type, or null when there is no such conversion or it loses the number.</summary>
    public static object? Convert(object? value, ITypeSymbol type)
    {
        try
        {
            return (type.SpecialType, value) switch
            {
                (_, null) => null,
                (SpecialType.System_Int32, int or long or char) => System.Convert.ToInt32(value, CultureInfo.InvariantCulture),
                (SpecialType.System_Int32, float or double) => checked((int)Number(value)),
                (SpecialType.System_Int64, int or long or char) => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
                (SpecialType.System_Int64, float or double) => checked((long)Number(value)),
                (SpecialType.System_Single, int or long or float or double) => (float)Number(value),
                (SpecialType.System_Double, int or long or float or double) => Number(value),
                (SpecialType.System_Object, _) => value,
                (SpecialType.System_Boolean, bool) or (SpecialType.System_String, string) => value,
                _ => null,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>How an interpolated string writes a constant.</summary>
    public static string Text(object? value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;

    private static double Number(object value) => System.Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static object? OfInt32(BinaryOperatorKind kind, int a, int b) =>
        kind switch
        {
            BinaryOperatorKind.Add => unchecked(a + b),
            BinaryOperatorKind.Subtract => unchecked(a - b),
            BinaryOperatorKind.Multiply => unchecked(a * b),
            BinaryOperatorKind.Divide when b != 0 && !(a == int.MinValue && b == -1) => a / b,
            BinaryOperatorKind.Remainder when b != 0 && b != -1 => a % b,
            BinaryOperatorKind.Remainder when b == -1 => 0,
            BinaryOperatorKind.LeftShift => a << b,
            BinaryOperatorKind.RightShift => a >> b,
            BinaryOperatorKind.And => a & b,
            BinaryOperatorKind.Or => a | b,
            BinaryOperatorKind.ExclusiveOr => a ^ b,
            _ => OfComparison(kind, a.CompareTo(b)),
        };

    private static object? OfInt64(BinaryOperatorKind kind, long a, long b) =>
        kind switch
        {
            BinaryOperatorKind.Add => unchecked(a + b),
            BinaryOperatorKind.Subtract => unchecked(a - b),
            BinaryOperatorKind.Multiply => unchecked(a * b),
            BinaryOperatorKind.Divide when b != 0 && b != -1 => a / b,
            BinaryOperatorKind.Divide when b == -1 => unchecked(-a),
            BinaryOperatorKind.Remainder when b != 0 && b != -1 => a % b,
            BinaryOperatorKind.Remainder when b == -1 => 0L,
            _ => OfComparison(kind, a.CompareTo(b)),
        };

    private static double? OfDouble(BinaryOperatorKind kind, double a, double b) =>
        kind switch
        {
            BinaryOperatorKind.Add => a + b,
            BinaryOperatorKind.Subtract => a - b,
            BinaryOperatorKind.Multiply => a * b,
            BinaryOperatorKind.Divide => a / b,
            BinaryOperatorKind.Remainder => a % b,
            _ => null,
        };

    private static object? OfBoolean(BinaryOperatorKind kind, bool a, bool b) =>
        kind switch
        {
            BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => a && b,
            BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => a || b,
            BinaryOperatorKind.ExclusiveOr => a ^ b,
            _ => null,
        };

    /// <summary>Null when one of them is NaN: then every comparison is false.</summary>
    private static int? Order(double a, double b) =>
        a < b ? -1
        : a > b ? 1
        : double.IsNaN(a) || double.IsNaN(b) ? null
        : 0;

    private static object? OfComparison(BinaryOperatorKind kind, int? order) =>
        kind switch
        {
            BinaryOperatorKind.LessThan => order < 0,
            BinaryOperatorKind.LessThanOrEqual => order <= 0,
            BinaryOperatorKind.GreaterThan => order > 0,
            BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
            _ => null,
        };
}
