using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>What all rules over whole tensors have from their engine: states, threads, masks, donation, settings.</summary>
public sealed class TensorRuleTests
{
    public static TheoryData<string, IGradientTransformation, IGradientTransformation> OneThreadAndFour =>
        new()
        {
            {
                "SM3",
                new ScaleBySm3 { MaxDegreeOfParallelism = 1 },
                new ScaleBySm3 { MaxDegreeOfParallelism = 4 }
            },
            {
                "Adafactor",
                new Adafactor { MaxDegreeOfParallelism = 1 },
                new Adafactor { MaxDegreeOfParallelism = 4 }
            },
            {
                "noise",
                new AddNoise { MaxDegreeOfParallelism = 1 },
                new AddNoise { MaxDegreeOfParallelism = 4 }
            },
            {
                "clipping",
                new AdaptiveGradientClip(0.01) { MaxDegreeOfParallelism = 1 },
                new AdaptiveGradientClip(0.01) { MaxDegreeOfParallelism = 4 }
            },
            {
                "covering SM3",
                new ScaleBySm3 { CoversFirst = true, MaxDegreeOfParallelism = 1 },
                new ScaleBySm3 { CoversFirst = true, MaxDegreeOfParallelism = 4 }
            },
            {
                "squares",
                new ScaleByFactoredRootMeanSquare { Factored = false, MaxDegreeOfParallelism = 1 },
                new ScaleByFactoredRootMeanSquare { Factored = false, MaxDegreeOfParallelism = 4 }
            },
            {
                "factors",
                new ScaleByFactoredRootMeanSquare { MinimumExtent = 2, MaxDegreeOfParallelism = 1 },
                new ScaleByFactoredRootMeanSquare { MinimumExtent = 2, MaxDegreeOfParallelism = 4 }
            },
            {
                "means of columns",
                new CentralizeGradients { MaxDegreeOfParallelism = 1 },
                new CentralizeGradients { MaxDegreeOfParallelism = 4 }
            },
            {
                "means of rows",
                new CentralizeGradients { Over = TensorAxes.AllButFirst, MaxDegreeOfParallelism = 1 },
                new CentralizeGradients { Over = TensorAxes.AllButFirst, MaxDegreeOfParallelism = 4 }
            },
            {
                "norms",
                new ConstrainNorms(0.7) { MaxDegreeOfParallelism = 1 },
                new ConstrainNorms(0.7) { MaxDegreeOfParallelism = 4 }
            },
            {
                "total norm",
                new ClipByTotalNorm(0.5) { MaxDegreeOfParallelism = 1 },
                new ClipByTotalNorm(0.5) { MaxDegreeOfParallelism = 4 }
            },
            {
                "total norm of order 3",
                new ClipByTotalNorm(0.5) { Order = 3, MaxDegreeOfParallelism = 1 },
                new ClipByTotalNorm(0.5) { Order = 3, MaxDegreeOfParallelism = 4 }
            },
            {
                "largest magnitude",
                new ClipByTotalNorm(0.5)
                {
                    Order = double.PositiveInfinity,
                    Where = ParameterFilter.Named("matrix"),
                    MaxDegreeOfParallelism = 1,
                },
                new ClipByTotalNorm(0.5)
                {
                    Order = double.PositiveInfinity,
                    Where = ParameterFilter.Named("matrix"),
                    MaxDegreeOfParallelism = 4,
                }
            },
            {
                "projection of columns",
                new ProjectParameters(Projection.L2Ball(1)) { Over = TensorAxes.AllButLast, MaxDegreeOfParallelism = 1 },
                new ProjectParameters(Projection.L2Ball(1)) { Over = TensorAxes.AllButLast, MaxDegreeOfParallelism = 4 }
            },
            {
                "projection",
                new ProjectParameters(Projection.L1Ball(1)) { MaxDegreeOfParallelism = 1 },
                new ProjectParameters(Projection.L1Ball(1)) { MaxDegreeOfParallelism = 4 }
            },
        };

    [Theory]
    [MemberData(nameof(OneThreadAndFour))]
    public void The_number_of_threads_shows_in_no_bit(string name, IGradientTransformation one, IGradientTransformation four)
    {
        Assert.NotEmpty(name);
        Assert.Equal(
            Problems.Run<float>(one, Problems.Large, 3, donate: false),
            Problems.Run<float>(four, Problems.Large, 3, donate: true)
        );
    }

    [Theory]
    [MemberData(nameof(OneThreadAndFour))]
    public void Nor_does_it_where_a_tensor_is_divided(string name, IGradientTransformation one, IGradientTransformation four)
    {
        Assert.NotEmpty(name);
        TensorLayout layout = new([
            ("matrix", new Shape(700, 400)),
            ("tall", new Shape(70_001, 3)),
            ("cube", new Shape(5, 300, 128)),
            ("small", new Shape(20, 30)),
            ("vector", new Shape(140_003)),
        ]);
        StepResult<double> expected = Problems.Run<double>(one, layout, 2, donate: false);

        Assert.Equal(expected, Problems.Run<double>(four, layout, 2, donate: true));
        TensorSet<double> gradients = Problems.Values<double>(layout, 9);
        Assert.Equal(
            one.Update(gradients, expected.State, expected.Parameters).Updates,
            four.Update(gradients, expected.State, expected.Parameters).Updates
        );
    }

    [Fact]
    public void Frozen_tensors_and_those_outside_the_mask_have_no_state()
    {
        ScaleBySm3 rule = new() { Where = ParameterFilter.RankAtLeast(2) };
        var state = (ScaleBySm3State<double>)rule.Init(TensorSet<double>.Zeros(Problems.Ragged));

        Assert.Equal(["dense1.weight", "dense2.weight"], state.Accumulators.Layout.Slots.Select(slot => slot.Name));
        Assert.Equal([new("accumulators", state.Accumulators)], state.Tensors);
    }

    [Fact]
    public void Outside_the_mask_gradients_pass()
    {
        TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, 2);
        ScaleBySm3 rule = new() { Where = ParameterFilter.None };
        TensorSet<double> updates = rule.Update(gradients, rule.Init(gradients), gradients).Updates;

        Assert.Equal(gradients.Select(ParameterFilter.Trainable), updates.Select(ParameterFilter.Trainable));
        Assert.Equal(new double[9], updates["table"].ToArray());
    }

    [Fact]
    public void Other_settings_take_the_same_state_and_another_layout_is_refused()
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        ScaleByFactoredRootMeanSquare rule = new();
        OptimizerState<double> state = rule.Update(parameters, rule.Init(parameters), parameters).State;

        Assert.Equal(2, rule.With(epsilon: 1e-8).Update(parameters, state, parameters).State.Step);
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            rule.With(minimumExtent: 2).Update(parameters, state, parameters)
        );
        Assert.Contains("rowMeans", refused.Message);
        Assert.Contains("ScaleByFactoredRootMeanSquare", refused.Message);
    }

    [Fact]
    public void A_state_is_restored_by_names_only()
    {
        ScaleBySm3 rule = new();
        OptimizerState<double> state = rule.Init(Problems.Values<double>(Problems.Ragged, 1));
        Dictionary<string, TensorSet<double>> tensors = new(state.Tensors);
        Dictionary<string, double> none = [];

        Assert.Equal(7, state.Restore(7, tensors, none).Step);
        Assert.Contains(
            "accumulators",
            Assert.Throws<ArgumentException>(() => state.Restore(0, new Dictionary<string, TensorSet<double>>(), none)).Message
        );
        Assert.Throws<ArgumentException>(() => state.Restore(0, tensors, new Dictionary<string, double> { ["x"] = 1 }));
        tensors["accumulators"] = TensorSet<double>.Zeros(Problems.Large);
        Assert.Throws<ArgumentException>(() => state.Restore(0, tensors, none));
    }

    [Fact]
    public void Gradients_that_share_the_donated_buffer_are_refused_before_anything_is_written()
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> copy = parameters.Copy();
        ScaleBySm3 rule = new();

        Assert.Throws<ArgumentException>(() => rule.Step(parameters, parameters, rule.Init(parameters), donate: true));
        Assert.Equal(copy, parameters);
    }

    public static TheoryData<string, Func<object>> WithoutASetting =>
        new()
        {
            {
                "Where",
                () =>
                    new AdaptiveGradientClip(1) { Where = null! }
            },
            {
                "Over",
                () =>
                    new AdaptiveGradientClip(1) { Over = null! }
            },
            {
                "Where",
                () =>
                    new AddNoise { Where = null! }
            },
            {
                "Where",
                () =>
                    new CentralizeGradients { Where = null! }
            },
            {
                "Over",
                () =>
                    new CentralizeGradients { Over = null! }
            },
            {
                "Where",
                () =>
                    new ClipByTotalNorm(1) { Where = null! }
            },
            {
                "Where",
                () =>
                    new ConstrainNorms(1) { Where = null! }
            },
            {
                "Over",
                () =>
                    new ConstrainNorms(1) { Over = null! }
            },
            {
                "Where",
                () =>
                    new Orthogonalize { Where = null! }
            },
            {
                "Iteration",
                () =>
                    new Orthogonalize { Iteration = null! }
            },
            {
                "Where",
                () =>
                    new ProjectParameters(Projection.NonNegative) { Where = null! }
            },
            {
                "Over",
                () =>
                    new ProjectParameters(Projection.NonNegative) { Over = null! }
            },
            {
                "Projection",
                () =>
                    new ProjectParameters(Projection.NonNegative) { Projection = null! }
            },
            { "projection", () => new ProjectParameters(null!) },
            {
                "Where",
                () =>
                    new ScaleByFactoredRootMeanSquare { Where = null! }
            },
            {
                "Where",
                () =>
                    new ScaleBySm3 { Where = null! }
            },
            {
                "Where",
                () =>
                    new ScaleByShampoo { Where = null! }
            },
        };

    [Theory]
    [MemberData(nameof(WithoutASetting))]
    public void Null_is_refused_where_it_is_set(string name, Func<object> make) =>
        Assert.Throws<ArgumentNullException>(name, make);

    [Fact]
    public void Records_are_values_that_print_their_settings()
    {
        Assert.Equal(new Sm3 { Momentum = 0.5 }, new Sm3().With(momentum: 0.5));
        Assert.NotEqual(new Sm3(), new Sm3 { CoversFirst = true });
        Assert.Equal("ConstrainNorms(maxNorm: 2, over: AllButLast, where: RankAtLeast(2))", new ConstrainNorms(2).ToString());
    }

    [Fact]
    public void A_copy_of_a_composed_optimizer_is_composed_of_its_own_settings()
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        Sm3 slow = new() { LearningRate = 0.1, Momentum = 0 };
        OptimizerState<double> state = slow.Init(parameters);
        TensorSet<double> updates = slow.Update(parameters, state, parameters).Updates;

        Assert.Equal(
            updates.Scale(2).Norm(),
            (slow with { LearningRate = 0.2 }).Update(parameters, state, parameters).Updates.Norm(),
            1e-12
        );
    }

    [Fact]
    public void A_chain_freezes_for_them_too()
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        Chain chain = Chain.Of(new Freeze(ParameterFilter.Named("*.weight")), new Sm3());
        StepResult<double> result = chain.Step(parameters, parameters, chain.Init(parameters));

        Assert.Equal(parameters["dense1.weight"].ToArray(), result.Parameters["dense1.weight"].ToArray());
        Assert.NotEqual(parameters["dense1.bias"].ToArray(), result.Parameters["dense1.bias"].ToArray());
    }
}
