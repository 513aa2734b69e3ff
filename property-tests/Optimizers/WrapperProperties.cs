using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;
using Pullback.Optimizers;
using Pullback.Optimizers.Tests;
using Xunit;

namespace Pullback.PropertyTests.Optimizers;

/// <summary>Settings with which a wrapper is the optimizer inside, and symmetries, over random layouts, values and numbers of steps.</summary>
public class WrapperProperties
{
    private static readonly ParameterFilter Bias = ParameterFilter.Named("*.bias");

    public static TheoryData<IGradientTransformation> Inner =>
        [
            new Sgd { LearningRate = 0.1, Momentum = 0.9 },
            new AdamW { LearningRate = Schedule.WarmupCosine(0.1, 2, 9) },
            Chain.Of(new ClipByGlobalNorm(0.7), new Adam { LearningRate = 0.1 }),
            Chain.Of(new Plain(), new Adam { LearningRate = 0.1 }),
            Chain.Of(new Adam { LearningRate = 0.1 }, new Freeze(Bias)),
        ];

    [Theory]
    [MemberData(nameof(Inner))]
    public void Gathering_one_gradient_is_the_optimizer(IGradientTransformation inner) =>
        Same(inner, new MultiSteps(inner, 1), tolerance: 0);

    [Theory]
    [MemberData(nameof(Inner))]
    public void A_partition_of_one_group_is_the_optimizer(IGradientTransformation inner) =>
        Same(inner, Partition.Of(new ParameterGroup(ParameterFilter.All, inner)), tolerance: 0);

    [Theory]
    [MemberData(nameof(Inner))]
    public void A_mask_of_everything_is_the_optimizer(IGradientTransformation inner) =>
        Same(inner, new Masked(inner, ParameterFilter.All), tolerance: 0);

    [Theory]
    [MemberData(nameof(Inner))]
    public void Skipping_what_never_comes_is_the_optimizer(IGradientTransformation inner)
    {
        Same(inner, new ApplyIfFinite(inner), tolerance: 0);
        Same(inner, new SkipLargeUpdates(inner, 1e300), tolerance: 0);
    }

    [Theory]
    [MemberData(nameof(Inner))]
    public void Sharpness_within_radius_zero_is_the_optimizer(IGradientTransformation inner)
    {
        Same(inner, new Sam(inner) { Radius = 0 }, tolerance: 0);
        Same(inner, new Sam(inner) { Radius = 0, Adaptive = true }, tolerance: 0);
    }

    // A synchronisation moves the parameters by their difference from the slow weights, which is rounded.
    [Theory]
    [MemberData(nameof(Inner))]
    public void Lookahead_whose_slow_weights_go_all_the_way_is_the_optimizer(IGradientTransformation inner) =>
        Same(inner, new Lookahead(inner) { SyncPeriod = 2, SlowStepSize = 1 }, tolerance: 1e-14);

    [Theory]
    [MemberData(nameof(Inner))]
    public void An_average_beside_it_does_not_touch_the_optimizer(IGradientTransformation inner) =>
        Same(inner, new Averaged(inner, new PolyakAverage()), tolerance: 0);

    [Theory]
    [MemberData(nameof(Inner))]
    public void Numbers_that_nobody_changes_are_the_optimizer(IGradientTransformation inner) =>
        Same(inner, new InjectHyperparameters([], _ => inner), tolerance: 0);

    /// <summary>The mean of k equal gradients is that gradient, and their sum k times it.</summary>
    [Fact]
    public void Gathering_equal_gradients_is_one_of_them() =>
        ForAll(
            (start, gradient, seed) =>
            {
                int count = 1 + (int)(seed % 5);
                MultiSteps mean = new(new Adam(), count);
                MultiSteps sum = new(new Sgd { LearningRate = 0.1 }, count) { UsesMean = false };
                (TensorSet<double> one, TensorSet<double> added) = (start, start);
                OptimizerState<double> state = mean.Init(start);
                OptimizerState<double> sumState = sum.Init(start);
                for (int step = 0; step < count; step++)
                {
                    (one, state) = mean.Step(one, gradient, state);
                    (added, sumState) = sum.Step(added, gradient, sumState);
                }

                Adam adam = new();
                Near(adam.Step(start, gradient, adam.Init(start)).Parameters, one, 0);
                Sgd larger = new() { LearningRate = 0.1 * count };
                Near(larger.Step(start, gradient, larger.Init(start)).Parameters, added, 1e-13);
            }
        );

    /// <summary>The order of the tensors in the layout shows in no bit of what happens to each, as long as no norm is taken over several.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Permuted_tensors_have_permuted_results(int which)
    {
        IGradientTransformation wrapper = new IGradientTransformation[]
        {
            Partition.Of(new ParameterGroup(Bias, new Sgd { Momentum = 0.9 })).Otherwise(new Adam()),
            new Masked(new Trace(), Bias),
            new Lookahead(new Adam()) { SyncPeriod = 2 },
            new MultiSteps(new ApplyIfFinite(new Adam()), 2),
        }[which];
        ForAll(
            (start, _, seed) =>
            {
                TensorLayout turned = TensorLayout.Create(
                    start.Layout.Slots.Reverse().Select(slot => (slot.Name, slot.Shape, slot.Trainable))
                );
                TensorSet<double> forwards = Run(wrapper, start, seed, set => set);
                TensorSet<double> backwards = Run(wrapper, Turn(start, turned), seed, set => Turn(set, turned));
                Assert.Equal(Turn(forwards, turned), backwards);
            }
        );
    }

    private static TensorSet<double> Turn(TensorSet<double> set, TensorLayout layout) =>
        TensorSet<double>.Create(layout, set.Tensors.Select(tensor => (tensor.Name, tensor.ToArray())));

    private static void Same(IGradientTransformation inner, IGradientTransformation wrapper, double tolerance) =>
        ForAll((start, _, seed) => Near(Run(inner, start, seed, set => set), Run(wrapper, start, seed, set => set), tolerance));

    /// <summary>Some steps, every other one donated, with gradients that depend on the parameters and the step.</summary>
    private static TensorSet<double> Run(
        IGradientTransformation optimizer,
        TensorSet<double> start,
        long seed,
        Func<TensorSet<double>, TensorSet<double>> arrange
    )
    {
        TensorLayout layout = TensorLayout.Create(
            start
                .Layout.Slots.OrderBy(slot => slot.Name, StringComparer.Ordinal)
                .Select(slot => (slot.Name, slot.Shape, slot.Trainable))
        );
        TensorSet<double> parameters = start.Copy();
        OptimizerState<double> state = optimizer.Init(parameters);
        for (int step = 0; step < 5; step++)
        {
            TensorSet<double> noise = arrange(Turn(Normal(layout, new RandomKey(seed).Fold(step)), start.Layout));
            StepInputs<double> inputs = new() { Gradient = point => new LossAndGradients<double>(0, point + noise) };
            (parameters, state) = optimizer.Step(parameters, parameters + noise, state, inputs, donate: step % 2 == 1);
        }

        return parameters;
    }

    private static void ForAll(Action<TensorSet<double>, TensorSet<double>, long> check) =>
        Prop.ForAll(
                Gen.Choose(0, 40).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(),
                drawn =>
                {
                    (int length, int seed) = drawn;
                    TensorLayout layout = TensorLayout.Create([
                        ("a.weight", new Shape(3, length), true),
                        ("a.bias", new Shape(length), true),
                        ("b.table", new Shape(2), false),
                        ("c.weight", new Shape(1 + (length / 3), 5), true),
                        ("c.bias", new Shape(5), true),
                    ]);
                    check(Normal(layout, new RandomKey(seed)), Normal(layout, new RandomKey(seed).Fold(1)), seed);
                }
            )
            .QuickCheckThrowOnFailure();

    private static void Near(TensorSet<double> expected, TensorSet<double> actual, double tolerance)
    {
        if (tolerance == 0)
        {
            Assert.Equal(expected, actual);
        }
        else
        {
            Assert.True((expected - actual).MaxNorm() <= tolerance * Math.Max(1, expected.MaxNorm()));
        }
    }

    private static TensorSet<double> Normal(TensorLayout layout, RandomKey key)
    {
        double[] values = new double[layout.ParameterCount];
        key.FillNormal(values);
        return TensorSet<double>.Unflatten(layout, values);
    }
}
