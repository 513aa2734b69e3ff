using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>
/// Writes the members of a graph that is wrong: with the signatures that they will have, so that the code which uses them still compiles and the one
/// diagnostic is all that its author sees. The bodies throw.
/// </summary>
internal static class BrokenGraphEmitter
{
    public static void Write(SourceWriter writer, DeclaredType type, GraphSignature? signature)
    {
        string throws =
            $"throw new global::System.InvalidOperationException({Literals.String($"The graph of {type.Name} has errors, which the build reported.")})";
        writer.Line("// The graph has errors: these members only keep its users compiling.");
        Member(writer, $"public static {Types.TensorLayout} Layout", throws);
        Generic(writer, $"public static {Types.TensorSet} Initialize<T>({Types.RandomKey} key)", throws);
        Generic(writer, WorkspaceEmitter.CreateHeader, throws);
        Member(writer, WorkspaceEmitter.SavedLengthHeader, throws);
        DefinitionEmitter.WriteProperty(writer, throws);
        if (signature is null)
        {
            return;
        }
        var signatures = new Signatures(signature);
        string[] spans = [.. Headers(signatures, arrays: false)];
        foreach (string header in spans)
        {
            Generic(writer, header, throws);
        }
        foreach (string header in Headers(signatures, arrays: true).Except(spans, StringComparer.Ordinal))
        {
            Generic(writer, Types.PreferArrays + "\n" + header, throws);
        }
    }

    private static IEnumerable<string> Headers(Signatures signatures, bool arrays)
    {
        if (signatures.HasLoss)
        {
            yield return signatures.Evaluate(arrays);
        }
        yield return signatures.Predict(arrays);
        yield return signatures.PredictInto(arrays);
        yield return signatures.Forward(arrays);
        yield return signatures.Backward(arrays);
    }

    private static void Member(SourceWriter writer, string header, string body) =>
        writer
            .Line()
            .Line("/// <summary>Not available: the graph has errors.</summary>")
            .Line(GeneratedFile.CodeAttribute)
            .Line($"{header} => {body};");

    private static void Generic(SourceWriter writer, string header, string body) =>
        writer
            .Line()
            .Line("/// <summary>Not available: the graph has errors.</summary>")
            .Line(GeneratedFile.CodeAttribute)
            .Line(header)
            .Line($"    {Types.Constraint} => {body};");
}
