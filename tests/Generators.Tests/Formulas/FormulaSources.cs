using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Pullback.Generators.Tests.Formulas;

/// <summary>Sources of ops for the tests. <c>[|</c> and <c>|]</c> mark where a diagnostic is expected.</summary>
public static class FormulaSources
{
    private const string Header = """
        using System.Numerics;
        using Pullback.Ops;

        namespace Shop;


        """;

    /// <summary>An op whose formula has the given body (after the constraint: <c>=&gt; x</c> or a block) and further members.</summary>
    public static string Op(string body, string members = "", string constants = "", string name = "Op") =>
        $$"""
            {{Header}}[ElementwiseOp]
            public readonly partial struct {{name}} : IElementwiseOp
            {
                public static T Formula<T>(T x{{constants}})
                    where T : unmanaged, IFloatingPointIeee754<T>
                    {{body}}
                {{members}}
            }
            """;

    /// <summary>A file with the usual using directives and the namespace Shop.</summary>
    public static string File(string declarations) => Header + declarations;

    /// <summary>Takes the markers out of a text and says where they stood.</summary>
    public static (string Source, TextSpan Span) Unmark(string marked)
    {
        int start = marked.IndexOf("[|", StringComparison.Ordinal);
        int end = marked.IndexOf("|]", StringComparison.Ordinal);
        if (start < 0 || end < 0)
        {
            throw new ArgumentException("The text has no markers.", nameof(marked));
        }
        return (marked.Remove(end, 2).Remove(start, 2), TextSpan.FromBounds(start, end - 2));
    }

    /// <summary>A diagnostic as the tests print and compare it.</summary>
    public static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Id} at '{diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan)}': {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
}
