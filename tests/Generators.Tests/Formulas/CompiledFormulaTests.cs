using System.Reflection;
using Microsoft.CodeAnalysis;
using Pullback.Generators.Formulas;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;

namespace Pullback.Generators.Tests.Formulas;

public class CompiledFormulaTests
{
    private static readonly Lazy<(GeneratorDriverRun Run, Assembly Assembly)> _batch = new(() =>
    {
        GeneratorDriverRun run = GeneratorDriverRun.Of(new ElementwiseOpGenerator(), CompiledFormula.Source).AssertQuiet();
        return (run, run.Load());
    });

    private static readonly double[] _constants = [0.75, 2.5];

    public static TheoryData<string> Names { get; } = [.. CompiledFormula.All.Select(formula => formula.Name)];

    private static double[] Call(string method, string op, double[] x)
    {
        Assembly assembly = _batch.Value.Assembly;
        MethodInfo runner = assembly
            .GetType("Shop.Runner")!
            .GetMethod(method)!
            .MakeGenericMethod(assembly.GetType("Shop." + op)!);
        return (double[])runner.Invoke(null, [x, _constants])!;
    }

    private static void AssertClose(string what, double x, double expected, double actual, double tolerance)
    {
        bool isClose = Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
        Assert.True(isClose, FormattableString.Invariant($"{what} at {x}: expected {expected:R}, got {actual:R}"));
    }

    [Fact]
    public void The_batch_has_no_diagnostics() =>
        Assert.Empty(_batch.Value.Run.Analyze(new ElementwiseOpAnalyzer()).Select(FormulaSources.Describe));

    [Theory]
    [MemberData(nameof(Names))]
    public void Lanes_compute_the_formula(string op)
    {
        double[] expected = Call("Scalars", op, CompiledFormula.Points);
        double[] actual = Call("Values", op, CompiledFormula.Points);
        for (int i = 0; i < expected.Length; i++)
        {
            AssertClose(op, CompiledFormula.Points[i], expected[i], actual[i], 1e-14);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_agree_with_central_differences(string op)
    {
        const double step = 1e-5;
        double[] x = CompiledFormula.Points;
        double[] after = Call("Scalars", op, [.. x.Select(value => value + step)]);
        double[] before = Call("Scalars", op, [.. x.Select(value => value - step)]);
        double[] actual = Call("Derivatives", op, x);
        for (int i = 0; i < x.Length; i++)
        {
            AssertClose(op + "′", x[i], (after[i] - before[i]) / (2 * step), actual[i], 1e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_and_derivative_together_are_the_same_bits(string op)
    {
        double[] x = [.. CompiledFormula.Points, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0];
        double[] both = Call("Both", op, x);

        Assert.Equal(Call("Values", op, x), both.Where((_, i) => i % 2 == 0));
        Assert.Equal(Call("Derivatives", op, x), both.Where((_, i) => i % 2 == 1));
    }

    [Fact]
    public void An_op_of_another_assembly_is_called_by_its_lanes()
    {
        GeneratorDriverRun library = GeneratorDriverRun.Of(
            new ElementwiseOpGenerator(),
            FormulaSources.Op("=> x * a;", constants: ", T a", name: "Scaled")
        );
        using var image = new MemoryStream();
        Assert.True(library.Output.Emit(image).Success);
        string source = FormulaSources.Op("=> Scaled.Formula(T.Tanh(x), T.Pi) * x;", name: "Caller");
        var compilation = TestCompilation.Create([source], "Caller", [MetadataReference.CreateFromImage(image.ToArray())]);

        GeneratorDriverRun run = GeneratorDriverRun.Of([new ElementwiseOpGenerator()], compilation).AssertCompiles();

        Assert.Contains("Shop.Scaled.Forward(", run.Files[0].Text, StringComparison.Ordinal);
        Assert.Contains("Shop.Scaled.Derivative(", run.Files[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_varying_constant_of_another_assemblys_op_is_refused()
    {
        string source = FormulaSources.Op("=> LeakyRelu.Formula(x, x);");

        var found = GeneratorDriverRun.Of(new ElementwiseOpGenerator(), source).Analyze(new ElementwiseOpAnalyzer());

        Assert.Equal("PB2113", Assert.Single(found).Id);
    }
}
