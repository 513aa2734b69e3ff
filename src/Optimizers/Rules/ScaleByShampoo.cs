using System.Numerics;
using System.Numerics.Tensors;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Multiplies by inverse roots of sums of gradient products, one matrix for each axis: the scaling of Shampoo.</summary>
/// <remarks>
/// <para>
/// Matrices: <c>L = L + G Gᵀ</c>, <c>R = R + Gᵀ G</c>, <c>u = (L + ε I)^(−1/4) G (R + ε I)^(−1/4)</c>. A tensor of k axes has k such factors, the products of its slices along each axis, and
/// the exponent <c>−1 / (2k)</c>; a vector has one and −1/2 (AdaGrad with a full matrix), and so has a scalar. With <see cref="Decay"/> β, <c>L = β L + (1 − β) G Gᵀ</c>.
/// </para>
/// <para>
/// Axes longer than <see cref="MaximumExtent"/> have no factor and do not count in k. A factor of n rows costs n² numbers twice (<c>Factors</c> and <c>Roots</c> of the state: for each
/// parameter those of the first axis, then those of the next), and a root some ten n³ operations: <see cref="UpdateInterval"/> makes them rare. In float, what is smaller than 10⁻⁷ of a factor is noise, and ε should be above that.
/// </para>
/// <para>
/// Differences: the factors start at zero and ε is added before the root is taken, which for sums is the paper's start at ε I. PyTorch has none; Optax has none in its core.
/// </para>
/// <para>V. Gupta, T. Koren, Y. Singer, "Shampoo: Preconditioned Stochastic Tensor Optimization", ICML 2018, Algorithms 1 and 2.</para>
/// </remarks>
[TensorRule("Factors", "Roots")]
public sealed partial record ScaleByShampoo : IGradientTransformation
{
    /// <summary>What is added to the diagonals of the factors before a root is taken, ε; above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Positive]
    public partial double Epsilon { get; init; } = 1e-4;

    /// <summary>The decay rate of factors that are running means, β: at least 0, below 1. Null: sums, as in the paper.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double? Decay
    {
        get;
        init => field = value is { } given ? Require.Decay(given, nameof(Decay)) : null;
    }

    /// <summary>How often roots are taken: in the first step and every so many steps after it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [AtLeastOne]
    public partial long UpdateInterval { get; init; } = 1;

    /// <summary>The longest axis that has a factor; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [AtLeastOne]
    public partial int MaximumExtent { get; init; } = 1024;

    /// <summary>Which tensors the rule applies to; elsewhere what comes in goes out, and no state is kept.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ParameterFilter Where
    {
        get;
        init => field = Setting.NotNull(value, nameof(Where));
    } = ParameterFilter.All;

    long ITensorRule.DividesFrom => 0;

    Shape? ITensorRule.ShapeOf(int kept, TensorSlot slot) => new(FactorLength(slot.Shape));

    void ITensorRule.Run<T>(TensorWork<T> work)
    {
        Shape shape = work.Slot.Shape;
        double exponent = -0.5 / CountAxes(shape);
        Span<T> factors = work.Kept(0);
        Span<T> roots = work.Kept(1);
        work.Gradient.CopyTo(work.Update);
        if (work.Slot.Length == 0)
        {
            return;
        }

        using Scratch<T> product = new(work.Slot.Length);
        int start = 0;
        for (int i = 0; i < Math.Max(shape.Rank, 1); i++)
        {
            UnitView axis = Axis(shape, i);
            if (axis.Count > MaximumExtent)
            {
                continue;
            }

            int length = axis.Count * axis.Count;
            Span<T> factor = factors.Slice(start, length);
            Span<T> root = roots.Slice(start, length);
            Gather(axis, work.Gradient, factor, work.Degree);
            if (work.Step % UpdateInterval == 0)
            {
                TakeRoot(factor, root, axis.Count, exponent, work.Degree);
            }

            Apply(axis, root, work.Update, product.Span, work.Degree);
            product.Span.CopyTo(work.Update);
            start += length;
        }
    }

    /// <summary>An axis. A scalar counts as a vector of one element.</summary>
    private static UnitView Axis(Shape shape, int axis) => shape.Rank == 0 ? new(1, 1, 1) : UnitView.Over(shape, axis);

    /// <summary>How many axes have factors.</summary>
    private int CountAxes(Shape shape)
    {
        int count = 0;
        for (int axis = 0; axis < Math.Max(shape.Rank, 1); axis++)
        {
            count += Axis(shape, axis).Count <= MaximumExtent ? 1 : 0;
        }

        return count;
    }

    /// <summary>The elements of all factors together.</summary>
    private int FactorLength(Shape shape)
    {
        int length = 0;
        for (int axis = 0; axis < Math.Max(shape.Rank, 1); axis++)
        {
            int extent = Axis(shape, axis).Count;
            length += extent <= MaximumExtent ? checked(extent * extent) : 0;
        }

        return length;
    }

    /// <summary>Adds the products of the gradient's slices to a factor.</summary>
    private void Gather<T>(UnitView axis, ReadOnlySpan<T> gradient, Span<T> factor, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<T> products = new(factor.Length);
        int size = axis.Count;
        if (axis.Inner == 1)
        {
            MatrixProduct.MultiplyTransposedLeft(gradient, gradient, products.Span, size, axis.Outer, size, degree: degree);
        }
        else
        {
            int block = size * axis.Inner;
            for (int outer = 0; outer < axis.Outer; outer++)
            {
                ReadOnlySpan<T> slices = gradient.Slice(outer * block, block);
                MatrixProduct.MultiplyTransposedRight(
                    slices,
                    slices,
                    products.Span,
                    size,
                    axis.Inner,
                    size,
                    accumulate: outer > 0,
                    degree
                );
            }
        }

        if (Decay is { } decay)
        {
            TensorPrimitives.Multiply(factor, T.CreateTruncating(decay), factor);
            TensorPrimitives.MultiplyAdd(products.Span, T.CreateTruncating(1 - decay), factor, factor);
        }
        else
        {
            TensorPrimitives.Add(factor, products.Span, factor);
        }
    }

    /// <summary>The root, in double precision whatever T is: what is small in a factor is large in its inverse.</summary>
    private void TakeRoot<T>(ReadOnlySpan<T> factor, Span<T> root, int size, double exponent, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<double> matrix = new(factor.Length);
        using Scratch<double> power = new(factor.Length);
        TensorPrimitives.ConvertTruncating(factor, matrix.Span);
        for (int i = 0; i < size; i++)
        {
            matrix.Span[(i * size) + i] += Epsilon;
        }

        SymmetricRoots.Power(matrix.Span, size, exponent, power.Span, degree);
        TensorPrimitives.ConvertTruncating<double, T>(power.Span, root);
    }

    /// <summary>Multiplies a tensor by a symmetric matrix along one axis.</summary>
    private static void Apply<T>(UnitView axis, ReadOnlySpan<T> root, ReadOnlySpan<T> tensor, Span<T> product, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = axis.Count;
        if (axis.Inner == 1)
        {
            MatrixProduct.Multiply(tensor, root, product, axis.Outer, size, size, degree: degree);
            return;
        }

        int block = size * axis.Inner;
        for (int start = 0; start < tensor.Length; start += block)
        {
            MatrixProduct.Multiply(
                root,
                tensor.Slice(start, block),
                product.Slice(start, block),
                size,
                size,
                axis.Inner,
                degree: degree
            );
        }
    }
}
