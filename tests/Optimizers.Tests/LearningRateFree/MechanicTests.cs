using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.LearningRateFree;

/// <summary>What Mechanic does beyond the laws and the reference trajectories.</summary>
public sealed class MechanicTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-2)]
    [InlineData(1e-4)]
    public void It_finds_a_scale_for_any_rate_of_the_inner_optimizer(double rate)
    {
        Mechanic mechanic = new(new Adam { LearningRate = rate });
        StepResult<double> result = Bowl.Run(mechanic, 400);
        Assert.True(Bowl.Loss(result.Parameters) < 0.05 * Bowl.Loss(Bowl.Start), $"{Bowl.Loss(result.Parameters)}");
    }

    [Fact]
    public void Frozen_tensors_are_not_remembered()
    {
        Mechanic mechanic = new(new Sgd());
        MechanicState<double> state = (MechanicState<double>)mechanic.Init(Problems.Values<double>(Problems.Ragged, 1));
        Assert.DoesNotContain(state.Reference.Layout.Slots, slot => !slot.Trainable);
        Assert.Equal(Problems.Ragged.Slots.Count - 1, state.Reference.Layout.Slots.Count);
    }

    [Fact]
    public void A_state_with_another_number_of_memories_is_refused()
    {
        TensorSet<double> at = Bowl.Start;
        OptimizerState<double> state = new Mechanic(new Sgd()) { MemoryCount = 2 }.Init(at);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new Mechanic(new Sgd()).Update(at, state, at));
        Assert.Contains("memoryCount: 6", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_without_one_of_its_numbers_is_refused()
    {
        OptimizerState<double> state = new Mechanic(new Adam()).Init(Bowl.Start);
        Dictionary<string, double> scalars = new(state.Scalars, StringComparer.Ordinal);
        Assert.True(scalars.Remove("reward3"));
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            state.Restore(0, new Dictionary<string, TensorSet<double>>(state.Tensors, StringComparer.Ordinal), scalars)
        );
        Assert.Contains("reward3", refused.Message, StringComparison.Ordinal);
        scalars["reward3"] = 0;
        scalars["another"] = 0;
        refused = Assert.Throws<ArgumentException>(() =>
            state.Restore(0, new Dictionary<string, TensorSet<double>>(state.Tensors, StringComparer.Ordinal), scalars)
        );
        Assert.Contains("another", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_out_of_their_bounds_are_refused()
    {
        Mechanic mechanic = new(new Sgd());
        Assert.Throws<ArgumentNullException>(() => new Mechanic(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => mechanic with { InitialScale = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => mechanic with { WeightDecay = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => mechanic with { Epsilon = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => mechanic with { MemoryCount = 0 });
    }

    [Fact]
    public void Equal_settings_are_equal_and_print_themselves()
    {
        Assert.Equal(new Mechanic(new Sgd()), new Mechanic(new Sgd()));
        Assert.NotEqual(new Mechanic(new Sgd()), new Mechanic(new Sgd()) { MemoryCount = 3 });
        Assert.Contains("initialScale: 1E-06", new Mechanic(new Sgd()).ToString(), StringComparison.Ordinal);
    }
}
