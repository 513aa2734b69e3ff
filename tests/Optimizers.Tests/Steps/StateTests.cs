using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

public sealed class StateTests
{
    private static readonly TensorLayout Small = new([("w", new Shape(2, 2)), ("b", new Shape(2))]);

    [Fact]
    public void A_state_prints_its_kind_its_step_and_its_tensors()
    {
        OptimizerState<float> state = Problems.Run<float>(new Sgd { Momentum = 0.5 }, Small, 2, donate: false).State;
        Assert.StartsWith("SgdState at step 2\nvelocity: ", state.ToString(), StringComparison.Ordinal);
        Assert.Contains("w 2×2", state.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void States_compare_by_kind_step_and_bits()
    {
        OptimizerState<float> one = Problems.Run<float>(new Adam(), Small, 2, donate: false).State;
        Assert.Equal(one, Problems.Run<float>(new Adam(), Small, 2, donate: true).State);
        Assert.NotEqual(one, Problems.Run<float>(new Adam(), Small, 1, donate: false).State);
        Assert.NotEqual(one, Problems.Run<float>(new AdamW(), Small, 2, donate: false).State);
        Assert.NotEqual(one, Problems.Run<float>(new Adam { Beta1 = 0.8 }, Small, 2, donate: false).State);
    }

    [Fact]
    public void A_state_of_another_optimizer_is_refused_with_both_names()
    {
        TensorSet<float> parameters = Problems.Values<float>(Small, 1);
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            new AdamW().Step(parameters, parameters, new Sgd().Init(parameters))
        );
        Assert.Contains("AdamW", refused.Message, StringComparison.Ordinal);
        Assert.Contains("SgdState", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_for_other_parameters_is_refused_with_the_tensor_that_differs()
    {
        TensorSet<float> parameters = Problems.Values<float>(Small, 1);
        OptimizerState<float> other = new AdamW().Init(
            Problems.Values<float>(new TensorLayout([("w", new Shape(2, 2)), ("b", new Shape(3))]), 1)
        );
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            new AdamW().Step(parameters, parameters.Copy(), other, donate: true)
        );
        Assert.Contains("AdamW", refused.Message, StringComparison.Ordinal);
        Assert.Contains("firstMoment", refused.Message, StringComparison.Ordinal);
        Assert.Contains("b 3", refused.Message, StringComparison.Ordinal);
        Assert.False(parameters.IsDonated);
    }

    [Fact]
    public void A_state_of_a_chain_with_other_rules_is_refused()
    {
        TensorSet<float> parameters = Problems.Values<float>(Small, 1);
        Chain chain = Chain.Of(new ScaleByAdam(), new ScaleByLearningRate(0.1));
        OptimizerState<float> other = Chain.Of(new Trace(), new ScaleByLearningRate(0.1)).Init(parameters);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => chain.Step(parameters, parameters.Copy(), other));
        Assert.Contains("ScaleByAdam.firstMoment, ScaleByAdam.secondMoment", refused.Message, StringComparison.Ordinal);
        Assert.Contains("velocity", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_can_change_in_the_middle_and_the_state_goes_on()
    {
        TensorSet<double> parameters = Problems.Values<double>(Small, 1);
        TensorSet<double> gradients = Problems.Values<double>(Small, 2);
        Sgd fast = new() { LearningRate = 0.1, Momentum = 0.9 };
        (parameters, OptimizerState<double> state) = fast.Step(parameters, gradients, fast.Init(parameters));
        StepResult<double> slow = fast.With(learningRate: 0.05).Step(parameters, gradients, state);
        Assert.Equal(2, slow.State.Step);
        Assert.Equal(parameters["w"][0, 0] - (0.05 * 1.9 * gradients["w"][0, 0]), slow.Parameters["w"][0, 0], 1e-15);
    }

    [Fact]
    public void Names_are_unique_where_two_rules_keep_the_same()
    {
        Chain chain = Chain.Of(new Trace(), new ScaleByAdam(), new Trace());
        OptimizerState<float> state = chain.Init(Problems.Values<float>(Small, 1));
        Assert.Equal(["Trace1.velocity", "firstMoment", "secondMoment", "Trace3.velocity"], state.Tensors.Select(t => t.Key));
    }

    [Fact]
    public void Restoring_with_a_wrong_name_is_refused()
    {
        OptimizerState<float> state = new Sgd { Momentum = 0.9 }.Init(Problems.Values<float>(Small, 1));
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            state.Restore(
                1,
                new Dictionary<string, TensorSet<float>> { ["velocities"] = state.Tensors[0].Value },
                new Dictionary<string, double>()
            )
        );
        Assert.Contains("velocity", refused.Message, StringComparison.Ordinal);
        Assert.Contains("velocities", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_step_counter_saturates()
    {
        Sgd optimizer = new();
        TensorSet<float> parameters = Problems.Values<float>(Small, 1);
        OptimizerState<float> late = optimizer
            .Init(parameters)
            .Restore(
                long.MaxValue,
                new Dictionary<string, TensorSet<float>> { ["velocity"] = TensorSet<float>.Zeros(TensorLayout.Empty) },
                new Dictionary<string, double>()
            );
        Assert.Equal(long.MaxValue, optimizer.Step(parameters, parameters.Copy(), late).State.Step);
    }

    [Fact]
    public void A_state_of_another_kind_with_tensors_of_the_same_names_is_refused()
    {
        TensorSet<double> parameters = Problems.Values<double>(Small, 1);
        TensorSet<double> gradients = Problems.Values<double>(Small, 2);
        (IGradientTransformation From, IGradientTransformation To)[] pairs =
        [
            (Chain.Of(new Trace(), new ScaleByLearningRate(0.1)), Chain.Of(new ScaleByVelocity())),
            (new ApplyIfFinite(new Adam()), new SkipLargeUpdates(new Adam(), 1)),
            (new Averaged(new Sgd(), new PolyakAverage()), new Averaged(new Sgd(), new ExponentialAverage())),
            (Named("one"), Named("two")),
        ];
        Assert.All(
            pairs,
            pair =>
            {
                OptimizerState<double> state = pair.From.Init(parameters);
                Assert.Throws<ArgumentException>(() => pair.To.Step(parameters, gradients, state));
                _ = pair.From.Step(parameters, gradients, state);
            }
        );

        static Partition Named(string name) => Partition.Of(new ParameterGroup(ParameterFilter.All, new Sgd(), name));
    }

    [Fact]
    public void A_count_among_the_numbers_of_a_state_must_be_whole()
    {
        OptimizerState<double> state = new MultiSteps(new Adam(), 3).Init(Problems.Values<double>(Small, 1));
        Assert.Equal(2, state.With("miniStep", 2).GetScalar("miniStep"));
        foreach (double wrong in new[] { 1.9, -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => state.With("miniStep", wrong));
            Assert.Throws<ArgumentOutOfRangeException>(() => state.With("inner.step", wrong));
        }
    }

    [Fact]
    public void Counters_stay_at_their_end()
    {
        TensorSet<double> parameters = Problems.Values<double>(Small, 1);
        TensorSet<double> bad = parameters.Map(_ => double.NaN);
        ApplyIfFinite optimizer = new(new Sgd());
        OptimizerState<double> state = optimizer.Init(parameters);
        state = state.Restore(
            long.MaxValue,
            state.Tensors.ToDictionary(),
            state.Scalars.ToDictionary(
                scalar => scalar.Key,
                scalar => scalar.Key == "total" ? Math.BitDecrement((double)long.MaxValue) : scalar.Value
            )
        );
        (parameters, state) = optimizer.Step(parameters, bad, state, donate: true);
        Assert.Equal(long.MaxValue, state.Step);
        Assert.Equal(1, state.GetScalar("consecutive"));
    }

    [Fact]
    public void A_donated_step_that_is_skipped_ends_the_life_of_the_state_too()
    {
        TensorSet<double> parameters = Problems.Values<double>(Small, 1);
        TensorSet<double> bad = parameters.Map(_ => double.NaN);
        ApplyIfFinite optimizer = new(new MultiSteps(new Lookahead(new Adam()), 2));
        OptimizerState<double> state = optimizer.Init(parameters);
        OptimizerState<double> kept = state.Copy();
        OptimizerState<double> next = optimizer.Step(parameters, bad, state, donate: true).State;
        Assert.All(state.Tensors, tensor => Assert.True(tensor.Value.IsDonated, tensor.Key));
        Assert.Equal(kept.Tensors, next.Tensors);
    }
}
