using System.Numerics.Tensors;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary><see cref="Projection.Simplex"/>.</summary>
internal sealed class SimplexProjection(double total) : Projection
{
    private readonly double _total = Require.Positive(total);

    private protected override string Kind => nameof(Simplex);

    private protected override IReadOnlyList<double> Settings => [_total];

    /// <summary>
    /// Moves a vector to the simplex: <c>max(x − θ, 0)</c>. The k largest elements stay positive, with the largest k for which the smallest of them is above
    /// <c>θ = (their sum − total) / k</c>.
    /// </summary>
    /// <remarks>
    /// All elements may be shifted by the same number. Shifted by the largest they are 0 and below, so that neither their sum overflows nor the total is lost in it. NaN makes the
    /// largest element NaN, and so all of them, as each depends on every other.
    /// </remarks>
    public static void Project(Span<double> vector, double total)
    {
        TensorPrimitives.Subtract(vector, TensorPrimitives.Max<double>(vector), vector);
        using Scratch<double> sorted = new(vector.Length);
        vector.CopyTo(sorted.Span);
        sorted.Span.Sort();
        double sum = 0;
        double threshold = double.NaN;
        for (int k = 1; k <= vector.Length; k++)
        {
            double next = sorted.Span[^k];
            sum += next;
            double candidate = (sum - total) / k;
            if (!(next > candidate))
            {
                break;
            }

            threshold = candidate;
        }

        foreach (ref double element in vector)
        {
            element = Math.Max(element - threshold, 0);
        }
    }

    internal override void CheckLength(int length, string vector)
    {
        if (length == 0)
        {
            throw new ArgumentException($"{this} is the empty set for vectors without elements, but {vector} has none.");
        }
    }

    internal override void Project(Span<double> vector)
    {
        if (!IsInside(vector))
        {
            Project(vector, _total);
        }
    }

    /// <summary>A vector that lies in the simplex is left as it is.</summary>
    private bool IsInside(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        foreach (double element in vector)
        {
            if (!(element >= 0))
            {
                return false;
            }

            sum += element;
        }

        return sum == _total;
    }
}
