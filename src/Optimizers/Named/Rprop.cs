namespace Pullback.Optimizers;

/// <summary>Rprop: steps by the signs of the gradients, of sizes that each parameter adapts; for whole-batch gradients.</summary>
/// <remarks>
/// <para>
/// <c>s = min(s η₊, s_max)</c> where <c>g g_before &gt; 0</c>, <c>s = max(s η₋, s_min)</c> where it is negative; <c>p ← p − s sign(g)</c>. Where the sign changes,
/// <see cref="Form"/> says what happens.
/// </para>
/// <para>
/// Differences: none in the form <see cref="RpropForm.Skipping"/>, as PyTorch's <c>Rprop</c>, whose learning rate is <see cref="InitialSize"/>. Optax's <c>rprop</c> is
/// one step late.
/// </para>
/// <para>
/// M. Riedmiller, H. Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", 1993; C. Igel, M. Hüsken, "Improving the
/// Rprop Learning Algorithm", 2000.
/// </para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Rprop : IGradientTransformation
{
    /// <summary>The size of the first step; above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Positive]
    public partial double InitialSize { get; init; } = 1e-2;

    /// <summary>The factor η₋ of the size where the gradient changes its sign: above 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Shrinking]
    public partial double Shrinkage { get; init; } = 0.5;

    /// <summary>The factor η₊ of the size where the gradient keeps its sign; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double Growth
    {
        get;
        init => field = Require.AtLeast(value, 1, nameof(Growth));
    } = 1.2;

    /// <summary>The smallest size; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double MinSize { get; init; } = 1e-6;

    /// <summary>The largest size; above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Positive]
    public partial double MaxSize { get; init; } = 50.0;

    /// <summary>What happens where the gradient changes its sign.</summary>
    public RpropForm Form { get; init; }

    private Chain Define() =>
        Chain.Of(
            new ScaleByRprop
            {
                InitialSize = InitialSize,
                Shrinkage = Shrinkage,
                Growth = Growth,
                MinSize = MinSize,
                MaxSize = MaxSize,
                SkipsReversals = Form == RpropForm.Skipping,
                Where = Form == RpropForm.Backtracking ? ParameterFilter.None : ParameterFilter.All,
            },
            new ScaleByRpropBacktracking
            {
                InitialSize = InitialSize,
                Shrinkage = Shrinkage,
                Growth = Growth,
                MinSize = MinSize,
                MaxSize = MaxSize,
                Where = Form == RpropForm.Backtracking ? ParameterFilter.All : ParameterFilter.None,
            },
            new ScaleByLearningRate(1.0)
        );
}
