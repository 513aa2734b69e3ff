using Pullback.Generators.Formulas;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;

namespace Pullback.Generators.Tests.Formulas;

public class ElementwiseOpEmissionTests
{
    private const string Constraint = "where T : unmanaged, IFloatingPointIeee754<T>";

    private static string Emit(string source) =>
        Assert.Single(GeneratorDriverRun.Of(new ElementwiseOpGenerator(), source).AssertCompiles().Files).Text;

    [Fact]
    public void A_product_of_the_input_and_a_gate() =>
        Snapshot.Verify("Mish", Emit(FormulaSources.Op("=> x * T.Tanh(ScalarMath.Softplus(x));", name: "Mish")));

    [Fact]
    public void A_conditional_with_constants_and_an_output_derivative() =>
        Snapshot.Verify(
            "Elu",
            Emit(
                FormulaSources.Op(
                    "=> x > T.Zero ? x : scale * T.ExpM1(x);",
                    $"public static T DerivativeFromOutput<T>(T y, T scale) {Constraint} => y > T.Zero ? T.One : y + scale;",
                    ", T scale",
                    "Elu"
                )
            )
        );

    [Fact]
    public void Locals_branches_and_helpers() =>
        Snapshot.Verify(
            "Smooth",
            Emit(
                FormulaSources.Op(
                    """
                    {
                        T distance = T.Abs(x - centre);
                        if (distance >= radius)
                        {
                            return T.Zero;
                        }
                        var (square, quotient) = Ratio(distance, radius);
                        T bump = T.Exp(T.One - T.One / (T.One - square));
                        return bump * quotient;
                    }
                    """,
                    $"static (T Square, T Quotient) Ratio<T>(T a, T b) {Constraint} {{ T q = a / b; return (q * q, q); }}",
                    ", T centre, T radius",
                    "Smooth"
                )
            )
        );

    [Fact]
    public void The_culture_changes_nothing()
    {
        string source = FormulaSources.Op(
            "=> x * T.CreateChecked(-1234.5678e-20) + T.CreateChecked(-0.1) * T.Pow(x, T.CreateChecked(-3));"
        );
        string expected = Emit(source);
        using var culture = new CultureScope();

        Assert.Equal(expected, Emit(source));
    }

    [Fact]
    public void The_order_of_files_changes_nothing()
    {
        string[] sources = [.. new[] { "A", "B", "C" }.Select(name => FormulaSources.Op("=> T.Sin(x) * T.Cos(x);", name: name))];

        var forwards = GeneratorDriverRun.Of(new ElementwiseOpGenerator(), sources).Files;
        var backwards = GeneratorDriverRun.Of(new ElementwiseOpGenerator(), [.. sources.Reverse()]).Files;

        Assert.Equal(
            forwards.OrderBy(file => file.HintName, StringComparer.Ordinal),
            backwards.OrderBy(file => file.HintName, StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("[ElementwiseOp] internal partial struct Op : IElementwiseOp { FORMULA }", "Op.ElementwiseOp.g.cs")]
    [InlineData(
        "namespace @if.@class; [ElementwiseOp] internal partial struct @struct : IElementwiseOp { FORMULA }",
        "-if.-class.-struct.ElementwiseOp.g.cs"
    )]
    [InlineData(
        "namespace A.B { [ElementwiseOp] public partial struct Op : IElementwiseOp { FORMULA } }",
        "A.B.Op.ElementwiseOp.g.cs"
    )]
    [InlineData(
        "partial class Outer { partial record struct Inner { [ElementwiseOp] private partial struct Op : IElementwiseOp { FORMULA } } }",
        "Outer.Inner.Op.ElementwiseOp.g.cs"
    )]
    [InlineData(
        "partial interface IOuter { [ElementwiseOp] partial record struct Op : IElementwiseOp { FORMULA } }",
        "IOuter.Op.ElementwiseOp.g.cs"
    )]
    [InlineData(
        "namespace A { class VectorMath; class ILane; } namespace A.B { [ElementwiseOp] public partial struct Op : IElementwiseOp { FORMULA } }",
        "A.B.Op.ElementwiseOp.g.cs"
    )]
    [InlineData(
        "namespace System.Pullback { [ElementwiseOp] public partial struct Op : IElementwiseOp { FORMULA } }",
        "System.Pullback.Op.ElementwiseOp.g.cs"
    )]
    public void Works_wherever_the_struct_stands(string declaration, string hintName)
    {
        string formula =
            $"public static T Formula<T>(T x, T value, T derivative, T @in) {Constraint} => T.Tanh(x) * value + derivative * @in;";
        string source =
            "using System.Numerics; using Pullback.Ops;\n" + declaration.Replace("FORMULA", formula, StringComparison.Ordinal);

        GeneratorDriverRun run = GeneratorDriverRun.Of(new ElementwiseOpGenerator(), source).AssertCompiles();

        Assert.Equal(hintName, Assert.Single(run.Files).HintName);
        Assert.Empty(run.Analyze(new ElementwiseOpAnalyzer()));
    }

    [Fact]
    public void Common_subexpressions_are_computed_once()
    {
        string text = Emit(FormulaSources.Op("=> T.Exp(x * x) + T.One / T.Exp(x * x);"));
        string forward = text[
            text.IndexOf("Forward<TLane>(TLane x)", StringComparison.Ordinal)..text.IndexOf(
                "Derivative<TLane>",
                StringComparison.Ordinal
            )
        ];

        Assert.Single(System.Text.RegularExpressions.Regex.Matches(forward, "VectorMath.Exp"));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(forward, @"x \* x"));
    }

    [Fact]
    public void Tangents_at_a_conditional_are_selected()
    {
        string text = Emit(FormulaSources.Op("=> x > T.Zero ? T.Sqrt(x) : T.Zero;"));

        Assert.Contains("TLane.Select(isPositive, ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("isPositive *", text, StringComparison.Ordinal);
        Assert.DoesNotContain("* isPositive", text, StringComparison.Ordinal);
    }
}
