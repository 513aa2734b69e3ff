using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes <c>Forward</c> and <c>Backward</c> over spans: the kernels that <c>Evaluate</c> is made of, for those who bring their own loss.</summary>
internal sealed class ForwardBackwardEmitter(SourceWriter writer, Signatures signatures, CompiledGraph compiled)
{
    private string Saved => Literals.Int32(compiled.Train.Plan.Width);

    private string Features => Literals.Int32(compiled.Graph.PredictionNode.Features);

    private IEnumerable<string> InputNames => signatures.Inputs.Select(input => input.Name);

    public void Write()
    {
        WriteForward();
        WriteBackward();
    }

    private void WriteForward()
    {
        Documentation.Forward(writer, signatures, Features);
        writer.Line(GeneratedFile.CodeAttribute).Line(signatures.Forward(arrays: false)).Line("    " + Types.Constraint);
        using (writer.Block())
        {
            CheckEmitter.Write(writer, signatures.Inputs, compiled.Graph, takesEmpty: true);
            CheckEmitter.Length(writer, "saved", Saved);
            CheckEmitter.Length(writer, "output", Features);
            CheckEmitter.Disjoint(writer, InputNames.Concat(["output"]), "saved");
            CheckEmitter.Disjoint(writer, InputNames, "output");
            string arguments = Signatures.Join(
                "parameters.Span",
                Signatures.Names(signatures.Inputs),
                signatures.KeyArgument,
                "saved",
                "output",
                "rows",
                "degree: 1"
            );
            writer.Line($"ForwardPass<T>({arguments});").Line("parameters.CheckAlive();");
        }
        string rest = signatures.IsRandom ? "key" : "";
        ArrayOverload.Write(
            writer,
            "Forward",
            signatures.Forward(arrays: true),
            signatures.Inputs,
            ["saved", "output"],
            rest,
            signatures
        );
    }

    private void WriteBackward()
    {
        bool hasInputGradients = signatures.GradientInputs.Count > 0;
        string[] written = hasInputGradients
            ? ["saved", "parameterGradients", "inputGradients"]
            : ["saved", "parameterGradients"];
        Documentation.Backward(writer, signatures, Features);
        writer.Line(GeneratedFile.CodeAttribute).Line(signatures.Backward(arrays: false)).Line("    " + Types.Constraint);
        using (writer.Block())
        {
            CheckEmitter.Write(writer, signatures.Inputs, compiled.Graph, takesEmpty: true);
            CheckEmitter.Length(writer, "saved", Saved);
            CheckEmitter.Length(writer, "outputGradient", Features);
            writer.Line(
                $"{Types.Throw}.IfLengthDiffers(parameterGradients.Length, Layout.BufferLength, nameof(parameterGradients));"
            );
            if (hasInputGradients)
            {
                CheckEmitter.Length(
                    writer,
                    "inputGradients",
                    Literals.Int32(signatures.GradientInputs.Sum(input => input.Node.Features))
                );
            }
            foreach (string destination in written)
            {
                CheckEmitter.Disjoint(writer, InputNames.Concat(["outputGradient"]), destination);
            }
            CheckEmitter.Disjoint(writer, ["parameterGradients"], "saved");
            if (hasInputGradients)
            {
                CheckEmitter.Disjoint(writer, ["saved", "parameterGradients"], "inputGradients");
            }
            string arguments = Signatures.Join(
                "parameters.Span",
                Signatures.Names(signatures.Inputs),
                "saved",
                "outputGradient",
                "parameterGradients",
                InputGradientSlices(),
                "rows",
                "degree: 1"
            );
            writer.Line($"BackwardPass<T>({arguments});").Line("parameters.CheckAlive();");
        }
        ArrayOverload.Write(
            writer,
            "Backward",
            signatures.Backward(arrays: true),
            signatures.Inputs,
            hasInputGradients
                ? ["saved", "outputGradient", "parameterGradients", "inputGradients"]
                : ["saved", "outputGradient", "parameterGradients"],
            "",
            signatures
        );
    }

    /// <summary>The inputs' gradients lie one after another, in declaration order.</summary>
    private string InputGradientSlices()
    {
        int before = 0;
        List<string> slices = [];
        foreach (Given input in signatures.GradientInputs)
        {
            slices.Add($"inputGradients.Slice(rows * {Literals.Int32(before)}, rows * {input.Features})");
            before += input.Node.Features;
        }
        return string.Join(", ", slices);
    }
}
