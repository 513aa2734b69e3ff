using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Composition;

public sealed class ChainTests
{
    private static readonly IGradientTransformation Clip = new ClipByGlobalNorm(0.5);
    private static readonly IGradientTransformation Adam = new ScaleByAdam();
    private static readonly IGradientTransformation Rate = new ScaleByLearningRate(0.1);

    [Fact]
    public void Chaining_is_associative()
    {
        Chain left = Chain.Of(Chain.Of(Clip, Adam), Rate);
        Chain right = Chain.Of(Clip, Chain.Of(Adam, Rate));
        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(Problems.Run<float>(left, Problems.Ragged, 4, false), Problems.Run<float>(right, Problems.Ragged, 4, false));
    }

    [Fact]
    public void The_empty_chain_is_the_identity()
    {
        Chain chain = Chain.Of(Chain.Of(), Clip, Chain.Of());
        Assert.Equal(Chain.Of(Clip), chain);
        TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, 2);
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        TransformationResult<double> result = Chain.Of().Update(gradients, Chain.Of().Init(parameters), parameters);
        Assert.Equal(gradients, result.Updates);
        Assert.Equal(1, result.State.Step);
    }

    [Fact]
    public void A_list_and_an_array_make_the_same_chain()
    {
        List<IGradientTransformation> list = [Clip, Adam, Rate];
        Assert.Equal(Chain.Of(Clip, Adam, Rate), Chain.Of(list));
        Assert.Equal([Clip, Adam, Rate], Chain.Of(list).Items);
    }

    [Fact]
    public void Text_shows_the_order_of_application() =>
        Assert.Equal(
            "Chain(ClipByGlobalNorm(maxNorm: 0.5), ScaleByLearningRate(learningRate: 0.1))",
            Chain.Of(Clip, Rate).ToString()
        );

    [Fact]
    public void Rules_in_one_pass_are_the_rules_one_after_another()
    {
        TensorSet<float> parameters = Problems.Values<float>(Problems.Large, 1);
        TensorSet<float> gradients = Problems.Values<float>(Problems.Large, 2);
        IGradientTransformation[] items =
        [
            Clip,
            Adam,
            new AddDecayedWeights(0.1) { Where = ParameterFilter.RankAtLeast(2) },
            Rate,
        ];
        TensorSet<float> expected = gradients;
        foreach (IGradientTransformation item in items)
        {
            expected = item.Update(expected, item.Init(parameters), parameters).Updates;
        }

        Chain chain = Chain.Of(items);
        Assert.Equal(expected, chain.Update(gradients, chain.Init(parameters), parameters).Updates);
    }

    [Fact]
    public void A_norm_in_the_middle_is_that_of_what_comes_in()
    {
        Chain chain = Chain.Of(new Scale(100.0), new ClipByGlobalNorm(2));
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> updates = chain
            .Update(Problems.Values<double>(Problems.Ragged, 2), chain.Init(parameters), parameters)
            .Updates;
        Assert.Equal(2, updates.Norm(), 1e-12);
    }

    [Fact]
    public void A_named_optimizer_can_be_an_element()
    {
        Chain chain = Chain.Of(Clip, new AdamW { LearningRate = 0.1, WeightDecay = 0.01 });
        Chain spelled = Chain.Of(Clip, new ScaleByAdam(), new AddDecayedWeights(0.01), new ScaleByLearningRate(0.1));
        Assert.Equal(
            Problems.Run<float>(spelled, Problems.Ragged, 3, false).Parameters,
            Problems.Run<float>(chain, Problems.Ragged, 3, false).Parameters
        );
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Chain.Of(Clip, null!));
        Assert.Throws<ArgumentNullException>(() => Chain.Of((IEnumerable<IGradientTransformation>)null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => Chain.Of(Clip).WithMaxDegreeOfParallelism(-1));
    }
}
