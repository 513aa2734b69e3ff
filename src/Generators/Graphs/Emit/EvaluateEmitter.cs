using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes <c>Evaluate</c>.</summary>
internal sealed class EvaluateEmitter(SourceWriter writer, DeclaredType type, Signatures signatures, CompiledGraph compiled)
{
    public void Write()
    {
        Documentation.Evaluate(writer, signatures);
        writer.Line(GeneratedFile.CodeAttribute).Line(signatures.Evaluate(arrays: false)).Line("    " + Types.Constraint);
        using (writer.Block())
        {
            CheckEmitter.Write(writer, signatures.Givens, compiled.Graph, takesEmpty: false);
            writer
                .Line()
                .Line("workspace ??= CreateWorkspace<T>(rows);")
                .Line(
                    $"using {Types.Ops}.WorkspaceLease<T> lease = workspace.Begin({WorkspaceEmitter.OwnerLiteral(type)}, rows, parameters);"
                )
                .Line($"{Types.Span} memory = lease.Buffer(0);");
            if (compiled.Evaluate is null)
            {
                WriteFromHalves();
            }
            else
            {
                WriteWhole();
            }
            writer
                .Line()
                .Line("// A donation while this ran would have mixed two sets of parameters.")
                .Line("parameters.CheckAlive();");
            writer.Line("return lease.Complete(loss);");
        }
        ArrayOverload.Write(
            writer,
            "Evaluate",
            signatures.Evaluate(arrays: true),
            signatures.Givens,
            [],
            $"{Prefix()}workspace",
            signatures
        );
    }

    private string Prefix() => signatures.IsRandom ? "key, " : "";

    /// <summary>The two halves that Forward and Backward are, with the loss between them.</summary>
    private void WriteFromHalves()
    {
        GraphNode loss = compiled.Graph.LossNode!;
        int features = compiled.Graph.PredictionNode.Features;
        string inputs = Signatures.Names(signatures.Inputs);
        writer
            .Line(
                $"{Types.Span} outputGradient = memory.Slice(rows * {Literals.Int32(compiled.Train.Plan.Width)}, rows * {Literals.Int32(features)});"
            )
            .Line()
            .Line("// Forward, the loss with its gradient, and backward.")
            .Line(
                $"ForwardPass({Signatures.Join("parameters.Span", inputs, signatures.KeyArgument, "memory", "lease.Prediction", "rows", "lease.Degree")});"
            );
        string call = CallEmitter.LossCall(
            (LossOp)loss.Op,
            "lease.Prediction",
            Literals.Identifier(compiled.Graph.Nodes[loss.Inputs[1]].Name),
            "outputGradient",
            Literals.Int32(features)
        );
        writer.Line($"T loss = {call};");
        writer.Line(
            $"BackwardPass<T>({Signatures.Join("parameters.Span", inputs, "memory", "outputGradient", "lease.Gradients", InputGradients(), "rows", "lease.Degree")});"
        );
    }

    private void WriteWhole() =>
        writer
            .Line()
            .Line("// The loss is one of something else than the prediction: one pass computes everything.")
            .Line(
                $"T loss = EvaluatePass({Signatures.Join("parameters.Span", Signatures.Names(signatures.Givens), signatures.KeyArgument, "memory", "lease.Prediction", "lease.Gradients", InputGradients(), "rows", "lease.Degree")});"
            );

    private string InputGradients() =>
        string.Join(", ", signatures.GradientInputs.Select((_, index) => $"lease.InputGradient({Literals.Int32(index)})"));
}
