using Pullback.Ops.Kernels;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Softmax cross-entropy with integer labels; a term is a row.</summary>
internal sealed class IntegerLabels(int[] labels) : ILossCounterpart
{
    public int Terms(ReferenceTensor x) => x.Rows;

    public (double Value, double[] Gradient) Mean(ReferenceTensor x, double upstream)
    {
        RequireRows(x);
        double[] probabilities = new double[x.Data.Length];
        double[] gradient = new double[x.Data.Length];
        double value = SoftmaxCrossEntropy.Forward<double>(x.Data, labels, probabilities, x.Rows, x.LastAxis);
        SoftmaxCrossEntropy.Backward<double>(probabilities, labels, upstream, gradient, x.Rows, x.LastAxis);
        return (value, gradient);
    }

    /// <summary>Through the fused kernel, so that both ways are checked.</summary>
    public (double Value, double[] Gradient) Term(ReferenceTensor x, int term)
    {
        RequireRows(x);
        double[] gradient = new double[x.LastAxis];
        ReadOnlySpan<double> row = x.Data.AsSpan(term * x.LastAxis, x.LastAxis);
        double value = SoftmaxCrossEntropy.ForwardBackward<double>(row, labels.AsSpan(term, 1), gradient, 1, x.LastAxis);
        return (value, gradient);
    }

    private static void RequireRows(ReferenceTensor x)
    {
        if (x.Rank != 2)
        {
            throw new NoCounterpartException("the library's cross-entropy takes rows of classes only");
        }
    }
}
