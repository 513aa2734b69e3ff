namespace Pullback.Optimizers;

/// <summary>A value that is multiplied by a factor at given steps.</summary>
public sealed class PiecewiseConstantSchedule : Schedule
{
    private readonly (long Step, double Factor)[] _changes;

    internal PiecewiseConstantSchedule(double initial, IEnumerable<(long Step, double Factor)> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        Initial = Require.Finite(initial);
        (long Step, double Factor)[] given =
        [
            .. changes.Select(
                (change, i) =>
                    (
                        Require.NotNegative(change.Step, ItemName(nameof(changes), i, nameof(change.Step))),
                        Require.Finite(change.Factor, ItemName(nameof(changes), i, nameof(change.Factor)))
                    )
            ),
        ];
        _changes = [.. given.OrderBy(change => change.Step)];
    }

    /// <summary>The value before the first change.</summary>
    public double Initial { get; }

    /// <summary>The steps and the factors, in the order of the steps.</summary>
    public IReadOnlyList<(long Step, double Factor)> Changes => Array.AsReadOnly(_changes);

    private protected override double Evaluate(long step)
    {
        double value = Initial;
        foreach ((long from, double factor) in _changes)
        {
            value = step >= from ? value * factor : value;
        }

        return value;
    }

    private protected override SettingsDescription Describe() =>
        new("PiecewiseConstant", ("initial", Initial), ("changes", new ValueList<(long, double)>(_changes)));
}

public abstract partial class Schedule
{
    /// <summary>A value that is multiplied by a factor at given steps. Optax's <c>piecewise_constant_schedule</c>.</summary>
    /// <param name="initial">The value before the first change.</param>
    /// <param name="changes">The steps from which on a factor counts, and the factors; one step may occur several times.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="changes"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A step is negative, or a number is not finite.</exception>
    public static Schedule PiecewiseConstant(double initial, IEnumerable<(long Step, double Factor)> changes) =>
        new PiecewiseConstantSchedule(initial, changes);

    /// <summary>A value that is multiplied by one factor at each milestone. PyTorch's <c>MultiStepLR</c>.</summary>
    /// <param name="initial">The value before the first milestone.</param>
    /// <param name="factor">What the value is multiplied by.</param>
    /// <param name="milestones">The steps from which on the factor counts once more; one may occur several times.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="milestones"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A milestone is negative, or a number is not finite.</exception>
    public static Schedule MultiStep(double initial, double factor, IEnumerable<long> milestones)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        _ = Require.Finite(factor);
        return PiecewiseConstant(
            initial,
            milestones.Select((step, i) => (Require.NotNegative(step, ItemName(nameof(milestones), i)), factor))
        );
    }
}
