using System.Globalization;
using System.Numerics.Tensors;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Replaces a matrix by the nearly orthogonal one with the same singular vectors, times a factor of its shape: the scaling of Muon.</summary>
/// <remarks>
/// <para>
/// <c>u = s · O</c> with <c>O</c> the <see cref="NewtonSchulz"/> iterate of g and <c>s = √max(1, outputs / inputs)</c>, or <c>s = c √max(rows, columns)</c> with
/// <see cref="MatchedRootMeanSquare"/> c. With <see cref="Adaptive"/>, <c>u = s ⟨g, O⟩ O</c>.
/// </para>
/// <para>
/// Rows are inputs and columns outputs, as dense weights are stored here; with <see cref="OutputsFirst"/> rows are outputs, as PyTorch stores them.
/// </para>
/// <para>
/// Differences: Optax's <c>scale_by_muon</c> has the momentum in it, which here is <see cref="ScaleByAverage"/>; it stores (inputs, outputs), as here. PyTorch's <c>Muon</c> stores (outputs, inputs), and
/// its factor <c>match_rms_adamw</c> is <see cref="MatchedRootMeanSquare"/> 0.2.
/// </para>
/// <para>K. Jordan et al., "Muon: An Optimizer for Hidden Layers in Neural Networks", 2024. The factor with c = 0.2: J. Liu et al., "Muon is Scalable for LLM Training", arXiv 2502.16982, 2025.</para>
/// </remarks>
[TensorRule]
public sealed partial record Orthogonalize : IGradientTransformation
{
    /// <summary>Matches the tensors that the rule can be applied to: those of rank 2.</summary>
    public static ParameterFilter Matrices { get; } = ParameterFilter.RankAtLeast(2).And(ParameterFilter.RankAtLeast(3).Not());

    /// <summary>The iteration.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public NewtonSchulz Iteration
    {
        get;
        init => field = Setting.NotNull(value, nameof(Iteration));
    } = new();

    /// <summary>Whether the result is multiplied by its inner product with what came in, so that its size follows that of the gradients.</summary>
    public bool Adaptive { get; init; }

    /// <summary>
    /// The root mean square c that updates should have whatever the shape, 0.2 for that of Adam; not negative. Null: the factor √max(1, outputs / inputs).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double? MatchedRootMeanSquare
    {
        get;
        init => field = value is { } given ? Require.NotNegative(given, nameof(MatchedRootMeanSquare)) : null;
    }

    /// <summary>Whether weights are stored (outputs, inputs) instead of (inputs, outputs).</summary>
    public bool OutputsFirst { get; init; }

    /// <summary>Which tensors the rule applies to, all of rank 2; elsewhere what comes in goes out.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ParameterFilter Where
    {
        get;
        init => field = Setting.NotNull(value, nameof(Where));
    } = Matrices;

    long ITensorRule.DividesFrom => 0;

    void ITensorRule.Check(TensorSlot slot)
    {
        if (slot.Shape.Rank != 2)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Orthogonalize needs matrices, but {slot} has rank {slot.Shape.Rank}: leave it out by the filter Where."
                )
            );
        }
    }

    void ITensorRule.Run<T>(TensorWork<T> work)
    {
        int rows = work.Slot.Shape[0];
        int columns = work.Slot.Shape[1];
        Iteration.Orthogonalize(work.Gradient, work.Update, rows, columns, work.Degree);
        double factor = MatchedRootMeanSquare is { } rms
            ? Math.Sqrt(Math.Max(rows, columns)) * rms
            : Math.Sqrt(Widening(rows, columns));
        if (Adaptive)
        {
            factor *= Reduction.Dot(work.Gradient, work.Update, work.Degree);
        }

        TensorPrimitives.Multiply(work.Update, T.CreateTruncating(factor), work.Update);
    }

    private double Widening(int rows, int columns)
    {
        (int inputs, int outputs) = OutputsFirst ? (columns, rows) : (rows, columns);
        return inputs == 0 ? 1 : Math.Max(1, (double)outputs / inputs);
    }
}
