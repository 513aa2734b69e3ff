using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Writes calls and signatures as a person would: on one line while it is short, else one argument a line.</summary>
internal static class ArgumentList
{
    private const int LongestLine = 120;

    public static void Write(SourceWriter writer, string head, IEnumerable<string> arguments, string tail)
    {
        List<string> all = [.. arguments];
        string line = $"{head}({string.Join(", ", all)}){tail}";
        if (line.Length <= LongestLine || all.Count == 0)
        {
            writer.Line(line);
            return;
        }
        writer.Line(head + "(");
        using (writer.Indent())
        {
            for (int i = 0; i < all.Count; i++)
            {
                writer.Line(all[i] + (i + 1 < all.Count ? "," : string.Empty));
            }
        }
        writer.Line(")" + tail);
    }
}
