using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Wrappers;

/// <summary>What holds of every wrapper in the catalogue beyond the laws of transformations.</summary>
public sealed class WrapperLawTests
{
    public static TheoryData<string> Names => [.. Catalogue.Wrappers.Select(wrapper => wrapper.ToString()!)];

    /// <summary>A pure step hands out nothing that belongs to what went in: donating its results leaves the arguments alive.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Donating_the_results_of_a_pure_step_leaves_its_arguments_alive(string name)
    {
        IGradientTransformation wrapper = Catalogue.All[name];
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        OptimizerState<double> state = wrapper.Init(parameters);
        for (int step = 0; step < 4; step++)
        {
            TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, step + 2);
            StepInputs<double> inputs = Inputs(parameters);
            TensorSet<double> keptParameters = parameters.Copy();
            OptimizerState<double> keptState = state.Copy();
            StepResult<double> next = wrapper.Step(parameters, gradients, state, inputs);
            StepResult<double> again = wrapper.Step(parameters, gradients, state, inputs);
            wrapper.Step(next.Parameters, gradients, next.State, Inputs(next.Parameters), donate: true);
            Assert.Equal(keptParameters, parameters);
            Assert.Equal(keptState, state);
            (parameters, state) = again;
        }
    }

    /// <summary>A step that is refused, or whose gradient function fails, leaves everything alive and as it was.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_donated_step_that_throws_has_taken_nothing(string name)
    {
        IGradientTransformation wrapper = Failing.Inside(name);
        int failures = 0;
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        OptimizerState<double> state = wrapper.Init(parameters);
        for (int step = 0; step < 4; step++)
        {
            TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, step + 2);
            TensorSet<double> keptParameters = parameters.Copy();
            OptimizerState<double> keptState = state.Copy();
            StepResult<double> good = wrapper.Step(parameters, gradients, state, Inputs(parameters));
            Exception? thrown = Record.Exception(() =>
                wrapper.Step(parameters, gradients, state, Inputs(parameters) with { Loss = double.NaN }, donate: true)
            );
            if (thrown is null)
            {
                // A wrapper that did not call its optimizer in this step, or one without an optimizer of ours.
                Assert.True(parameters.IsDonated);
                parameters = keptParameters;
                state = keptState;
                good = wrapper.Step(parameters, gradients, state, Inputs(parameters));
            }
            else
            {
                failures++;
                Assert.Equal(keptParameters, parameters);
                Assert.Equal(keptState, state);
            }

            (parameters, state) = good;
        }

        Assert.Equal(ReferenceEquals(wrapper, Catalogue.All[name]), failures == 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Named_values_that_are_not_those_of_the_state_are_refused(string name)
    {
        OptimizerState<double> state = Catalogue.All[name].Init(Problems.Values<double>(Problems.Ragged, 1));
        Dictionary<string, TensorSet<double>> tensors = state.Tensors.ToDictionary(pair => pair.Key, pair => pair.Value);
        Dictionary<string, double> scalars = state.Scalars.ToDictionary(pair => pair.Key, pair => pair.Value);
        Assert.Equal(state, state.Restore(0, tensors, scalars));
        scalars["other"] = 1;
        Assert.Contains(
            "other",
            Assert.Throws<ArgumentException>(() => state.Restore(0, tensors, scalars)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Tensors that are not trainable, and those that an inner chain freezes, have no state anywhere.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Frozen_tensors_have_no_state(string name)
    {
        // A running average is a set of parameters to evaluate at: it has them all.
        IEnumerable<KeyValuePair<string, TensorSet<double>>> tensors = Catalogue
            .All[name]
            .Init(Problems.Values<double>(Problems.Ragged, 1))
            .Tensors.Where(tensor => tensor.Key != "average.average");
        Assert.All(tensors, tensor => Assert.False(tensor.Value.Layout.Contains("table"), tensor.Key));
    }

    internal static StepInputs<double> Inputs(TensorSet<double> at) =>
        new()
        {
            Loss = 1,
            Metric = 1,
            Curvature = at.Copy(),
            Gradient = point => new LossAndGradients<double>(1, point),
        };

    public static TheoryData<IGradientTransformation> Freezing =>
        [
            new MultiSteps(Grouped, 2),
            new MultiSteps(Chain.Of(new ClipByGlobalNorm(1), Grouped), 2),
            new Lookahead(Chain.Of(new ClipByGlobalNorm(1), Grouped)),
            new Mechanic(Chain.Of(new ClipByGlobalNorm(1), new ApplyIfFinite(Chain.Of(new Sgd(), new Freeze(Bias))))),
            Chain.Of(new ScaleByAdam(), new ApplyIfFinite(Chain.Of(new Sgd(), new Freeze(Bias)))),
            new MultiSteps(AverageUpdates.Of(Chain.Of(new Sgd(), new Freeze(Bias)), Chain.Of(new Adam(), new Freeze(Bias))), 2),
            Chain.Of(new Lookahead(Chain.Of(new Sgd(), new Freeze(Bias))), new AddNoise()),
        ];

    private static ParameterFilter Bias => ParameterFilter.Named("*.bias");

    private static Partition Grouped =>
        Partition.Of(new ParameterGroup(Bias.Not(), new Adam())).Otherwise(new Freeze(ParameterFilter.All));

    [Theory]
    [MemberData(nameof(Freezing))]
    public void What_one_part_freezes_has_no_state_and_does_not_move(IGradientTransformation optimizer)
    {
        TensorSet<double> start = Problems.Values<double>(Problems.Ragged, 1);
        StepResult<double> result = Problems.Run<double>(optimizer, Problems.Ragged, 4, donate: true);
        Assert.All(result.State.Tensors, tensor => Assert.False(tensor.Value.Layout.Contains("dense1.bias"), tensor.Key));
        Assert.Equal(start["dense1.bias"].ToArray(), result.Parameters["dense1.bias"].ToArray());
        Assert.NotEqual(start["dense1.weight"].ToArray(), result.Parameters["dense1.weight"].ToArray());
    }
}
