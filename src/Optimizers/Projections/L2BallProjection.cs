using System.Numerics.Tensors;

namespace Pullback.Optimizers;

/// <summary><see cref="Projection.L2Ball"/>.</summary>
internal sealed class L2BallProjection(double radius) : Projection
{
    private readonly double _radius = Require.Positive(radius);

    private protected override string Kind => nameof(L2Ball);

    private protected override IReadOnlyList<double> Settings => [_radius];

    internal override void Project(Span<double> vector)
    {
        double norm = Reduction.Norm<double>(vector);
        if (norm <= _radius)
        {
            return;
        }

        if (!double.IsNormal(_radius / norm) && Reduction.MaxNorm<double>(vector) < double.PositiveInfinity)
        {
            // The norm, or the quotient, is out of range: a direction of ordinary size has the same projection.
            TensorPrimitives.Divide(vector, Reduction.MaxNorm<double>(vector), vector);
            norm = Reduction.Norm<double>(vector);
        }

        TensorPrimitives.Multiply(vector, _radius / norm, vector);
    }
}
