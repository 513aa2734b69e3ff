using System.Numerics.Tensors;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary><see cref="Projection.L1Ball"/>: the magnitudes of a vector outside are projected on the simplex.</summary>
internal sealed class L1BallProjection(double radius) : Projection
{
    private readonly double _radius = Require.Positive(radius);

    private protected override string Kind => nameof(L1Ball);

    private protected override IReadOnlyList<double> Settings => [_radius];

    internal override void Project(Span<double> vector)
    {
        using Scratch<double> magnitudes = new(vector.Length);
        TensorPrimitives.Abs(vector, magnitudes.Span);
        if (Reduction.Sum<double>(magnitudes.Span) <= _radius)
        {
            return;
        }

        SimplexProjection.Project(magnitudes.Span, _radius);
        TensorPrimitives.CopySign(magnitudes.Span, vector, vector);
    }
}
