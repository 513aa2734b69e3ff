using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Wrappers;

/// <summary>Hyperparameters that live in the state.</summary>
public sealed class HyperparameterChangeTests
{
    private static InjectHyperparameters Injected =>
        new(
            new Dictionary<string, double> { ["LearningRate"] = 0.1 },
            values => new Adam { LearningRate = values["LearningRate"] }
        );

    [Fact]
    public void A_change_in_mid_run_is_that_of_the_record_and_loses_nothing()
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, 2);
        Adam fast = new() { LearningRate = 0.1 };
        StepResult<double> plain = fast.Step(parameters, gradients, fast.Init(parameters));
        plain = fast.With(learningRate: 0.01).Step(plain.Parameters, gradients, plain.State);

        InjectHyperparameters injected = Injected;
        StepResult<double> wrapped = injected.Step(parameters, gradients, injected.Init(parameters));
        wrapped = injected.Step(wrapped.Parameters, gradients, wrapped.State.With("LearningRate", 0.01), donate: true);
        Assert.Equal(plain.Parameters, wrapped.Parameters);
        Assert.Equal(plain.State, ((InjectedState<double>)wrapped.State).Inner);
    }

    [Fact]
    public void A_number_is_found_inside_of_chains_and_wrappers()
    {
        IGradientTransformation nested = Chain.Of(new ClipByGlobalNorm(1), new Plain(), new Lookahead(Injected));
        OptimizerState<double> state = nested.Init(Problems.Values<double>(Problems.Ragged, 1));
        Assert.Equal(0.1, state.GetScalar("LearningRate"));
        OptimizerState<double> changed = state.With("LearningRate", 0.5);
        Assert.Equal(0.5, changed.GetScalar("3.inner.LearningRate"));
        Assert.Equal(0.1, state.GetScalar("LearningRate"));
    }

    [Fact]
    public void A_restored_state_goes_on_with_its_numbers()
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        OptimizerState<double> saved = Injected.Init(parameters).With("LearningRate", 0.7);
        InjectHyperparameters later = Injected;
        OptimizerState<double> restored = later
            .Init(parameters)
            .Restore(saved.Step, saved.Tensors.ToDictionary(), saved.Scalars.ToDictionary());
        TensorSet<double> expected = new Adam { LearningRate = 0.7 }
            .Step(parameters, parameters, new Adam().Init(parameters))
            .Parameters;
        Assert.Equal(expected, later.Step(parameters, parameters, restored).Parameters);
        Assert.Equal(expected, later.Step(parameters, parameters, saved).Parameters);
    }

    [Fact]
    public void Names_and_values_that_make_no_sense_are_refused()
    {
        OptimizerState<double> state = Injected.Init(Problems.Values<double>(Problems.Ragged, 1));
        Assert.Contains(
            "LearningRate",
            Assert.Throws<ArgumentException>(() => state.With("Rate", 1)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => state.With("LearningRate", double.NaN));
        Partition twice = Partition.Of(new ParameterGroup(ParameterFilter.Named("*.bias"), Injected)).Otherwise(Injected);
        Assert.Contains(
            "several",
            Assert
                .Throws<ArgumentException>(() => twice.Init(Problems.Values<double>(Problems.Ragged, 1)).With("LearningRate", 1))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() =>
            new InjectHyperparameters(new Dictionary<string, double> { ["a.b"] = 1 }, _ => new Adam())
        );
    }
}
