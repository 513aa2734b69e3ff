using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Composition;

/// <summary>Masks, freezing, tensors that are not trainable.</summary>
public sealed class MaskTests
{
    private static readonly TensorSet<double> Parameters = Problems.Values<double>(Problems.Ragged, 1);
    private static readonly TensorSet<double> Gradients = Problems.Values<double>(Problems.Ragged, 2);

    [Fact]
    public void Decay_touches_only_what_its_mask_selects()
    {
        AddDecayedWeights decay = new(0.5) { Where = ParameterFilter.Named("*.weight") };
        TensorSet<double> updates = decay.Update(Gradients, decay.Init(Parameters), Parameters).Updates;
        Assert.Equal(Gradients["dense1.bias"], updates["dense1.bias"]);
        Assert.Equal(
            Gradients["dense2.weight"][1, 1] + (0.5 * Parameters["dense2.weight"][1, 1]),
            updates["dense2.weight"][1, 1]
        );
    }

    [Fact]
    public void A_masked_rule_keeps_state_for_what_it_changes_only()
    {
        Trace trace = new() { Where = ParameterFilter.RankAtLeast(2) };
        TraceState<double> state = Assert.IsType<TraceState<double>>(trace.Init(Parameters));
        Assert.Equal(["dense1.weight", "dense2.weight"], state.Velocity.Layout.Slots.Select(s => s.Name));
    }

    [Fact]
    public void Frozen_tensors_stay_have_no_state_and_do_not_count_in_norms()
    {
        ParameterFilter frozen = ParameterFilter.Named("dense1.*");
        Chain chain = Chain.Of(new ClipByGlobalNorm(0.1), new ScaleByAdam(), new ScaleByLearningRate(0.1), new Freeze(frozen));
        StepResult<double> result = Problems.Run<double>(chain, Problems.Ragged, 3, donate: true);
        Assert.Equal(Parameters["dense1.weight"], result.Parameters["dense1.weight"]);
        Assert.Equal(Parameters["table"], result.Parameters["table"]);
        Assert.NotEqual(Parameters["dense2.weight"], result.Parameters["dense2.weight"]);
        Assert.All(
            result.State.Tensors,
            slot => Assert.DoesNotContain(slot.Value.Layout.Slots, s => s.Name.StartsWith("dense1", StringComparison.Ordinal))
        );

        // The norm is that of the rest: a huge gradient of a frozen tensor changes nothing.
        TensorSet<double> loud = Gradients.WithTensor("dense1.bias", [1e9, 0, 0, 0, 0, 0, 0]);
        Assert.Equal(
            chain.Step(Parameters, Gradients, chain.Init(Parameters)).Parameters,
            chain.Step(Parameters, loud, chain.Init(Parameters)).Parameters
        );
    }

    [Fact]
    public void Freezing_counts_for_the_whole_chain_wherever_it_stands()
    {
        Freeze freeze = new(ParameterFilter.Named("scale"));
        Chain first = Chain.Of(freeze, new ScaleByAdam(), new ScaleByLearningRate(0.1));
        Chain last = Chain.Of(new ScaleByAdam(), new ScaleByLearningRate(0.1), freeze);
        Assert.Equal(Problems.Run<float>(first, Problems.Ragged, 3, false), Problems.Run<float>(last, Problems.Ragged, 3, false));
    }

    [Fact]
    public void An_object_of_your_own_does_not_see_what_the_chain_freezes()
    {
        Seeing seeing = new();
        Chain chain = Chain.Of(seeing, new ScaleByLearningRate(0.1), new Freeze(ParameterFilter.Named("dense1.*")));
        StepResult<double> result = Problems.Run<double>(chain, Problems.Ragged, 2, donate: true);
        Assert.Equal(["table", "empty", "dense2.weight", "scale"], seeing.Names);
        Assert.Equal(Parameters["dense1.bias"], result.Parameters["dense1.bias"]);
        Assert.NotEqual(Parameters["scale"], result.Parameters["scale"]);
    }

    [Fact]
    public void Tensors_that_are_not_trainable_have_neither_update_nor_state()
    {
        AdamW optimizer = new();
        AdamWState<double> state = Assert.IsType<AdamWState<double>>(optimizer.Init(Parameters));
        Assert.False(state.FirstMoment.Layout.Contains("table"));
        Assert.All(optimizer.Update(Gradients, state, Parameters).Updates["table"].ToArray(), x => Assert.Equal(0, x));
        Assert.Equal(Parameters["table"], optimizer.Step(Parameters, Gradients, state).Parameters["table"]);
    }

    private sealed class Seeing : IGradientTransformation
    {
        private readonly Plain _inner = new();

        public string[] Names { get; private set; } = [];

        public OptimizerState<T> Init<T>(TensorSet<T> parameters)
            where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
        {
            Names = [.. parameters.Layout.Slots.Select(s => s.Name)];
            return _inner.Init(parameters);
        }

        public TransformationResult<T> Update<T>(
            TensorSet<T> gradients,
            OptimizerState<T> state,
            TensorSet<T> parameters,
            StepInputs<T>? inputs = null
        )
            where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
        {
            Assert.Equal(Names, gradients.Layout.Slots.Select(s => s.Name));
            return _inner.Update(gradients, state, parameters, inputs);
        }
    }
}
