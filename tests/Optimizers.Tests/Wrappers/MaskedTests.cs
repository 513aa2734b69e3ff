using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Wrappers;

public sealed class MaskedTests
{
    private static readonly ParameterFilter Bias = ParameterFilter.Named("*.bias");

    public static TheoryData<bool, bool> Cases =>
        new()
        {
            { true, true },
            { true, false },
            { false, true },
            { false, false },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Elsewhere_what_comes_in_goes_out(bool rules, bool donate)
    {
        IGradientTransformation inner = rules ? new Scale(3.0) : Chain.Of(new Plain(), new Scale(6.0));
        TensorSet<double> moved = Problems.Run<double>(new Masked(inner, Bias), Problems.Ragged, 1, donate).Parameters;
        TensorSet<double> start = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, 2);
        Assert.Equal((start + (3 * gradients))["dense1.bias"].ToArray(), moved["dense1.bias"].ToArray());
        Assert.Equal((start + gradients)["dense2.weight"].ToArray(), moved["dense2.weight"].ToArray());
        Assert.Equal(start["table"].ToArray(), moved["table"].ToArray());
    }

    [Fact]
    public void State_and_norms_are_those_of_the_matched_tensors()
    {
        Masked masked = new(Chain.Of(new ClipByGlobalNorm(1e-3), new Trace { Momentum = 0 }), Bias);
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        OptimizerState<double> state = masked.Init(parameters);
        Assert.Equal(["dense1.bias"], Assert.Single(state.Tensors).Value.Layout.Slots.Select(slot => slot.Name));
        TensorSet<double> updates = masked.Update(parameters, state, parameters).Updates;
        Assert.Equal(1e-3, updates.Select(Bias).Norm(), 12);
    }

    [Fact]
    public void In_a_chain_with_frozen_tensors_it_sees_neither_them_nor_the_others()
    {
        Chain chain = Chain.Of(
            new Masked(new Trace(), ParameterFilter.RankAtLeast(2)),
            new Freeze(ParameterFilter.Named("dense2.*")),
            new Sgd()
        );
        OptimizerState<float> state = chain.Init(Problems.Values<float>(Problems.Ragged, 1));
        Assert.Equal(
            ["dense1.weight"],
            state
                .Tensors.First(tensor => tensor.Key.EndsWith("velocity", StringComparison.Ordinal))
                .Value.Layout.Slots.Select(slot => slot.Name)
        );
    }
}
