using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Formulas;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;

namespace Pullback.Generators.Tests.Formulas;

public class RefusedFormulaTests
{
    [Theory]
    [MemberData(nameof(RefusedFormula.Table), MemberType = typeof(RefusedFormula))]
    public void Is_reported_once_at_its_place(string id, string marked)
    {
        bool hasMarkers = marked.Contains("[|", StringComparison.Ordinal);
        (string source, TextSpan span) = hasMarkers ? FormulaSources.Unmark(marked) : (marked, default);

        GeneratorDriverRun run = GeneratorDriverRun.Of(new ElementwiseOpGenerator(), source).AssertQuiet();
        ImmutableArray<Diagnostic> found = run.Analyze(new ElementwiseOpAnalyzer());

        string described = string.Join("\n", found.Select(FormulaSources.Describe));
        Assert.True(found.Length == 1 && found[0].Id == id, $"expected {id} alone, found:\n{described}");
        if (hasMarkers)
        {
            Assert.True(
                found[0].Location.SourceSpan == span,
                $"expected at '{source.Substring(span.Start, span.Length)}', found:\n{described}"
            );
        }
    }

    [Theory]
    [MemberData(nameof(RefusedFormula.Table), MemberType = typeof(RefusedFormula))]
    public void Is_silenced_by_a_pragma(string id, string marked)
    {
        string source =
            $"#pragma warning disable {id}\n"
            + marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

        GeneratorDriverRun run = GeneratorDriverRun.Of(new ElementwiseOpGenerator(), source);

        Assert.Empty(run.Analyze(new ElementwiseOpAnalyzer()));
    }

    [Fact]
    public void Every_formula_diagnostic_is_hit()
    {
        var hit = RefusedFormula.Table.Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(FormulaDiagnostics.All.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal), hit);
    }

    [Fact]
    public void Members_exist_even_where_the_formula_is_refused()
    {
        string source =
            FormulaSources.Op("=> T.Atan(x);", constants: ", T slope")
            + "\npublic static class User { public static TLane Run<TLane>(TLane x) where TLane : struct, Pullback.Ops.Kernels.ILane<TLane> => Op.Derivative(Op.Forward(x, x), x); }";

        GeneratorDriverRun.Of(new ElementwiseOpGenerator(), source).AssertCompiles();
    }

    [Fact]
    public void Several_problems_are_all_reported()
    {
        string source = FormulaSources.Op("=> T.Atan(x) + x % T.One + T.Pow(x, x);");

        var found = GeneratorDriverRun.Of(new ElementwiseOpGenerator(), source).Analyze(new ElementwiseOpAnalyzer());

        Assert.Equal(["PB2114", "PB2104", "PB2103"], found.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void Messages_give_the_reason_and_the_remedy()
    {
        foreach (DiagnosticDescriptor descriptor in FormulaDiagnostics.All)
        {
            string message = descriptor.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Matches(@"\[[^\]]+\]$", message.Replace("[ElementwiseOp]", "", StringComparison.Ordinal));
            Assert.EndsWith($"docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        }
    }
}
