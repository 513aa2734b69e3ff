using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;
using Pullback.Optimizers;
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
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                seed =>
                {
                    TensorLayout layout = new([("weight", new Shape(5, 7)), ("bias", new Shape(7))]);
                    TensorSet<double> parameters = Normal64(layout, new RandomKey(seed));
                    TensorSet<double> gradients = Normal64(layout, new RandomKey(seed).Fold(1));
                    IGradientTransformation a = new ClipByGlobalNorm(0.5);
                    IGradientTransformation b = new Trace();
                    IGradientTransformation c = new ScaleByLearningRate(0.3);
                    Chain left = Chain.Of(Chain.Of(a, b), c);
                    Chain right = Chain.Of(a, Chain.Of(b, c));
                    Assert.Equal(left, right);
                    Assert.Equal(
                        left.Step(parameters, gradients, left.Init(parameters)),
                        right.Step(parameters, gradients, right.Init(parameters))
                    );
                }
            )
            .QuickCheckThrowOnFailure();

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
