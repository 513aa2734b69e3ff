using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes <c>CreateWorkspace</c> and <c>SavedLength</c>.</summary>
internal static class WorkspaceEmitter
{
    public const string CreateHeader = $"public static {Types.Workspace} CreateWorkspace<T>(int batchSize, int degree = 1)";
    public const string SavedLengthHeader = "public static int SavedLength(int batchSize)";

    public static void Write(SourceWriter writer, DeclaredType type, CompiledGraph compiled)
    {
        string inputs = string.Join(
            ", ",
            compiled.Graph.GradientInputs.Select(node => $"({Literals.String(node.Name)}, {Literals.Int32(node.Features)})")
        );
        writer
            .Line()
            .Line(
                "/// <summary>Buffers for batches up to a size, with which a training step allocates next to nothing.</summary>"
            )
            .Line("/// <typeparam name=\"T\"><see cref=\"float\"/> or <see cref=\"double\"/>.</typeparam>")
            .Line("/// <param name=\"batchSize\">The largest batch.</param>")
            .Line("/// <param name=\"degree\">How many threads a call may use; results do not depend on it.</param>")
            .Line(
                "/// <returns>The workspace; it serves one call at a time, and its last evaluation dies when it is used again.</returns>"
            )
            .Line(GeneratedFile.CodeAttribute)
            .Line(CreateHeader)
            .Line("    " + Types.Constraint);
        using (writer.Indent())
        {
            writer.Line($"=> new({OwnerLiteral(type)}, batchSize, Layout,");
            using (writer.Indent())
            {
                writer
                    .Line(
                        $"new {Types.TensorLayout}(new[] {{ (\"memory\", new {Types.Shape}(global::System.Math.Max(batchSize, 1), {Columns(compiled)})) }}),"
                    )
                    .Line(
                        $"{Literals.Int32(compiled.Graph.PredictionNode.Features)}, new (string, int)[] {{ {inputs} }}, degree);"
                    );
            }
        }
        writer
            .Line()
            .Line("/// <summary>How many elements <c>Forward</c> saves for <c>Backward</c>.</summary>")
            .Line("/// <param name=\"batchSize\">How many samples the batch has.</param>")
            .Line("/// <returns>The length of the span.</returns>")
            .Line(GeneratedFile.CodeAttribute)
            .Line($"{SavedLengthHeader} => checked(batchSize * {Literals.Int32(compiled.Train.Plan.Width)});");
    }

    /// <summary>The name that a workspace knows its graph by.</summary>
    public static string OwnerLiteral(DeclaredType type) => Literals.String(type.FullName.Replace("global::", string.Empty));

    /// <summary>
    /// The columns of an evaluation's memory. Where the loss is one of the prediction, its gradient lies behind the memory of the two passes.
    /// </summary>
    private static string Columns(CompiledGraph compiled)
    {
        int train = compiled.Train.Plan.Width + compiled.Graph.PredictionNode.Features;
        return Literals.Int32(compiled.Evaluate is { } evaluate ? Math.Max(evaluate.Plan.Width, 1) : train);
    }
}
