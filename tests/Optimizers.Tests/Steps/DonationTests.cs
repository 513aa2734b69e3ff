using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>What happens to donated values, and what does not.</summary>
public sealed class DonationTests
{
    private static readonly TensorSet<float> Gradients = Problems.Values<float>(Problems.Ragged, 2);

    [Fact]
    public void Donated_parameters_and_state_are_dead_and_say_to_what()
    {
        AdamW optimizer = new();
        TensorSet<float> parameters = Problems.Values<float>(Problems.Ragged, 1);
        OptimizerState<float> state = optimizer.Init(parameters);
        _ = optimizer.Step(parameters, Gradients, state, donate: true);

        Assert.True(parameters.IsDonated);
        Assert.Contains(
            "AdamW",
            Assert.Throws<InvalidOperationException>(() => parameters.Norm()).Message,
            StringComparison.Ordinal
        );
        Assert.Contains("AdamW", parameters.ToString(), StringComparison.Ordinal);
        Assert.Contains("AdamW", state.ToString(), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() =>
            optimizer.Step(Problems.Values<float>(Problems.Ragged, 1), Gradients, state)
        );
        Assert.False(Gradients.IsDonated);
    }

    [Fact]
    public void A_pure_step_leaves_everything_alive()
    {
        AdamW optimizer = new();
        TensorSet<float> parameters = Problems.Values<float>(Problems.Ragged, 1);
        TensorSet<float> before = parameters.Copy();
        OptimizerState<float> state = optimizer.Init(parameters);
        StepResult<float> first = optimizer.Step(parameters, Gradients, state);
        StepResult<float> second = optimizer.Step(parameters, Gradients, state);
        Assert.Equal(before, parameters);
        Assert.Equal(first, second);
        Assert.NotEqual(first.Parameters, parameters);
    }

    [Fact]
    public void One_buffer_as_two_arguments_is_refused_and_nothing_is_lost()
    {
        Sgd optimizer = new() { Momentum = 0.9 };
        TensorSet<float> parameters = Problems.Values<float>(Problems.Ragged, 1);
        OptimizerState<float> state = optimizer.Init(parameters);
        TensorSet<float> before = parameters.Copy();
        Assert.Throws<ArgumentException>(() => optimizer.Step(parameters, parameters, state, donate: true));
        Assert.Equal(before, parameters);
        _ = optimizer.Step(parameters, parameters, state);

        TensorSet<float> velocity = ((SgdState<float>)state).Velocity;
        Assert.Throws<ArgumentException>(() => optimizer.Step(parameters, velocity, state, donate: true));
        Assert.False(velocity.IsDonated);
    }

    [Fact]
    public void Init_copies_what_starts_as_the_parameters()
    {
        AnchoredDecay rule = new();
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> snapshot = parameters.Copy();
        OptimizerState<double> state = rule.Init(parameters);
        _ = new Sgd().Step(parameters, Problems.Values<double>(Problems.Ragged, 2), new Sgd().Init(parameters), donate: true);
        Assert.Equal(snapshot.Select(ParameterFilter.Trainable).Flatten(), ((AnchoredDecayState<double>)state).Anchor.Flatten());
    }

    [Fact]
    public void A_throwing_schedule_throws_before_anything_is_written()
    {
        AdamW optimizer = new() { LearningRate = Schedule.FromFunc(step => step == 1 ? double.NaN : 0.1) };
        TensorSet<float> parameters = Problems.Values<float>(Problems.Ragged, 1);
        (parameters, OptimizerState<float> state) = optimizer.Step(parameters, Gradients, optimizer.Init(parameters));
        TensorSet<float> before = parameters.Copy();
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() =>
            optimizer.Step(parameters, Gradients, state, donate: true)
        );
        Assert.Contains("step 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ScaleByLearningRate", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, parameters);
        Assert.Equal(state, state);
    }

    [Fact]
    public void A_schedule_that_leaves_its_bound_is_refused_at_the_step_by_name_and_value()
    {
        Adam optimizer = new() { Beta1 = Schedule.Linear(0.5, 1.5, 2) };
        TensorSet<float> parameters = Problems.Values<float>(Problems.Ragged, 1);
        (parameters, OptimizerState<float> state) = optimizer.Step(parameters, Gradients, optimizer.Init(parameters));
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() =>
            optimizer.Step(parameters, Gradients, state)
        );
        Assert.StartsWith(
            "At step 1 of its schedule, ScaleByAdam.Beta1 must be at least 0 and less than 1, but is 1.",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_steady_donated_step_allocates_the_same_few_hundred_bytes_at_every_size()
    {
        TensorLayout one = new([("w", new Shape(64, 10))]);
        TensorLayout hundred = new(Enumerable.Range(0, 100).Select(i => ($"w{i}", new Shape(500, 10))));
        foreach (
            IGradientTransformation optimizer in new[] { new AdamW(), FusedClippedAdam.Create(0.1), FusedClippedAdam.Define(0.1) }
        )
        {
            long small = Allocation.OfSteadyStep(optimizer, one, window: 5);
            Assert.Equal(small, Allocation.OfSteadyStep(optimizer, hundred, window: 5));
            Assert.InRange(small, 1, 1000);
        }
    }
}
