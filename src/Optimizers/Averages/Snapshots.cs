using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Keeps copies of the parameters at certain steps: every so many, or where a cosine schedule restarts. Their predictions make an ensemble.</summary>
/// <remarks>
/// <para>The parameters after update t are kept when <c>t mod k = 0</c>, or when a wave of the schedule has just ended; of more than n the oldest is dropped.</para>
/// <para>Differences: PyTorch and Optax have no counterpart.</para>
/// <para>G. Huang, Y. Li, G. Pleiss, Z. Liu, J. Hopcroft, K. Weinberger, "Snapshot Ensembles: Train 1, Get M for Free", ICLR 2017.</para>
/// </remarks>
public sealed record Snapshots
{
    private Snapshots(long every, CosineRestartsSchedule? restarts, int keep)
    {
        EverySteps = every;
        Restarts = restarts;
        Keep = (int)Require.AtLeastOne(keep, nameof(keep));
    }

    /// <summary>After how many updates parameters are kept; 0 when a schedule says when.</summary>
    public long EverySteps { get; }

    /// <summary>The schedule whose restarts say when parameters are kept, or null.</summary>
    public Schedule? Restarts { get; }

    /// <summary>How many snapshots are kept: the newest.</summary>
    public int Keep { get; }

    /// <summary>Snapshots every so many updates.</summary>
    /// <param name="steps">How many; at least 1.</param>
    /// <param name="keep">How many snapshots are kept; at least 1.</param>
    /// <returns>The snapshots.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its bound.</exception>
    public static Snapshots Every(long steps, int keep = int.MaxValue) => new(Require.AtLeastOne(steps), null, keep);

    /// <summary>Snapshots at the end of each wave of a cosine schedule with warm restarts, where its value is lowest.</summary>
    /// <param name="schedule">What <see cref="Schedule.CosineRestarts"/> returned; the learning rate that is trained with.</param>
    /// <param name="keep">How many snapshots are kept; at least 1.</param>
    /// <returns>The snapshots.</returns>
    /// <exception cref="ArgumentException">It is another kind of schedule.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="keep"/> is out of its bound.</exception>
    public static Snapshots AtRestarts(Schedule schedule, int keep = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule is CosineRestartsSchedule restarts
            ? new(0, restarts, keep)
            : throw new ArgumentException(
                $"Restarts are those of a schedule made by Schedule.CosineRestarts, but got {schedule}.",
                nameof(schedule)
            );
    }

    /// <summary>The state before the first update: no snapshot.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">The first parameters: their layout.</param>
    /// <returns>The state at step 0.</returns>
#pragma warning disable CA1822 // It reads no setting, but is a member of the value like those of all averages.
    public SnapshotState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new SnapshotState<T>(0, parameters.Layout, []);
    }
#pragma warning restore CA1822

    /// <summary>The state after the parameters of one more step, which are copied when their time has come.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="state">The state so far; unchanged.</param>
    /// <param name="parameters">The newest parameters.</param>
    /// <returns>The next state; it shares the older snapshots.</returns>
    /// <exception cref="ArgumentException">The parameters have another layout.</exception>
    public SnapshotState<T> Update<T>(SnapshotState<T> state, TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(parameters);
        Throw.IfLayoutDiffers(parameters.Layout, state.Layout, nameof(parameters));
        long step = state.NextStep;
        bool due = Restarts is CosineRestartsSchedule restarts ? restarts.IsRestart(step) : step % EverySteps == 0;
        return new SnapshotState<T>(
            step,
            state.Layout,
            due ? [.. state.Items.TakeLast(Keep - 1), new Snapshot<T>(step, parameters.Copy())] : [.. state.Items]
        );
    }

    /// <summary>When parameters are kept, and how many.</summary>
    /// <returns>For example <c>Snapshots(every: 100, keep: 5)</c>.</returns>
    public override string ToString() =>
        Restarts is null
            ? string.Create(CultureInfo.InvariantCulture, $"Snapshots(every: {EverySteps}, keep: {Keep})")
            : string.Create(CultureInfo.InvariantCulture, $"Snapshots(atRestarts: {Restarts}, keep: {Keep})");
}
