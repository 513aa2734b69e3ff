using Pullback.Generators.Formulas;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;

namespace Pullback.Generators.Tests.Formulas;

public class ElementwiseOpRobustnessTests
{
    [Fact]
    public void Declarations_cut_off_anywhere_never_throw() =>
        Truncation.AssertNeverThrows(
            new ElementwiseOpGenerator(),
            new ElementwiseOpAnalyzer(),
            FormulaSources.Op(
                "{ var (a, b) = F(x); T c = T.One; if (a > b && !(x < c)) { c = T.Pow(a, T.CreateChecked(2)); } return c > a ? c : F(x: c).B; }",
                "static (T A, T B) F<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => (x, -x);",
                ", T slope"
            )
        );

    [Theory]
    [InlineData("[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) => ; }")]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T>; }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => Formula; }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> { } }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> { T y; return y; } }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> { return; } }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x, T x) where T : unmanaged, IFloatingPointIeee754<T> => x; }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => (x, x); }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Max(x); }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.Max(y: x, x: x, z: x); }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x ? x : x; }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x + 1; }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> { goto end; end: return x; } }"
    )]
    [InlineData(
        "[ElementwiseOp(Initialization = (Initialization)7)] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x; }"
    )]
    [InlineData(
        "[ElementwiseOp(Initialization = )] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x; }"
    )]
    [InlineData(
        "[ElementwiseOp, ElementwiseOp] public partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x; }"
    )]
    [InlineData(
        "[ElementwiseOp] public partial class Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x; }"
    )]
    [InlineData("[ElementwiseOp] public partial struct : IElementwiseOp { }")]
    [InlineData(
        "[ElementwiseOp] file partial struct Op : IElementwiseOp { public static T Formula<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x; }"
    )]
    public void Malformed_declarations_never_throw(string declaration)
    {
        GeneratorDriverRun run = GeneratorDriverRun
            .Of(new ElementwiseOpGenerator(), FormulaSources.File(declaration))
            .AssertQuiet();

        run.Analyze(new ElementwiseOpAnalyzer());
    }

    [Fact]
    public void A_sum_of_ten_thousand_terms_never_throws()
    {
        string terms = string.Join(" + ", Enumerable.Range(0, 10_000).Select(i => $"x * T.CreateChecked({i})"));

        GeneratorDriverRun
            .Of(new ElementwiseOpGenerator(), FormulaSources.Op($"=> {terms};"))
            .AssertQuiet()
            .Analyze(new ElementwiseOpAnalyzer());
    }
}
