using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>
/// How the interpreter computes one kind of op: forward and backward side by side, as loops over scalars that can be read beside
/// the op's formula.
/// </summary>
internal abstract class InterpretedOp
{
    /// <summary>Computes the node's value from those of its inputs.</summary>
    public abstract void Forward(Frame frame, GraphNode node);

    /// <summary>Adds to the gradients of the node's inputs and parameters what the gradient of the node implies.</summary>
    public abstract void Backward(Frame frame, GraphNode node);

    /// <summary>The one place that says which op is interpreted how.</summary>
    public static InterpretedOp Of(GraphOp op) =>
        op switch
        {
            InputOp or TargetOp => InterpretedInput.Instance,
            LabelsOp => InterpretedLabels.Instance,
            DenseOp => InterpretedDense.Instance,
            ElementwiseOp elementwise => new InterpretedElementwise(elementwise),
            DropoutOp dropout => new InterpretedDropout(dropout),
            LayerNormOp layerNorm => new InterpretedLayerNorm(layerNorm),
            CustomOp => InterpretedCustom.Instance,
            AddOp => new InterpretedSum(rightSign: 1),
            SubtractOp => new InterpretedSum(rightSign: -1),
            MultiplyOp => InterpretedProduct.Instance,
            ScaleOp scale => new InterpretedScale(scale),
            SoftmaxCrossEntropyOp => InterpretedSoftmaxCrossEntropy.Instance,
            MeanSquaredErrorOp => InterpretedMeanSquaredError.Instance,
            _ => throw new NotSupportedException($"The interpreter does not know the op '{op.Kind}'."),
        };
}
