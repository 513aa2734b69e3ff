using Microsoft.CodeAnalysis.Text;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Turns what was written for a rule or a fused optimizer into a file that reads well.</summary>
internal static class RuleText
{
    /// <summary>Shortens type names, and opens the namespaces that this needs.</summary>
    /// <param name="writer">What was written, with full names.</param>
    /// <param name="type">The user's type. In the global namespace names stay long, because the user's own directives compete there.</param>
    /// <param name="taken">The names that mean something else there.</param>
    /// <param name="members">Names that become members of emitted types.</param>
    public static SourceText Of(SourceWriter writer, DeclaredType type, IEnumerable<string> taken, IEnumerable<string> members)
    {
        string text = writer.ToString();
        if (type.Namespace.Length > 0)
        {
            string heading = $"namespace {type.Namespace};\n";
            int end = text.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
            string directives = string.Concat(ShortNames.Directives(forRules: true).Select(line => line + "\n"));
            text = text.Insert(end, "\n" + directives);
        }
        return SourceText.From(ShortNames.Shorten(text, taken, members), System.Text.Encoding.UTF8);
    }
}
