namespace Pullback.Graphs;

/// <summary>
/// What a node does, with its constants; never which nodes it reads (<see cref="GraphNode"/>) nor how it is computed.
/// A stage of the generator, and the interpreter, is a switch over these records.
/// </summary>
/// <param name="Kind">The word that names nodes of this op, followed by an ordinal: <c>dense</c> in <c>dense1</c>.</param>
internal abstract record GraphOp(string Kind);

/// <summary>A matrix of real numbers that the caller hands in, one row per sample.</summary>
/// <param name="InputName">Its name, which becomes a parameter name of emitted methods.</param>
/// <param name="WantsGradient">Whether the gradient of the loss with respect to it is computed.</param>
internal sealed record InputOp(string InputName, bool WantsGradient) : GraphOp("input");

/// <summary>One class index per sample, from 0 to <paramref name="Classes"/> − 1, that the caller hands in.</summary>
internal sealed record LabelsOp(string InputName, int Classes) : GraphOp("labels");

/// <summary>Real numbers that a loss compares a prediction with; the caller hands them in.</summary>
internal sealed record TargetOp(string InputName) : GraphOp("target");

/// <summary><c>y = x · W + b</c>, with W stored (inputs, outputs). Parameters: the weight, then the bias if there is one.</summary>
internal sealed record DenseOp(int InputFeatures, int OutputFeatures, bool HasBias) : GraphOp("dense");

/// <summary>A scalar function of each element, with its constants in the order of its formula.</summary>
internal sealed record ElementwiseOp(ElementwiseFunction Function, ValueList<double> Constants) : GraphOp(Function.Kind);

/// <summary>
/// Inverted dropout: element (r, c) of a batch is kept when <c>key.Fold(Ordinal).BitsAt(r · features + c)</c> reaches
/// <see cref="Threshold"/>, and then multiplied by <see cref="KeepScale"/>. The identity in prediction.
/// </summary>
/// <param name="Rate">The probability with which an element becomes zero.</param>
/// <param name="Ordinal">How many dropouts were declared in the graph before this one: it selects the random stream.</param>
internal sealed record DropoutOp(double Rate, int Ordinal) : GraphOp("dropout")
{
    /// <summary>An element is kept when its 32 random bits are at least this number: rate · 2³², rounded.</summary>
    public uint Threshold => (uint)Math.Min(Math.Round(Rate * 4294967296.0), uint.MaxValue);

    /// <summary>1 / (1 − rate), so that the expected value of an element stays what it was.</summary>
    public double KeepScale => 1.0 / (1.0 - Rate);
}

/// <summary>
/// Each row minus its mean, divided by √(biased variance + ε), times the weight, plus the bias. Parameters: weight, bias.
/// </summary>
internal sealed record LayerNormOp(double Epsilon) : GraphOp("layerNorm");

/// <summary>An op with hand-written span kernels, named by its type.</summary>
/// <param name="TypeName">The fully qualified C# name, with <c>global::</c>.</param>
/// <param name="CustomKind">The type's simple name in camel case, from which the node is named.</param>
internal sealed record CustomOp(string TypeName, string CustomKind) : GraphOp(CustomKind);

/// <summary>The sum of two nodes of one shape.</summary>
internal sealed record AddOp() : GraphOp("add");

/// <summary>The difference of two nodes of one shape.</summary>
internal sealed record SubtractOp() : GraphOp("subtract");

/// <summary>The product, element by element, of two nodes of one shape.</summary>
internal sealed record MultiplyOp() : GraphOp("multiply");

/// <summary>A node times a constant.</summary>
internal sealed record ScaleOp(double Factor) : GraphOp("scale");

/// <summary>An op whose value is one number for the whole batch: the mean over its samples.</summary>
internal abstract record LossOp(string Kind) : GraphOp(Kind);

/// <summary>
/// The mean over the batch of <c>log Σⱼ exp zⱼ − z[label]</c>. Inputs: the logits, then the labels.
/// </summary>
internal sealed record SoftmaxCrossEntropyOp() : LossOp("softmaxCrossEntropy");

/// <summary>The mean over all elements of the squared difference. Inputs: the prediction, then the target.</summary>
internal sealed record MeanSquaredErrorOp() : LossOp("meanSquaredError");

/// <summary>What a graph has to know of an elementwise op: how it is named and what weights in front of it need.</summary>
/// <param name="TypeName">The fully qualified C# name of its type, with <c>global::</c>.</param>
/// <param name="Kind">The type's simple name in camel case, from which nodes are named.</param>
/// <param name="ConstantCount">How many constants its formula takes after <c>x</c>.</param>
/// <param name="IsRectifier">Whether weights in front of it start by Kaiming's rule instead of Xavier's.</param>
/// <param name="Gain">The factor of that rule: √2 for ReLU, 1 for Xavier's.</param>
internal sealed record ElementwiseFunction(string TypeName, string Kind, int ConstantCount, bool IsRectifier, double Gain);
