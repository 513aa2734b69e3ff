using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Pullback.Generators.Infrastructure;

/// <summary>C# literals that read back as the very same value, in every culture.</summary>
internal static class Literals
{
    /// <summary>The shortest decimal that reads back as <paramref name="value"/>, always recognisably a double: <c>0.1</c>, <c>2.0</c>, <c>1E-300</c>.</summary>
    public static string Double(double value)
    {
        if (double.IsNaN(value))
        {
            return "double.NaN";
        }
        if (double.IsInfinity(value))
        {
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        }
        if (value == 0.0)
        {
            return IsNegativeZero(value) ? "-0.0" : "0.0";
        }
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) != value)
        {
            // The "R" format of .NET Framework, under which some editors still run generators, is not always exact.
            text = value.ToString("G17", CultureInfo.InvariantCulture);
        }
        return text.IndexOfAny(['.', 'E', 'e']) < 0 ? text + ".0" : text;
    }

    public static string Int32(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Int64(long value) => value.ToString(CultureInfo.InvariantCulture) + "L";

    public static string Boolean(bool value) => value ? "true" : "false";

    /// <summary>A quoted and escaped string literal.</summary>
    public static string String(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>The name as an identifier: keywords get their <c>@</c>.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    private static bool IsNegativeZero(double value) => BitConverter.DoubleToInt64Bits(value) < 0;
}
