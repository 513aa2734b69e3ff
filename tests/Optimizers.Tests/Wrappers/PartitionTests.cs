using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Wrappers;

public sealed class PartitionTests
{
    private static readonly ParameterFilter Bias = ParameterFilter.Named("*.bias");

    /// <summary>Rules, chains of one and of several stages, wrappers, and what is not made of rules.</summary>
    private static readonly IGradientTransformation[] Kinds =
    [
        Chain.Of(new ClipByGlobalNorm(0.3), new AdamW { LearningRate = 0.1 }),
        Chain.Of(new ScaleByAdam(), new ClipByGlobalNorm(0.3), new ScaleByLearningRate(0.1)),
        Chain.Of(new Plain(), new Sgd { Momentum = 0.9 }),
        new Lookahead(new Adam { LearningRate = 0.1 }) { SyncPeriod = 2 },
        new MultiSteps(new Adam { LearningRate = 0.1 }, 2),
        new SkipLargeUpdates(new MultiSteps(Chain.Of(new Plain(), new Adam()), 2), 1e9),
        new Averaged(new Adam(), new PolyakAverage()),
        new Masked(new Trace(), ParameterFilter.RankAtLeast(1)),
        Chain.Of(),
    ];

    public static TheoryData<int, int, bool> Pairs
    {
        get
        {
            TheoryData<int, int, bool> pairs = [];
            for (int first = 0; first < Kinds.Length; first++)
            {
                for (int second = 0; second < Kinds.Length; second++)
                {
                    pairs.Add(first, second, true);
                    pairs.Add(first, second, false);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Each_group_moves_as_under_its_optimizer_alone(int first, int second, bool donate)
    {
        ParameterFilter matrices = ParameterFilter.RankAtLeast(2);
        Partition partition = Partition.Of(new ParameterGroup(matrices, Kinds[first])).Otherwise(Kinds[second]);
        StepResult<double> both = Problems.Run<double>(partition, Problems.Ragged, 5, donate);
        Assert.Equal(Alone(Kinds[first], matrices), both.Parameters.Select(matrices));
        Assert.Equal(Alone(Kinds[second], matrices.Not()), both.Parameters.Select(matrices.Not()));
        OptimizerState<double> restored = both.State.Restore(
            both.State.Step,
            both.State.Tensors.ToDictionary(),
            both.State.Scalars.ToDictionary()
        );
        Assert.Equal(both.State, restored);
    }

    public static TheoryData<IGradientTransformation> OverTensors => [.. Catalogue.OverTensors];

    /// <summary>Rules over whole tensors run over those of a group where they lie, and draw for each what they would draw for it alone.</summary>
    [Theory]
    [MemberData(nameof(OverTensors))]
    public void A_rule_over_whole_tensors_moves_its_group_as_it_would_alone(IGradientTransformation rule)
    {
        ParameterFilter own = ParameterFilter.Named("dense2.*");
        TensorSet<double> expected = Alone(rule, own);
        IGradientTransformation[] restricted =
        [
            Partition.Of(new ParameterGroup(own, rule)).Otherwise(new Sgd()),
            new Masked(rule, own),
            Chain.Of(rule, new Freeze(own.Not())),
        ];
        foreach (IGradientTransformation optimizer in restricted)
        {
            StepResult<double> donated = Problems.Run<double>(optimizer, Problems.Ragged, 5, donate: true);
            Assert.Equal(expected, donated.Parameters.Select(own));
            Assert.Equal(Problems.Run<double>(optimizer, Problems.Ragged, 5, donate: false), donated);
        }
    }

    private static TensorSet<double> Alone(IGradientTransformation optimizer, ParameterFilter own)
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1).Select(own);
        OptimizerState<double> state = optimizer.Init(parameters);
        for (int step = 0; step < 5; step++)
        {
            TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, step + 2).Select(own);
            (parameters, state) = optimizer.Step(parameters, gradients, state);
        }

        return parameters;
    }

    /// <summary>Where a group is stepped depends on its size; a run may change between pure and donated steps.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Pure_and_donated_steps_may_alternate(int first, int second, bool donate)
    {
        Partition partition = Partition
            .Of(new ParameterGroup(ParameterFilter.RankAtLeast(2), Kinds[first]))
            .Otherwise(Kinds[second]);
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        OptimizerState<double> state = partition.Init(parameters);
        for (int step = 0; step < 5; step++)
        {
            TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, step + 2);
            (parameters, state) = partition.Step(parameters, gradients, state, donate: step % 2 == 0 == donate);
        }

        Assert.Equal(Problems.Run<double>(partition, Problems.Ragged, 5, donate: false), new(parameters, state));
    }

    [Fact]
    public void The_first_group_that_matches_has_the_tensor()
    {
        Partition partition = Partition.Of(
            new ParameterGroup(Bias, new Sgd { LearningRate = 0 }),
            new ParameterGroup(ParameterFilter.All, new Sgd { LearningRate = 1 })
        );
        TensorSet<double> start = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> moved = Problems.Run<double>(partition, Problems.Ragged, 1, donate: true).Parameters;
        Assert.Equal(start.Select(Bias), moved.Select(Bias));
        Assert.NotEqual(start["dense1.weight"].ToArray(), moved["dense1.weight"].ToArray());
    }

    [Fact]
    public void A_tensor_without_a_group_is_named()
    {
        Partition partition = Partition.Of(new ParameterGroup(Bias, new Sgd()));
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            partition.Init(Problems.Values<double>(Problems.Ragged, 1))
        );
        Assert.Contains("dense1.weight 5×7", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("table", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void States_have_the_names_of_the_groups()
    {
        Partition partition = Partition.Of(new ParameterGroup(Bias, new Trace(), "gains")).Otherwise(new Adam());
        OptimizerState<float> state = partition.Init(Problems.Values<float>(Problems.Ragged, 1));
        Assert.Equal(["gains.velocity", "2.firstMoment", "2.secondMoment"], state.Tensors.Select(tensor => tensor.Key));
        Assert.Equal(["gains.step", "2.step"], state.Scalars.Select(scalar => scalar.Key));
    }

    [Fact]
    public void A_group_of_its_own_for_the_rest_may_freeze_it()
    {
        Partition partition = Partition
            .Of(new ParameterGroup(Bias, new Sgd { LearningRate = 1 }))
            .Otherwise(new Freeze(ParameterFilter.All));
        TensorSet<double> start = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> moved = Problems.Run<double>(partition, Problems.Ragged, 2, donate: true).Parameters;
        Assert.Equal(start.Select(Bias.Not()), moved.Select(Bias.Not()));
    }

    /// <summary>Groups of rules write in place, so that one that fails must be found out before any has written.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void When_a_group_of_rules_fails_no_group_has_stepped(int failing)
    {
        IGradientTransformation Clipped(int index) =>
            Chain.Of(
                new ClipByGlobalNorm(0.5),
                new Trace(),
                new ScaleByLearningRate(Schedule.FromFunc(step => step == 1 && index == failing ? double.NaN : 0.1))
            );

        IGradientTransformation Fused(int index) =>
            new Sgd
            {
                Momentum = 0.9,
                LearningRate = Schedule.FromFunc(step => step == 1 && index == failing ? double.NaN : 0.1),
            };

        Partition partition = Partition
            .Of(
                new ParameterGroup(Bias, Fused(0)),
                new ParameterGroup(ParameterFilter.Named("dense1.*"), Fused(1)),
                new ParameterGroup(ParameterFilter.Named("scale"), Clipped(2))
            )
            .Otherwise(new Adam());
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, 2);
        OptimizerState<double> state = partition.Init(parameters);
        (parameters, state) = partition.Step(parameters, gradients, state, donate: true);
        TensorSet<double> kept = parameters.Copy();
        OptimizerState<double> keptState = state.Copy();
        Assert.Throws<InvalidOperationException>(() => partition.Step(parameters, gradients, state, donate: true));
        Assert.Equal(kept, parameters);
        Assert.Equal(keptState, state);
    }

    [Fact]
    public void Gradients_in_the_memory_of_the_parameters_are_refused()
    {
        Partition partition = Partition.Of(new ParameterGroup(ParameterFilter.Named("a"), new Trace())).Otherwise(new Trace());
        TensorLayout layout = new([("a", new Shape(3)), ("b", new Shape(3))]);
        TensorSet<double> parameters = Problems.Values<double>(layout, 1);
        OptimizerState<double> state = partition.Init(parameters);
        Assert.Throws<ArgumentException>(() => partition.Step(parameters, parameters, state, donate: true));
        Assert.False(parameters.IsDonated);
    }

    [Fact]
    public void Groups_without_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Partition.Of());
        Assert.Throws<ArgumentException>(() => new ParameterGroup(Bias, new Sgd(), "a.b"));
        Assert.Throws<ArgumentException>(() =>
            Partition.Of(new ParameterGroup(Bias, new Sgd(), "a"), new ParameterGroup(Bias, new Sgd(), "a"))
        );
    }

    [Fact]
    public void Gradient_functions_are_of_the_group_alone()
    {
        Partition partition = Partition
            .Of(new ParameterGroup(Bias, new Sam(new Sgd { LearningRate = 1 }) { Radius = 0.1 }))
            .Otherwise(new Sgd { LearningRate = 1 });
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> gradients = parameters.Copy();
        TensorSet<double>? asked = null;
        StepInputs<double> inputs = new()
        {
            Gradient = point =>
            {
                asked = point;
                return new LossAndGradients<double>(0, point);
            },
        };
        TensorSet<double> start = parameters.Copy();
        TensorSet<double> moved = partition
            .Step(parameters, gradients, partition.Init(parameters), inputs, donate: true)
            .Parameters;
        Assert.Equal(start.Select(Bias.Not()), asked!.Select(Bias.Not()));
        Assert.Equal(0.1, (asked - start).Norm(), 12);
        Assert.Equal((start - asked).Select(Bias), moved.Select(Bias));
    }

    [Fact]
    public void A_group_without_tensors_is_refused_unless_it_is_optional()
    {
        ParameterGroup group = new(ParameterFilter.Named("dense3.*"), new Sgd(), "third");
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            Partition.Of(group).Otherwise(new Adam()).Init(parameters)
        );
        Assert.Contains("third", refused.Message, StringComparison.Ordinal);
        Assert.Contains("IsOptional", refused.Message, StringComparison.Ordinal);
        _ = Partition.Of(group with { IsOptional = true }).Otherwise(new Adam()).Init(parameters);
    }
}
