using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes <c>Predict</c>, with a new array and into a span.</summary>
internal sealed class PredictEmitter(SourceWriter writer, Signatures signatures, CompiledGraph compiled)
{
    public void Write()
    {
        string features = Literals.Int32(compiled.Graph.PredictionNode.Features);
        Documentation.Predict(writer, signatures);
        writer.Line(GeneratedFile.CodeAttribute).Line(signatures.Predict(arrays: false)).Line("    " + Types.Constraint);
        using (writer.Block())
        {
            Given first = signatures.Inputs[0];
            writer
                .Line($"int rows = {Types.Guard}.Rows({first.Name}.Length, {first.Features}, nameof({first.Name}));")
                .Line($"T[] destination = new T[checked(rows * {features})];")
                .Line($"Predict<T>({Arguments("destination")});")
                .Line("return destination;");
        }
        ArrayOverload.Write(writer, "Predict", signatures.Predict(arrays: true), signatures.Inputs, [], "", signatures);

        Documentation.PredictInto(writer, signatures, features);
        writer.Line(GeneratedFile.CodeAttribute).Line(signatures.PredictInto(arrays: false)).Line("    " + Types.Constraint);
        using (writer.Block())
        {
            CheckEmitter.Write(writer, signatures.Inputs, compiled.Graph, takesEmpty: true);
            CheckEmitter.Length(writer, "destination", features);
            CheckEmitter.Disjoint(writer, signatures.Inputs.Select(input => input.Name), "destination");
            CheckEmitter.Disjoint(writer, ["parameters.Span"], "destination");
            WriteRun();
        }
        ArrayOverload.Write(
            writer,
            "Predict",
            signatures.PredictInto(arrays: true),
            signatures.Inputs,
            ["destination"],
            "",
            signatures
        );
    }

    private void WriteRun()
    {
        if (compiled.Predict.Plan.Width == 0)
        {
            writer.Line($"PredictPass<T>({PassArguments("default")});").Line("parameters.CheckAlive();");
            return;
        }
        writer.Line().Line("// The memory is the pool's, so that nothing is allocated in a steady state.");
        string length = $"checked(rows * {Literals.Int32(compiled.Predict.Plan.Width)})";
        writer.Line($"T[] pooled = global::System.Buffers.ArrayPool<T>.Shared.Rent({length});");
        using (writer.Block("try"))
        {
            writer.Line($"PredictPass<T>({PassArguments("pooled")});").Line("parameters.CheckAlive();");
        }
        using (writer.Block("finally"))
        {
            writer.Line("global::System.Buffers.ArrayPool<T>.Shared.Return(pooled);");
        }
    }

    private string Arguments(string last) => Signatures.Join("parameters", Signatures.Names(signatures.Inputs), last);

    private string PassArguments(string memory) =>
        Signatures.Join("parameters.Span", Signatures.Names(signatures.Inputs), memory, "destination", "rows", "degree: 1");
}
