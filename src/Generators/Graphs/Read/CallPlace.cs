using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Pullback.Generators.Graphs.Read;

/// <summary>What to underline for a mistake in a call.</summary>
internal static class CallPlace
{
    /// <summary>
    /// In a chain such as <c>x.Dense(128).Relu().Dense(shared)</c>, the last call alone, <c>Dense(shared)</c>: the syntax of an invocation begins where the
    /// whole chain does.
    /// </summary>
    public static Location Of(SyntaxNode syntax) =>
        syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } call
            ? Location.Create(syntax.SyntaxTree, TextSpan.FromBounds(member.Name.SpanStart, call.Span.End))
            : syntax.GetLocation();
}
