using Xunit;

namespace Pullback.Generators.Tests.Formulas;

/// <summary>Declarations and formulas that are refused or advised against, each with its id and its place.</summary>
public static class RefusedFormula
{
    /// <summary>The table: id, marked source.</summary>
    public static TheoryData<string, string> Table { get; } =
        new()
        {
            { "PB2001", Struct("public readonly struct [|Op|] : IElementwiseOp { " + Formula + " }") },
            {
                "PB2001",
                FormulaSources.File(
                    "public static class Outer { [ElementwiseOp] public partial struct [|Op|] : IElementwiseOp { "
                        + Formula
                        + " } }"
                )
            },
            { "PB2001", Struct("public ref partial struct [|Op|] : IElementwiseOp { " + Formula + " }") },
            { "PB2001", Struct("file partial struct [|Op|] : IElementwiseOp { " + Formula + " }") },
            { "PB2002", Struct("public partial struct [|Op|] : IElementwiseOp { }") },
            {
                "PB2002",
                Struct("public partial struct Op : IElementwiseOp { public static double [|Formula|](double x) => x; }")
            },
            {
                "PB2002",
                Struct(
                    "public partial struct Op : IElementwiseOp { public T [|Formula|]<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x; }"
                )
            },
            {
                "PB2002",
                Struct(
                    "public partial struct Op : IElementwiseOp { public static T [|Formula|]<T>(T x, int n) where T : unmanaged, IFloatingPointIeee754<T> => x; }"
                )
            },
            {
                "PB2002",
                Struct(
                    "public partial struct Op : IElementwiseOp { public static T [|Formula|]<T>(ref T x) where T : unmanaged, IFloatingPointIeee754<T> => x; }"
                )
            },
            {
                "PB2002",
                Struct("public partial struct Op : IElementwiseOp { public static T [|Formula|]<T>(T x) where T : class => x; }")
            },
            {
                "PB2002",
                Struct(
                    "public partial struct Op : IElementwiseOp { public static T [|Formula|]<T>() where T : unmanaged, IFloatingPointIeee754<T> => T.One; }"
                )
            },
            {
                "PB2002",
                Struct(
                    "public partial struct [|Op|] : IElementwiseOp { "
                        + Formula
                        + " "
                        + Formula.Replace("T x", "T x, T y", StringComparison.Ordinal)
                        + " }"
                )
            },
            { "PB2003", Struct("public partial struct [|Op|]<U> : IElementwiseOp { " + Formula + " }") },
            {
                "PB2003",
                FormulaSources.File(
                    "public static partial class Outer<U> { [ElementwiseOp] public partial struct [|Op|] : IElementwiseOp { "
                        + Formula
                        + " } }"
                )
            },
            {
                "PB2004",
                Struct(
                    "public partial struct Op : IElementwiseOp { "
                        + Formula
                            .Replace("Formula", "[|Formula|]", StringComparison.Ordinal)
                            .Replace("T x", "T x, T a, T b, T c, T d, T e", StringComparison.Ordinal)
                        + " }"
                )
            },
            { "PB2005", Struct("public partial struct [|Op|] { " + Formula + " }") },
            {
                "PB2006",
                FormulaSources.Op(
                    "=> x;",
                    "public static T [|DerivativeFromOutput|]<T>(T y, T c) where T : unmanaged, IFloatingPointIeee754<T> => y;"
                )
            },
            { "PB2006", FormulaSources.Op("=> x;", "public static double [|DerivativeFromOutput|](double y) => y;") },
            { "PB2101", Block("[|for|] (int i = 0; i < 3; i++) { x = x * x; } return x;") },
            { "PB2101", Block("[|while|] (x > T.One) { x -= T.One; } return x;") },
            { "PB2101", Block("[|do|] { x -= T.One; } while (x > T.One); return x;") },
            { "PB2101", Block("[|foreach|] (int i in new[] { 1, 2 }) { x = x * x; } return x;") },
            { "PB2102", FormulaSources.Op("=> [|T.Sign(x)|] > 0 ? x : T.Zero;") },
            { "PB2102", FormulaSources.Op("=> x * T.CreateChecked([|T.Sign(x)|]);") },
            { "PB2103", FormulaSources.Op("=> [|T.Pow(x, x)|];") },
            { "PB2103", FormulaSources.Op("=> [|T.Pow(x, T.CreateChecked(0.3))|];") },
            { "PB2103", FormulaSources.Op("=> [|T.Pow(x, T.CreateChecked(17))|];") },
            { "PB2104", FormulaSources.Op("=> [|x % T.One|];") },
            { "PB2104", Block("[|x %= T.One|]; return x;") },
            { "PB2105", FormulaSources.Op("=> [|T.CreateChecked(x)|];") },
            { "PB2105", FormulaSources.Op("=> ([|(object)x|]) is null ? x : T.One;") },
            { "PB2105", FormulaSources.Op("=> [|(T)(object)x|];") },
            { "PB2106", FormulaSources.Op("=> x * T.CreateChecked([|Math.Sqrt(2.0)|]);") },
            { "PB2106", FormulaSources.Op("=> x * T.CreateChecked([|MathF.Sqrt(2f)|]);") },
            { "PB2106", FormulaSources.Op("=> [|double.Sqrt(2.0)|] > 1.0 ? x : T.One;") },
            { "PB2107", FormulaSources.Op("=> x * T.CreateChecked([|slope|]);", "private static readonly double slope = 2;") },
            { "PB2107", FormulaSources.Op("=> x * T.CreateChecked([|Slope|]);", "private static double Slope => 2;") },
            {
                "PB2107",
                FormulaSources.Op(
                    "=> [|Holder<T>.Value|] * x;",
                    "private static class Holder<T> { public static T Value = default!; }"
                )
            },
            {
                "PB2107",
                Block(
                    "[|Holder<T>.Value|] = x; return x;",
                    "private static class Holder<T> { public static T Value = default!; }"
                )
            },
            { "PB2108", Block("if (x < T.Zero) { [|throw new ArgumentException(\"negative\");|] } return x;") },
            { "PB2108", FormulaSources.Op("=> x > T.Zero ? x : [|throw new ArgumentException(\"negative\")|];") },
            { "PB2109", FormulaSources.Op("=> x > T.One ? [|Formula(x - T.One)|] : x;") },
            {
                "PB2109",
                FormulaSources.Op(
                    "=> Even(x);",
                    "static T Even<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => Odd(x); static T Odd<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => [|Even(x)|];"
                )
            },
            {
                "PB2110",
                Block(
                    "Double([|ref x|]); return x;",
                    "static void Double<T>(ref T x) where T : unmanaged, IFloatingPointIeee754<T> => x += x;"
                )
            },
            {
                "PB2110",
                Block(
                    "Double(x, [|out T y|]); return y;",
                    "static void Double<T>(T x, out T y) where T : unmanaged, IFloatingPointIeee754<T> => y = x + x;"
                )
            },
            { "PB2110", Block("ref T [|y = ref x|]; return y;") },
            { "PB2111", Block("Func<T, T> square = [|y => y * y|]; return square(x);") },
            { "PB2111", Block("[|T|] Square(T y) => y * y; return Square(x);") },
            { "PB2112", Block("[|switch|] (x > T.Zero) { case true: return x; default: return T.Zero; }") },
            { "PB2112", FormulaSources.Op("=> [|(x > T.Zero) switch { true => x, _ => T.Zero }|];") },
            { "PB2112", FormulaSources.Op("=> [|x is 0|] ? x : T.One;") },
            { "PB2112", FormulaSources.Op("=> [|x.Equals(x)|] ? x : T.One;") },
            { "PB2112", Block("[|try|] { return x; } finally { }") },
            { "PB2113", FormulaSources.Op("=> [|Enumerable.First(new[] { x })|];") },
            { "PB2114", FormulaSources.Op("=> [|T.Atan(x)|];") },
            { "PB2114", FormulaSources.Op("=> x * [|T.Epsilon|];") },
            { "PB2114", FormulaSources.Op("=> [|T.Log(x, x)|];") },
            { "PB2115", Block("int n = [|3|]; return n > 3 ? x : T.One;") },
            { "PB2116", FormulaSources.Op("=> F8(x);", Doubling()) },
            { "PB2201", FormulaSources.Op("=> [|T.Log(T.One + T.Exp(x))|];") },
            { "PB2201", FormulaSources.Op("=> [|T.LogP1(T.Exp(x))|];") },
            { "PB2201", FormulaSources.Op("=> [|T.Log(x + T.One)|];") },
            { "PB2201", FormulaSources.Op("=> [|T.Log(T.One - x)|];") },
            { "PB2201", FormulaSources.Op("=> [|T.Exp(x) - T.One|];") },
            { "PB2201", FormulaSources.Op("=> [|T.One - T.Exp(x)|];") },
            { "PB2201", FormulaSources.Op("=> [|T.One / (T.One + T.Exp(-x))|];") },
            { "PB2201", FormulaSources.Op("=> [|x / (T.Exp(-x) + T.One)|];") },
            { "PB2201", Block("T e = T.Exp(x); return [|T.Log(T.Exp(-x) + e)|];") },
            { "PB2201", FormulaSources.Op("=> [|T.Log(ScalarMath.Sigmoid(x))|];") },
            { "PB2201", FormulaSources.Op("=> [|T.One - ScalarMath.Sigmoid(x)|];") },
            { "PB2201", FormulaSources.Op("=> [|T.One + ScalarMath.Erf(x)|];") },
            { "PB2201", FormulaSources.Op("=> [|T.One - ScalarMath.Erf(x)|];") },
            { "PB2201", FormulaSources.Op("=> [|(T.Exp(x) - T.Exp(-x)) / (T.Exp(x) + T.Exp(-x))|];") },
            { "PB2201", FormulaSources.Op("=> [|T.Sqrt(x * x)|];") },
        };

    private const string Formula = "public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x;";

    private static string Struct(string declaration) => FormulaSources.File("[ElementwiseOp] " + declaration);

    private static string Block(string statements, string members = "") => FormulaSources.Op("{ " + statements + " }", members);

    /// <summary>Eight helpers, each calling the one before it ten times with arguments that differ: a hundred million operations.</summary>
    private static string Doubling()
    {
        const string constraint = "where T : unmanaged, IFloatingPointIeee754<T>";
        var text = new System.Text.StringBuilder($"static T F0<T>(T x) {constraint} => x * x + x;");
        for (int i = 1; i <= 8; i++)
        {
            string calls = string.Join(" + ", Enumerable.Range(1, 10).Select(k => $"F{i - 1}(x * T.CreateChecked({k}))"));
            text.Append($" static T F{i}<T>(T x) {constraint} => {calls};");
        }
        return text.ToString();
    }
}
