using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Averages;

public sealed class SnapshotTests
{
    private static readonly TensorLayout One = new([("x", new Shape(1))]);

    [Fact]
    public void The_newest_are_kept() =>
        Assert.Equal(
            [(6, 6), (8, 8)],
            Run(Snapshots.Every(2, keep: 2), 9).Items.Select(item => (item.Step, item.Parameters["x"][0]))
        );

    [Fact]
    public void Restarts_of_growing_waves_are_their_ends()
    {
        Schedule schedule = Schedule.CosineRestarts(0.1, 0.0, 3, growth: 2);
        long[] steps = [.. Run(Snapshots.AtRestarts(schedule), 25).Items.Select(item => item.Step)];
        Assert.Equal([3, 9, 21], steps);
        Assert.All(steps, step => Assert.Equal(0.1, schedule.At(step)));
        Assert.Throws<ArgumentException>(() => Snapshots.AtRestarts(0.1));
    }

    [Fact]
    public void A_checkpoint_is_restored_from_the_first_state()
    {
        Snapshots snapshots = Snapshots.Every(2);
        SnapshotState<double> state = Run(snapshots, 5);
        OptimizerState<double> restored = Run(snapshots, 0)
            .Restore(state.Step, state.Tensors.ToDictionary(), state.Scalars.ToDictionary());
        Assert.Equal(state, restored);
        Assert.Throws<ArgumentException>(() =>
            state.Restore(
                5,
                new Dictionary<string, TensorSet<double>> { ["snapshot.9"] = TensorSet<double>.Zeros(One) },
                state.Scalars.ToDictionary()
            )
        );
    }

    [Fact]
    public void A_snapshot_owns_its_memory()
    {
        Snapshots snapshots = Snapshots.Every(1);
        TensorSet<double> parameters = TensorSet<double>.Zeros(One);
        SnapshotState<double> state = snapshots.Update(snapshots.Init(parameters), parameters);
        TensorBuffer<double>.Claim(parameters, "a test").Span.Fill(1);
        Assert.Equal(0, state.Items[0].Parameters["x"][0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Snapshots.Every(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Snapshots.Every(1, keep: 0));
    }

    private static SnapshotState<double> Run(Snapshots snapshots, int updates)
    {
        SnapshotState<double> state = snapshots.Init(TensorSet<double>.Zeros(One));
        for (int update = 1; update <= updates; update++)
        {
            state = snapshots.Update(state, TensorSet<double>.Unflatten(One, [update]));
        }

        return state;
    }
}
