using System.Numerics;
using Pullback.Ops;
using Pullback.Optimizers.Tests.Wrappers;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>What every step refuses, whatever the optimizer, and that nothing is lost then.</summary>
public sealed class ArgumentTests
{
    private static readonly TensorLayout Layout = new([("a", new Shape(3)), ("b", new Shape(4))]);

    private static readonly Chain Staged = Chain.Of(new ScaleByAdam(), new ClipByGlobalNorm(1), new ScaleByLearningRate(0.1));

    public static TheoryData<IGradientTransformation> Optimizers =>
        [
            Staged,
            new MultiSteps(new Adam(), 1),
            new Sam(new Sgd { Momentum = 0.9 }),
            new Masked(new Plain(), ParameterFilter.Named("a")),
            Partition.Of(new ParameterGroup(ParameterFilter.Named("a"), new Sophia())).Otherwise(new Sgd { Momentum = 0.9 }),
            AverageUpdates.Of(new Sgd(), new Adam()),
            new Averaged(new Lookahead(new Sgd()), new PolyakAverage()),
        ];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Donated_parameters_may_not_be_the_gradients(IGradientTransformation optimizer)
    {
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        OptimizerState<double> state = optimizer.Init(parameters);
        Refused("parameters", () => optimizer.Step(parameters, parameters, state, Inputs(parameters.Copy()), donate: true));
        Assert.False(parameters.IsDonated);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Donated_parameters_may_not_be_the_curvature(IGradientTransformation optimizer)
    {
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        OptimizerState<double> state = optimizer.Init(parameters);
        Refused("inputs.Curvature", () => optimizer.Step(parameters, parameters.Copy(), state, Inputs(parameters), donate: true));
        Assert.False(parameters.IsDonated);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_donated_state_may_not_hold_the_gradients(IGradientTransformation optimizer)
    {
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        OptimizerState<double> state = optimizer.Init(parameters);
        foreach ((string name, TensorSet<double> kept) in state.Tensors.Where(tensor => tensor.Value.Layout == Layout))
        {
            Refused("state." + name, () => optimizer.Step(parameters, kept, state, Inputs(parameters.Copy()), donate: true));
            Assert.False(kept.IsDonated);
        }
    }

    [Fact]
    public void Parts_of_a_donated_state_may_not_share_memory()
    {
        Averaged optimizer = new(new Lookahead(new Sgd()), new PolyakAverage());
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        OptimizerState<double> state = optimizer.Init(parameters);
        TensorSet<double> one = parameters.Copy();
        OptimizerState<double> shared = state.Restore(
            0,
            state.Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Layout == Layout ? one : tensor.Value),
            state.Scalars.ToDictionary(scalar => scalar.Key, scalar => scalar.Value)
        );
        Refused("state.", () => optimizer.Step(parameters, parameters.Copy(), shared, donate: true));
        Assert.False(parameters.IsDonated);
        Assert.False(one.IsDonated);
    }

    [Fact]
    public void A_last_stage_that_throws_leaves_the_states_of_the_stages_before_it()
    {
        Chain chain = Chain.Of(new ScaleByAdam(), new ClipByGlobalNorm(1), new Failing(new Sgd()));
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        TensorSet<double> gradients = Problems.Values<double>(Layout, 2);
        OptimizerState<double> state = chain.Init(parameters);
        StepResult<double> expected = chain.Step(parameters, gradients, state);
        Assert.Throws<InvalidOperationException>(() =>
            chain.Step(parameters, gradients, state, new() { Loss = double.NaN }, donate: true)
        );
        Assert.Equal(expected, chain.Step(parameters, gradients, state, donate: true));
        Assert.All(state.Tensors, tensor => Assert.True(tensor.Value.IsDonated, tensor.Key));
    }

    [Fact]
    public void What_a_donated_step_of_stages_makes_outlives_the_steps_after_it_where_somebody_keeps_it()
    {
        Keeping keeping = new();
        Chain chain = Chain.Of(new ScaleByAdam(), keeping, new ClipByGlobalNorm(1), new ScaleByLearningRate(0.1));
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        OptimizerState<double> state = chain.Init(parameters);
        List<(TensorSet<double> Kept, TensorSet<double> Copy)> seen = [];
        for (int step = 0; step < 4; step++)
        {
            (parameters, state) = chain.Step(parameters, Problems.Values<double>(Layout, step + 2), state, donate: true);
            TensorSet<double> kept = ((KeptState<double>)((StagedState<double>)state).Parts[1]).Kept!;
            seen.Add((kept, kept.Copy()));
        }

        Assert.All(seen, pair => Assert.Equal(pair.Copy, pair.Kept));
    }

    [Fact]
    public void A_state_may_keep_the_parameters_that_are_then_donated()
    {
        KeepsParameters optimizer = new();
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        TensorSet<double> copy = parameters.Copy();
        TensorSet<double> gradients = Problems.Values<double>(Layout, 2);
        (TensorSet<double> moved, OptimizerState<double> state) = optimizer.Step(
            parameters,
            gradients,
            optimizer.Init(parameters),
            donate: true
        );
        Assert.Equal(copy + gradients, moved);
        Assert.Equal(copy, ((KeptState<double>)state).Kept);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_gradient_function_may_work_where_the_gradients_of_the_step_lie(bool donate)
    {
        Sam optimizer = new(new Sgd { LearningRate = 0.1 });
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        TensorSet<double> gradients = Problems.Values<double>(Layout, 2);
        TensorSet<double> expected = optimizer
            .Step(
                parameters,
                gradients,
                optimizer.Init(parameters),
                new StepInputs<double> { Gradient = point => new(0, point.Copy()) }
            )
            .Parameters;
        LossAndGradients<double> InPlace(TensorSet<double> point)
        {
            TensorBuffer<double> workspace = TensorBuffer<double>.Claim(gradients, "the next evaluation");
            point.Span.CopyTo(workspace.Span);
            return new(0, workspace.Freeze());
        }

        StepInputs<double> inputs = new() { Gradient = InPlace };
        Assert.Equal(expected, optimizer.Step(parameters, gradients, optimizer.Init(parameters), inputs, donate).Parameters);
        Assert.True(gradients.IsDonated);
    }

    public static TheoryData<IGradientTransformation> AroundEmptyHanded =>
        [
            new Lookahead(new EmptyHanded()),
            new Averaged(new EmptyHanded(), new PolyakAverage()),
            new MultiSteps(new EmptyHanded(), 1),
            Chain.Of(new EmptyHanded(), new Sgd()),
            Chain.Of(new Sgd(), new EmptyHanded()),
            Partition.Of(new ParameterGroup(ParameterFilter.Named("a"), new EmptyHanded())).Otherwise(new Sgd()),
            new EmptyHanded(),
        ];

    /// <summary>A transformation of the user's that forgets to return a state.</summary>
    [Theory]
    [MemberData(nameof(AroundEmptyHanded))]
    public void A_result_without_a_state_is_refused_before_anything_is_taken(IGradientTransformation optimizer)
    {
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        TensorSet<double> gradients = Problems.Values<double>(Layout, 2);
        OptimizerState<double> state = optimizer.Init(parameters);
        Assert.Equal(
            "State",
            Assert.Throws<ArgumentNullException>(() => optimizer.Step(parameters, gradients, state, donate: true)).ParamName
        );
        Assert.False(parameters.IsDonated);
        Assert.Equal(optimizer.Init(parameters), state);
    }

    [Fact]
    public void An_Init_without_a_state_is_refused_with_the_name_of_the_part()
    {
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        Assert.Contains(
            "the part inner returned null",
            Assert
                .Throws<InvalidOperationException>(() => new Lookahead(new EmptyHanded(startsToo: true)).Init(parameters))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the part 2 returned null",
            Assert
                .Throws<InvalidOperationException>(() => Chain.Of(new Sgd(), new EmptyHanded(startsToo: true)).Init(parameters))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_restored_tensor_is_not_null()
    {
        OptimizerState<double> state = new Sgd { Momentum = 0.9 }.Init(Problems.Values<double>(Layout, 1));
        ArgumentNullException refused = Assert.Throws<ArgumentNullException>(() =>
            state.Restore(1, new Dictionary<string, TensorSet<double>> { ["velocity"] = null! }, new Dictionary<string, double>())
        );
        Assert.Equal("velocity", refused.ParamName);
    }

    private sealed class EmptyHanded(bool startsToo = false) : IGradientTransformation
    {
        public OptimizerState<T> Init<T>(TensorSet<T> parameters)
            where T : unmanaged, IFloatingPointIeee754<T> => startsToo ? null! : new NamedState<T>(0, []);

        public TransformationResult<T> Update<T>(
            TensorSet<T> gradients,
            OptimizerState<T> state,
            TensorSet<T> parameters,
            StepInputs<T>? inputs = null
        )
            where T : unmanaged, IFloatingPointIeee754<T> => new(gradients, null!);
    }

    [Fact]
    public void Results_of_another_layout_are_refused()
    {
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        TensorSet<double> before = parameters.Copy();
        TensorSet<double> gradients = Problems.Values<double>(Layout, 2);
        foreach (
            IGradientTransformation optimizer in new IGradientTransformation[]
            {
                new WrongLayout(),
                new Masked(new WrongLayout(), ParameterFilter.Named("b")),
                new Averaged(new WrongLayout(), new PolyakAverage()),
                Chain.Of(new WrongLayout(), new ScaleByLearningRate(0.1)),
                AverageUpdates.Of(new Sgd(), new WrongLayout()),
            }
        )
        {
            OptimizerState<double> state = optimizer.Init(parameters);
            Assert.Throws<ArgumentException>(() => optimizer.Step(parameters, gradients, state));
            Assert.Equal(before, parameters);
        }
    }

    private static StepInputs<double> Inputs(TensorSet<double> curvature) =>
        new()
        {
            Loss = 1,
            Curvature = curvature,
            Gradient = point => new LossAndGradients<double>(1, point.Copy()),
        };

    private static void Refused(string name, Func<object> step) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(step).Message, StringComparison.Ordinal);

    private sealed class KeptState<T>(long step, TensorSet<T>? kept) : OptimizerState<T>(step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public TensorSet<T>? Kept => kept;

        public override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> Tensors => kept is null ? [] : [new("kept", kept)];
    }

    /// <summary>Hands on what comes in, and keeps it as well.</summary>
    private sealed class Keeping : IGradientTransformation
    {
        public OptimizerState<T> Init<T>(TensorSet<T> parameters)
            where T : unmanaged, IFloatingPointIeee754<T> => new KeptState<T>(0, null);

        public TransformationResult<T> Update<T>(
            TensorSet<T> gradients,
            OptimizerState<T> state,
            TensorSet<T> parameters,
            StepInputs<T>? inputs = null
        )
            where T : unmanaged, IFloatingPointIeee754<T> => new(gradients, new KeptState<T>(state.Step + 1, gradients));
    }

    private sealed class KeepsParameters : IGradientTransformation
    {
        public OptimizerState<T> Init<T>(TensorSet<T> parameters)
            where T : unmanaged, IFloatingPointIeee754<T> => new KeptState<T>(0, null);

        public TransformationResult<T> Update<T>(
            TensorSet<T> gradients,
            OptimizerState<T> state,
            TensorSet<T> parameters,
            StepInputs<T>? inputs = null
        )
            where T : unmanaged, IFloatingPointIeee754<T> => new(gradients, new KeptState<T>(state.Step + 1, parameters));
    }

    /// <summary>Returns tensors of a shape that nobody asked for, from Update and from a step.</summary>
    private sealed class WrongLayout : ISteppingTransformation
    {
        public OptimizerState<T> Init<T>(TensorSet<T> parameters)
            where T : unmanaged, IFloatingPointIeee754<T> => new KeptState<T>(0, null);

        public TransformationResult<T> Update<T>(
            TensorSet<T> gradients,
            OptimizerState<T> state,
            TensorSet<T> parameters,
            StepInputs<T>? inputs = null
        )
            where T : unmanaged, IFloatingPointIeee754<T> => new(Wrong<T>(), state);

        public StepResult<T> StepOnce<T>(
            TensorSet<T> parameters,
            TensorSet<T> gradients,
            OptimizerState<T> state,
            StepInputs<T>? inputs,
            bool donate
        )
            where T : unmanaged, IFloatingPointIeee754<T> => new(Wrong<T>(), state);

        private static TensorSet<T> Wrong<T>()
            where T : unmanaged, IFloatingPointIeee754<T> => TensorSet<T>.Zeros(new TensorLayout([("b", new Shape(1))]));
    }
}
