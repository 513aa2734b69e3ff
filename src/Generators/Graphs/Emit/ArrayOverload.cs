using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes the overload that takes arrays: F# infers the element type from those, and not from spans.</summary>
internal static class ArrayOverload
{
    /// <summary>Writes it.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="header">Its declaration.</param>
    /// <param name="givens">The arrays of inputs.</param>
    /// <param name="buffers">The arrays after the inputs.</param>
    /// <param name="others">What else is handed on: the key before the buffers, or the workspace after everything.</param>
    /// <param name="signatures">The signatures.</param>
    public static void Write(
        SourceWriter writer,
        string name,
        string header,
        IReadOnlyList<Given> givens,
        IReadOnlyList<string> buffers,
        string others,
        Signatures signatures
    )
    {
        if (givens.Count == 0 && buffers.Count == 0)
        {
            return;
        }
        string spanCref = $"{name}{{T}}({string.Join(", ", Crefs(name, givens, buffers, signatures))})";
        writer
            .Line()
            .Line($"/// <inheritdoc cref=\"{spanCref}\"/>")
            .Line(GeneratedFile.CodeAttribute)
            .Line(Types.PreferArrays)
            .Line(header)
            .Line("    " + Types.Constraint);
        using (writer.Block())
        {
            foreach (string array in givens.Select(given => given.Name).Concat(buffers))
            {
                writer.Line($"global::System.ArgumentNullException.ThrowIfNull({array});");
            }
            string arguments = Signatures.Join(
                "parameters",
                string.Join(", ", givens.Select(AsSpan)),
                others,
                string.Join(", ", buffers.Select(buffer => Literals.Identifier(buffer)))
            );
            writer.Line($"{(header.Contains(" void ") ? "" : "return ")}{name}<T>({arguments});");
        }
    }

    private static string AsSpan(Given given) =>
        $"({(given.IsLabels ? "global::System.ReadOnlySpan<int>" : Types.ReadOnlySpan)}){given.Name}";

    private static IEnumerable<string> Crefs(
        string name,
        IReadOnlyList<Given> givens,
        IReadOnlyList<string> buffers,
        Signatures signatures
    )
    {
        yield return "global::Pullback.Ops.TensorSet{T}";
        foreach (Given given in givens)
        {
            yield return given.IsLabels ? "global::System.ReadOnlySpan{int}" : "global::System.ReadOnlySpan{T}";
        }
        if (signatures.IsRandom && name is "Evaluate" or "Forward")
        {
            yield return Types.RandomKey;
        }
        foreach (string buffer in buffers)
        {
            yield return buffer == "outputGradient" ? "global::System.ReadOnlySpan{T}" : "global::System.Span{T}";
        }
        if (name == "Evaluate")
        {
            yield return "global::Pullback.Ops.Workspace{T}";
        }
    }
}
