using System.Globalization;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Programs;

/// <summary>Gives out identifiers that are unique in one emitted method or class, in a fixed order.</summary>
internal sealed class NameTable(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The wish itself, or the wish with a number where it is taken.</summary>
    public string Take(string wish)
    {
        string name = wish;
        for (int ordinal = 2; !_taken.Add(name); ordinal++)
        {
            name = wish + "_" + ordinal.ToString(CultureInfo.InvariantCulture);
        }
        return name;
    }

    /// <summary>A node's or a parameter's full name as one word: <c>encoder.dense1.bias</c> becomes <c>encoderDense1Bias</c>.</summary>
    public static string Camel(string path)
    {
        string[] parts = path.Split('.');
        return GraphNames.CamelCase(parts[0]) + string.Concat(parts.Skip(1).Select(GraphNames.PascalCase));
    }

    /// <summary>The same with a capital: <c>EncoderDense1Bias</c>.</summary>
    public static string Pascal(string path) => string.Concat(path.Split('.').Select(GraphNames.PascalCase));
}
