using Pullback.Ops.Kernels;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Mean squared error; a term is an element.</summary>
internal sealed class MeanSquares(double[] target) : ILossCounterpart
{
    public int Terms(ReferenceTensor x) => x.Data.Length;

    public (double Value, double[] Gradient) Mean(ReferenceTensor x, double upstream)
    {
        double[] gradient = new double[x.Data.Length];
        double value = MeanSquaredError.Forward<double>(x.Data, target);
        MeanSquaredError.Backward(x.Data, target, upstream, gradient);
        return (value, gradient);
    }

    public (double Value, double[] Gradient) Term(ReferenceTensor x, int term)
    {
        double[] gradient = new double[1];
        double value = MeanSquaredError.ForwardBackward<double>(x.Data.AsSpan(term, 1), target.AsSpan(term, 1), gradient);
        return (value, gradient);
    }
}
