using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;
using Pullback.Optimizers;
using Pullback.Optimizers.Tests;
using Pullback.Testing;
using Xunit;

namespace Pullback.PropertyTests.Optimizers;

public class OptimizerProperties
{
    [Theory]
    [MemberData(nameof(LawfulOptimizers.Names), MemberType = typeof(LawfulOptimizers))]
    public void Is_lawful(string name)
    {
        (IGradientTransformation transformation, OptimizerLawOptions options) = LawfulOptimizers.Find(name);
        OptimizerLaws.Check(transformation, options).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_number_of_threads_shows_in_no_bit() =>
        Prop.ForAll(
                Gen.Choose(1, 200_000).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(),
                drawn =>
                {
                    (int length, int seed) = drawn;
                    TensorLayout layout = new([("a.weight", new Shape(length)), ("b.weight", new Shape(1 + length / 3, 2))]);
                    TensorSet<float> parameters = Normal(layout, new RandomKey(seed));
                    TensorSet<float> gradients = Normal(layout, new RandomKey(seed).Fold(1));
                    Chain chain = Chain.Of(new ClipByGlobalNorm(1.0), new ScaleByAdam(), new ScaleByLearningRate(0.1));
                    StepResult<float> one = Step(chain.WithMaxDegreeOfParallelism(1));
                    for (int degree = 2; degree <= 4; degree++)
                    {
                        Assert.Equal(one, Step(chain.WithMaxDegreeOfParallelism(degree)));
                    }

                    StepResult<float> Step(Chain optimizer) => optimizer.Step(parameters, gradients, optimizer.Init(parameters));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Chaining_is_associative() =>
        Prop.ForAll(
                Any.Three().ToArbitrary(),
                drawn =>
                {
                    (IGradientTransformation a, IGradientTransformation b, IGradientTransformation c) = drawn;
                    Chain left = Chain.Of(Chain.Of(a, b), c);
                    Chain right = Chain.Of(a, Chain.Of(b, c));
                    Assert.Equal(left, right);
                    Assert.Equal(Run(left), Run(right));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_empty_chain_is_the_identity() =>
        Prop.ForAll(
                Any.Two().ToArbitrary(),
                drawn =>
                {
                    (IGradientTransformation a, IGradientTransformation b) = drawn;
                    StepResult<double> expected = Run(Chain.Of(a, b));
                    Assert.Equal(expected, Run(Chain.Of(Chain.Of(), a, b)));
                    Assert.Equal(expected, Run(Chain.Of(a, Chain.Of(), b)));
                    Assert.Equal(expected, Run(Chain.Of(a, b, Chain.Of())));
                }
            )
            .QuickCheckThrowOnFailure();

    public static TheoryData<string> ScaleInvariant => [.. ScaleInvariants.Keys];

    /// <summary>Optimizers in settings without an ε, and those that take the sign.</summary>
    private static readonly Dictionary<string, IGradientTransformation> ScaleInvariants = new IGradientTransformation[]
    {
        new Adam { Epsilon = 0 },
        new AdamW { Epsilon = 0 },
        new Adamax { Epsilon = 0 },
        new AmsGrad { Epsilon = 0 },
        new Nadam { Epsilon = 0 },
        new RmsProp { Epsilon = 0 },
        new AdaGrad { Epsilon = 0 },
        new Rprop(),
        new SignSgd(),
        new Signum(),
        new Lion(),
    }.ToDictionary(optimizer => optimizer.ToString()!, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(ScaleInvariant))]
    public void Gradients_on_another_scale_change_no_update(string name)
    {
        OptimizerLaws.CheckScaleInvariance(ScaleInvariants[name]).QuickCheckThrowOnFailure();
        if (Catalogue.LawOptions(ScaleInvariants[name]).SingleTolerance < 1)
        {
            OptimizerLaws
                .CheckScaleInvariance(ScaleInvariants[name], OptimizerLawOptions.Default.With(invarianceTolerance: 1e-9))
                .QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void The_order_of_tensors_changes_no_update()
    {
        OptimizerLaws.CheckOrderInvariance(new AdamW()).QuickCheckThrowOnFailure();
        OptimizerLaws.CheckOrderInvariance(new Sm3()).QuickCheckThrowOnFailure();
        OptimizerLaws
            .CheckOrderInvariance(
                Chain.Of(new ClipByGlobalNorm(0.5), new Sgd { Momentum = 0.9 }),
                OptimizerLawOptions.Default.With(invarianceTolerance: 1e-12)
            )
            .QuickCheckThrowOnFailure();
    }

    private static readonly Gen<IGradientTransformation> Any = Gen.Elements<IGradientTransformation>([.. Catalogue.All.Values]);

    /// <summary>Three steps with all that a rule may ask for.</summary>
    private static StepResult<double> Run(Chain chain)
    {
        TensorLayout layout = new([("dense1.weight", new Shape(5, 7)), ("dense1.bias", new Shape(7))]);
        TensorSet<double> parameters = Normal64(layout, new RandomKey(1));
        OptimizerState<double> state = chain.Init(parameters);
        for (int step = 0; step < 3; step++)
        {
            StepInputs<double> inputs = new()
            {
                Loss = parameters.Dot(parameters),
                Metric = step,
                Curvature = parameters.Map(_ => 2),
                Gradient = at => new LossAndGradients<double>(at.Dot(at), 2 * at),
            };
            (parameters, state) = chain.Step(parameters, 2 * parameters, state, inputs);
        }
        return new StepResult<double>(parameters, state);
    }

    private static TensorSet<float> Normal(TensorLayout layout, RandomKey key)
    {
        float[] values = new float[layout.ParameterCount];
        key.FillNormal(values);
        return TensorSet<float>.Unflatten(layout, values);
    }

    private static TensorSet<double> Normal64(TensorLayout layout, RandomKey key)
    {
        double[] values = new double[layout.ParameterCount];
        key.FillNormal(values);
        return TensorSet<double>.Unflatten(layout, values);
    }
}
