using System.Globalization;
using System.Numerics;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>The norm of several tensors together, of any order.</summary>
public static class TotalNorm
{
    /// <summary>The norm <c>(Σ |xᵢ|^q)^(1/q)</c> of all elements of a set; for q = ∞ the largest magnitude.</summary>
    /// <remarks>
    /// Summed in double precision, in blocks of fixed length, so that the bits depend on lengths and values alone. For orders other than 2 and ∞ powers may overflow: then the
    /// norm is infinite. Nothing has the norm 0; an element that is NaN makes it NaN.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="set">The tensors.</param>
    /// <param name="order">The order q: at least 1; <see cref="double.PositiveInfinity"/> is one.</param>
    /// <returns>The norm.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is NaN or below 1.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public static double Of<T>(TensorSet<T> set, double order = 2)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(set);
        return Of(set, [.. Enumerable.Range(0, set.Layout.Slots.Count)], RequireOrder(order, nameof(order)), degree: 1);
    }

    /// <summary>The norm of some tensors of a set: the norm of their norms.</summary>
    internal static double Of<T>(TensorSet<T> set, ReadOnlySpan<int> tensors, double order, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<double> norms = new(tensors.Length);
        for (int i = 0; i < tensors.Length; i++)
        {
            norms.Span[i] = Of(set.Slot(tensors[i]), order, degree);
        }

        set.CheckAlive();
        return Of<double>(norms.Span, order, degree: 1);
    }

    internal static double RequireOrder(double order, string name) =>
        order >= 1
            ? order
            : throw new ArgumentOutOfRangeException(
                name,
                string.Create(CultureInfo.InvariantCulture, $"{name} must be at least 1 or infinity, but is {order}.")
            );

    private static double Of<T>(ReadOnlySpan<T> x, double order, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int ownDegree = x.Length < RuleJob.ParallelLength ? 1 : degree;
        return order switch
        {
            2 => Reduction.Norm(x, ownDegree),
            double.PositiveInfinity => LargestMagnitude(x, ownDegree),
            _ => Math.Pow(SumOfPowers(x, order, ownDegree), 1 / order),
        };
    }

    private static double LargestMagnitude<T>(ReadOnlySpan<T> x, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<double> blocks = new(ElementBlocks.PartCount(x.Length));
        PowerJob<T> job = new(x, double.PositiveInfinity, (int)RuleJob.PartLength, blocks.Span);
        Workers.Run(ref job, blocks.Span.Length, degree);
        return Reduction.MaxNorm<double>(blocks.Span);
    }

    private static double SumOfPowers<T>(ReadOnlySpan<T> x, double order, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<double> blocks = new(Reduction.BlockCount(x.Length));
        PowerJob<T> job = new(x, order, Reduction.BlockLength, blocks.Span);
        Workers.Run(ref job, blocks.Span.Length, degree);
        return Reduction.Combine(blocks.Span);
    }
}
