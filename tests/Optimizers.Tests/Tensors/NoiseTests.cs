using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>Noise: its distribution, its decay, and that it is a function of key, step and place.</summary>
public sealed class NoiseTests
{
    private static readonly TensorLayout Layout = new([("a", new Shape(300, 200)), ("b", new Shape(200))]);
    private static readonly TensorSet<double> Zero = TensorSet<double>.Zeros(Layout);

    [Fact]
    public void Mean_and_variance_are_those_of_the_formula()
    {
        AddNoise rule = new() { Variance = 4, Decay = 0.5 };
        OptimizerState<double> state = rule.Init(Zero);
        for (int step = 0; step < 5; step++)
        {
            (TensorSet<double> noise, state) = rule.Update(Zero, state, Zero);
            double variance = 4 / Math.Sqrt(step + 1);
            Assert.Equal(0, noise.Sum() / Layout.ParameterCount, 5 * Math.Sqrt(variance / Layout.ParameterCount));
            Assert.Equal(1, noise.Dot(noise) / Layout.ParameterCount / variance, 0.03);
        }
    }

    [Fact]
    public void It_depends_on_key_step_and_tensor_and_on_nothing_else()
    {
        AddNoise rule = new() { Key = new RandomKey(3), Decay = 0 };
        OptimizerState<double> state = rule.Init(Zero);
        (TensorSet<double> first, OptimizerState<double> after) = rule.Update(Zero, state, Zero);

        Assert.Equal(first, rule.Update(Zero, state, Zero).Updates);
        Assert.NotEqual(first, rule.Update(Zero, after, Zero).Updates);
        Assert.NotEqual(first, (rule with { Key = new RandomKey(4) }).Update(Zero, state, Zero).Updates);
        Assert.NotEqual(first["a"].ToArray()[..200], first["b"].ToArray());
    }

    [Fact]
    public void The_groups_of_a_partition_draw_their_own_noise()
    {
        TensorLayout layout = new([("a", new Shape(3)), ("b", new Shape(3))]);
        TensorSet<double> zero = TensorSet<double>.Zeros(layout);
        Partition groups = Partition.Of(new ParameterGroup(ParameterFilter.Named("a"), new AddNoise())).Otherwise(new AddNoise());
        TensorSet<double> noise = groups.Update(zero, groups.Init(zero), zero).Updates;

        Assert.NotEqual(noise["a"].ToArray(), noise["b"].ToArray());
        Assert.Equal(new AddNoise().Update(zero, new AddNoise().Init(zero), zero).Updates, noise);
    }

    [Fact]
    public void Float_and_double_draw_the_same_numbers()
    {
        AddNoise rule = new() { Variance = 1, Decay = 0 };
        TensorSet<float> zero = TensorSet<float>.Zeros(Layout);
        float[] single = rule.Update(zero, rule.Init(zero), zero).Updates.Flatten();

        Assert.Equal(single, rule.Update(Zero, rule.Init(Zero), Zero).Updates.Flatten().Select(x => (float)x));
    }

    [Fact]
    public void Without_variance_nothing_is_added()
    {
        TensorSet<double> gradients = Problems.Values<double>(Layout, 1);
        AddNoise rule = new() { Variance = 0 };

        Assert.Equal(gradients, rule.Update(gradients, rule.Init(Zero), Zero).Updates);
    }

    [Fact]
    public void Noisy_descent_scales_noise_and_gradient()
    {
        TensorSet<double> gradients = Problems.Values<double>(Layout, 1);
        AddNoise noise = new() { Variance = 0.3, Key = new RandomKey(9) };
        NoisySgd optimizer = new()
        {
            LearningRate = 0.5,
            Variance = 0.3,
            Key = new RandomKey(9),
        };

        Assert.Equal(
            noise.Update(gradients, noise.Init(Zero), Zero).Updates.Scale(-0.5),
            optimizer.Update(gradients, optimizer.Init(Zero), Zero).Updates
        );
    }
}
