using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Wrappers;

/// <summary>Which parameters a wrapped optimizer is to be evaluated at.</summary>
public sealed class EvaluationTests
{
    private static readonly ParameterFilter Bias = ParameterFilter.Named("*.bias");

    [Fact]
    public void Of_lookahead_the_slow_weights()
    {
        Lookahead optimizer = new(new Sgd { LearningRate = 0.1 }) { SyncPeriod = 3 };
        StepResult<double> result = Problems.Run<double>(Chain.Of(new Plain(), optimizer), Problems.Ragged, 4, donate: true);
        TensorSet<double> evaluated = Chain.Of(new Plain(), optimizer).EvaluationParameters(result.Parameters, result.State);
        LookaheadState<double> state = (LookaheadState<double>)((StagedState<double>)result.State).Parts[1];
        Assert.Equal(state.Slow, evaluated.Select(ParameterFilter.Trainable));
        Assert.Equal(result.Parameters["table"].ToArray(), evaluated["table"].ToArray());
        Assert.NotEqual(result.Parameters, evaluated);
    }

    [Fact]
    public void Of_an_averaged_optimizer_the_average()
    {
        Averaged optimizer = new(new Sgd { LearningRate = 0.1 }, new PolyakAverage());
        StepResult<double> result = Problems.Run<double>(optimizer, Problems.Ragged, 4, donate: true);
        Assert.Equal(
            ((AveragedState<double>)result.State).Average,
            optimizer.EvaluationParameters(result.Parameters, result.State)
        );
    }

    [Fact]
    public void Of_other_wrappers_those_of_the_optimizer_inside()
    {
        IGradientTransformation inner = new ScheduleFreeSgd { LearningRate = 0.1 };
        IGradientTransformation[] wrappers =
        [
            new MultiSteps(inner, 1),
            new ApplyIfFinite(inner),
            new SkipLargeUpdates(inner, 1e9),
            new RestartEvery(inner, 100),
            new InjectHyperparameters([], _ => inner),
            new Masked(inner, ParameterFilter.All),
            Partition.Of(new ParameterGroup(ParameterFilter.All, inner)),
        ];
        StepResult<double> plain = Problems.Run<double>(inner, Problems.Ragged, 3, donate: true);
        TensorSet<double> expected = inner.EvaluationParameters(plain.Parameters, plain.State);
        Assert.NotEqual(plain.Parameters, expected);
        Assert.All(
            wrappers,
            wrapper =>
            {
                StepResult<double> result = Problems.Run<double>(wrapper, Problems.Ragged, 3, donate: true);
                Assert.Equal(expected, wrapper.EvaluationParameters(result.Parameters, result.State));
            }
        );
    }

    [Fact]
    public void Of_groups_each_its_own()
    {
        IGradientTransformation averaging = new ScheduleFreeSgd { LearningRate = 0.1 };
        Partition partition = Partition.Of(new ParameterGroup(Bias, averaging)).Otherwise(new Sgd());
        StepResult<double> result = Problems.Run<double>(partition, Problems.Ragged, 3, donate: true);
        TensorSet<double> evaluated = partition.EvaluationParameters(result.Parameters, result.State);
        Assert.Equal(result.Parameters.Select(Bias.Not()), evaluated.Select(Bias.Not()));
        Assert.NotEqual(result.Parameters.Select(Bias), evaluated.Select(Bias));
    }

    public static TheoryData<IGradientTransformation> Last =>
        [
            // What comes after the average has parameters of its own to predict with, or only might have.
            Chain.Of(new Lookahead(new Sgd { LearningRate = 0.1 }), new ApplyIfFinite(new ClipByValue(10))),
            Chain.Of(new Lookahead(new Sgd { LearningRate = 0.1 }), new Masked(new ConstrainNorms(100), Bias.Not())),
            Chain.Of(new Freeze(Bias), new Lookahead(new Sgd { LearningRate = 0.1 })),
            Chain.Of(new Lookahead(new Sgd { LearningRate = 0.1 }), new Freeze(Bias)),
            Chain.Of(new ApplyIfFinite(new Scale(1)), new ApplyIfFinite(new Lookahead(new Sgd { LearningRate = 0.1 }))),
            new Masked(Chain.Of(new Plain(), new Lookahead(new Sgd { LearningRate = 0.1 })), Bias.Not()),
        ];

    [Theory]
    [MemberData(nameof(Last))]
    public void Of_a_chain_the_slow_weights_of_the_one_that_has_some(IGradientTransformation optimizer)
    {
        StepResult<double> result = Problems.Run<double>(optimizer, Problems.Ragged, 4, donate: true);
        TensorSet<double> slow = result
            .State.Tensors.Single(tensor => tensor.Key.EndsWith("slow", StringComparison.Ordinal))
            .Value;
        TensorSet<double> evaluated = optimizer.EvaluationParameters(result.Parameters, result.State);
        Assert.NotEqual(result.Parameters, evaluated);
        Assert.Equal(slow["dense1.weight"].ToArray(), evaluated["dense1.weight"].ToArray());
    }

    [Fact]
    public void Of_a_chain_that_goes_on_after_it_the_average_of_the_iterates()
    {
        ScheduleFreeSgd averaging = new() { LearningRate = 0.1 };
        Chain chain = Chain.Of(averaging, new Masked(new ConstrainNorms(100), Bias));
        StepResult<double> plain = Problems.Run<double>(averaging, Problems.Ragged, 4, donate: true);
        StepResult<double> result = Problems.Run<double>(chain, Problems.Ragged, 4, donate: true);
        Assert.Equal(
            averaging.EvaluationParameters(plain.Parameters, plain.State)["dense1.weight"].ToArray(),
            chain.EvaluationParameters(result.Parameters, result.State)["dense1.weight"].ToArray()
        );
    }
}
