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
    [ExposesSettings(except: nameof(ScaleByRprop.SkipsReversals))]
    private ScaleByRprop Skipping { get; init; } = new();

    [ExposesSettings]
    private ScaleByRpropBacktracking Backtracking { get; init; } = new();

    /// <summary>What happens where the gradient changes its sign.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The enumeration has no such value.</exception>
    public partial RpropForm Form { get; init; }

    private Chain Define() =>
        Chain.Of(
            Skipping with
            {
                SkipsReversals = Form == RpropForm.Skipping,
                Where = Form == RpropForm.Backtracking ? ParameterFilter.None : ParameterFilter.All,
            },
            Backtracking with
            {
                Where = Form == RpropForm.Backtracking ? ParameterFilter.All : ParameterFilter.None,
            },
            new ScaleByLearningRate(1.0)
        );
}
