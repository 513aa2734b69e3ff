using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes the documentation of emitted members: formula, shapes, exceptions, aliasing.</summary>
internal static class Documentation
{
    public static void Evaluate(SourceWriter writer, Signatures signatures)
    {
        Begin(writer, "The loss of one batch (a mean over its samples), its gradients, and the prediction.");
        Remarks(
            writer,
            "Pure: the same arguments give the same bits, at any degree. The evaluation lives in the workspace, if there is one, and dies when that is used again."
        );
        Parameters(writer, signatures.Givens);
        Key(writer, signatures);
        writer.Line("/// <param name=\"workspace\">Buffers to use; null allocates new ones.</param>");
        writer.Line("/// <returns>Loss, gradients and prediction.</returns>");
        Exceptions(
            writer,
            "A layout or a length is wrong, a label is out of range, or the workspace is too small or another graph's."
        );
    }

    public static void Predict(SourceWriter writer, Signatures signatures)
    {
        Begin(writer, "The prediction for a batch, without dropout.");
        Parameters(writer, signatures.Inputs);
        writer.Line("/// <returns>[batch, features], row-major: a new array, and nothing else is allocated.</returns>");
        Exceptions(writer, "A layout or a length is wrong.");
    }

    public static void PredictInto(SourceWriter writer, Signatures signatures, string features)
    {
        Begin(writer, "Writes the prediction for a batch, without dropout. In a steady state nothing is allocated.");
        Parameters(writer, signatures.Inputs);
        writer.Line(
            $"/// <param name=\"destination\">Receives [batch, {features}], row-major; it must not overlap what is read.</param>"
        );
        Exceptions(writer, "A layout or a length is wrong, or the destination overlaps an input.");
    }

    public static void Forward(SourceWriter writer, Signatures signatures, string features)
    {
        Begin(
            writer,
            "The forward kernel as in training: computes the prediction, and saves what <c>Backward</c> reads. Allocates nothing."
        );
        Parameters(writer, signatures.Inputs);
        Key(writer, signatures);
        writer.Line("/// <param name=\"saved\">Working memory for both kernels: <c>SavedLength</c> elements.</param>");
        writer.Line($"/// <param name=\"output\">Receives the prediction, [batch, {features}].</param>");
        Exceptions(writer, "A layout or a length is wrong, or a destination overlaps an input.");
    }

    public static void Backward(SourceWriter writer, Signatures signatures, string features)
    {
        Begin(
            writer,
            "The backward kernel: the gradients of ⟨outputGradient, prediction⟩, of which <c>Evaluate</c> is made. Allocates nothing."
        );
        Parameters(writer, signatures.Inputs);
        writer.Line(
            "/// <param name=\"saved\">What <c>Forward</c> saved; it is used up, so that each call needs a Forward of its own.</param>"
        );
        writer.Line($"/// <param name=\"outputGradient\">The gradient of the prediction, [batch, {features}].</param>");
        writer.Line(
            "/// <param name=\"parameterGradients\">Receives the gradients in the layout of the parameters, padding included: zeros.</param>"
        );
        if (signatures.GradientInputs.Count > 0)
        {
            string names = string.Join(", ", signatures.GradientInputs.Select(input => input.Name));
            writer.Line($"/// <param name=\"inputGradients\">Receives the gradients of {names}, one after another.</param>");
        }
        Exceptions(writer, "A layout or a length is wrong, or a destination overlaps an input.");
    }

    private static void Begin(SourceWriter writer, string summary) => writer.Line().Line($"/// <summary>{summary}</summary>");

    private static void Remarks(SourceWriter writer, string text) => writer.Line($"/// <remarks>{text}</remarks>");

    private static void Parameters(SourceWriter writer, IEnumerable<Given> givens)
    {
        writer.Line("/// <typeparam name=\"T\"><see cref=\"float\"/> or <see cref=\"double\"/>.</typeparam>");
        writer.Line("/// <param name=\"parameters\">The parameters, in <c>Layout</c>.</param>");
        foreach (Given given in givens)
        {
            writer.Line($"/// <param name=\"{given.Node.Name}\">{given.Description}</param>");
        }
    }

    private static void Key(SourceWriter writer, Signatures signatures)
    {
        if (signatures.IsRandom)
        {
            writer.Line("/// <param name=\"key\">The random key of this step, for dropout: <c>key.Fold(step)</c>.</param>");
        }
    }

    private static void Exceptions(SourceWriter writer, string argument)
    {
        writer.Line(
            $"/// <exception cref=\"global::System.ArgumentException\">{argument} Nothing has been written then.</exception>"
        );
        writer.Line(
            "/// <exception cref=\"global::System.NotSupportedException\"><typeparamref name=\"T\"/> is neither float nor double.</exception>"
        );
        writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">The parameters were donated.</exception>");
    }
}
