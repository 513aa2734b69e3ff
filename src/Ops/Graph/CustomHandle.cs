namespace Pullback.Ops;

/// <summary>What the run-time graph keeps of an op with hand-written kernels: a way to run them in double.</summary>
internal abstract class CustomHandle
{
    public abstract string TypeName { get; }

    public abstract string Kind { get; }

    public abstract int OutputFeatures(int inputFeatures);

    public abstract void Forward(ReadOnlySpan<double> input, Span<double> output, int rows, int inputFeatures);

    public abstract void Backward(
        ReadOnlySpan<double> input,
        ReadOnlySpan<double> output,
        ReadOnlySpan<double> outputGradient,
        Span<double> inputGradient,
        int rows,
        int inputFeatures
    );
}

/// <summary>The handle of <typeparamref name="TOp"/>.</summary>
internal sealed class CustomHandle<TOp> : CustomHandle
    where TOp : struct, ICustomOp
{
    public override string TypeName => TypeNames.FullName(typeof(TOp));

    public override string Kind => TypeNames.Kind(typeof(TOp));

    public override int OutputFeatures(int inputFeatures) => default(TOp).OutputFeatures(inputFeatures);

    public override void Forward(ReadOnlySpan<double> input, Span<double> output, int rows, int inputFeatures) =>
        default(TOp).Forward(input, output, rows, inputFeatures);

    public override void Backward(
        ReadOnlySpan<double> input,
        ReadOnlySpan<double> output,
        ReadOnlySpan<double> outputGradient,
        Span<double> inputGradient,
        int rows,
        int inputFeatures
    ) => default(TOp).Backward(input, output, outputGradient, inputGradient, rows, inputFeatures);
}
