namespace Pullback.Testing;

/// <summary>What <see cref="OptimizerLaws"/> draws, and how close float and double have to stay.</summary>
public sealed record OptimizerLawOptions
{
    /// <summary>Options with the default values.</summary>
    public static OptimizerLawOptions Default { get; } = new();

    /// <summary>How many steps a trajectory has.</summary>
    public int Steps { get; init; } = 4;

    /// <summary>
    /// The difference between trajectories in float and in double, relative to max(1, |double|). Infinity for rules that jump, such as those that use the
    /// sign of a gradient: there a rounding error may turn a whole step around.
    /// </summary>
    public double SingleTolerance { get; init; } = 1e-3;

    /// <summary>Whether slots that are not trainable must stay as they are. False for a bare transformation that knows nothing of parameters.</summary>
    public bool KeepsFrozen { get; init; } = true;

    /// <summary>
    /// Whether every step is given <see cref="Pullback.Optimizers.StepInputs{T}"/> in full: loss, metric, gradient function and curvature of a random convex quadratic that has
    /// the step's gradients. False for a transformation that is to run without them.
    /// </summary>
    public bool GivesInputs { get; init; } = true;

    /// <summary>The least value of that quadratic, for rules that are told it.</summary>
    public double LossMinimum { get; init; }

    /// <summary>
    /// By how much updates may differ that should be equal, relative to max(1, |update|), in <see cref="OptimizerLaws.CheckScaleInvariance"/> and
    /// <see cref="OptimizerLaws.CheckOrderInvariance"/>; 0 asks for the same bits.
    /// </summary>
    public double InvarianceTolerance { get; init; }

    /// <summary>How many cases a <c>Verify</c> runs.</summary>
    public int Cases { get; init; } = 60;

    /// <summary>The first case of a <c>Verify</c>; the others follow it.</summary>
    public CheckCase? First { get; init; }

    /// <summary>These options, but running the one case that a report names.</summary>
    /// <param name="seed">The seed in the report.</param>
    /// <param name="size">The size in the report.</param>
    /// <param name="grid">The grid in the report.</param>
    /// <returns>Options for a <c>Verify</c>.</returns>
    public OptimizerLawOptions Replay(long seed, int size, int grid = 0) =>
        this with
        {
            First = new CheckCase(seed, size, grid),
            Cases = 1,
        };

    /// <summary>A copy with some of the numbers changed, for languages without <c>with</c>.</summary>
    /// <param name="steps">The new <see cref="Steps"/>.</param>
    /// <param name="singleTolerance">The new <see cref="SingleTolerance"/>.</param>
    /// <param name="keepsFrozen">The new <see cref="KeepsFrozen"/>.</param>
    /// <param name="cases">The new <see cref="Cases"/>.</param>
    /// <param name="givesInputs">The new <see cref="GivesInputs"/>.</param>
    /// <param name="lossMinimum">The new <see cref="LossMinimum"/>.</param>
    /// <param name="invarianceTolerance">The new <see cref="InvarianceTolerance"/>.</param>
    /// <returns>The changed copy.</returns>
    public OptimizerLawOptions With(
        int? steps = null,
        double? singleTolerance = null,
        bool? keepsFrozen = null,
        int? cases = null,
        bool? givesInputs = null,
        double? lossMinimum = null,
        double? invarianceTolerance = null
    ) =>
        this with
        {
            Steps = steps ?? Steps,
            SingleTolerance = singleTolerance ?? SingleTolerance,
            KeepsFrozen = keepsFrozen ?? KeepsFrozen,
            Cases = cases ?? Cases,
            GivesInputs = givesInputs ?? GivesInputs,
            LossMinimum = lossMinimum ?? LossMinimum,
            InvarianceTolerance = invarianceTolerance ?? InvarianceTolerance,
        };

    internal IEnumerable<CheckCase> CasesToVerify() =>
        First is { } first && Cases == 1 ? [first] : CheckRunner.Series(First?.Seed ?? 1, Math.Max(1, Cases));
}
