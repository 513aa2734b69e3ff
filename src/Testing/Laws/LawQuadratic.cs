using System.Numerics;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>
/// A convex quadratic that has given gradients g at given parameters p: f(q) = m + ½ Σ h (q − p + g / h)². So the loss, the gradients at any point and the
/// curvature of a step belong together, whatever gradients were drawn. Elements without curvature (of frozen tensors) take no part.
/// </summary>
internal sealed class LawQuadratic<T>(TensorSet<T> at, TensorSet<T> gradients, TensorSet<T> curvature, double minimum)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public StepInputs<T> Inputs(double metric) =>
        new()
        {
            Loss = Value(at),
            Metric = metric,
            Curvature = curvature,
            Gradient = point => new LossAndGradients<T>(Value(point), Gradients(point)),
        };

    private double Value(TensorSet<T> point)
    {
        ReadOnlySpan<T> points = point.Span;
        ReadOnlySpan<T> starts = at.Span;
        ReadOnlySpan<T> slopes = gradients.Span;
        ReadOnlySpan<T> heights = curvature.Span;
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double height = double.CreateTruncating(heights[i]);
            if (height > 0)
            {
                double distance =
                    double.CreateTruncating(points[i])
                    - double.CreateTruncating(starts[i])
                    + double.CreateTruncating(slopes[i]) / height;
                sum += height * distance * distance;
            }
        }
        return minimum + sum / 2;
    }

    /// <summary>At the step's own parameters these are the given gradients, to the bit.</summary>
    private TensorSet<T> Gradients(TensorSet<T> point) =>
        (point - at).Zip(curvature, (distance, height) => height * distance) + gradients;
}
