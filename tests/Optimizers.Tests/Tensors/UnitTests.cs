using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>Transformations that look at each unit of a tensor: a row, a column, the whole.</summary>
public sealed class UnitTests
{
    private static readonly ParameterFilter Matrices = ParameterFilter.RankAtLeast(2);

    public static TheoryData<TensorAxes> Axes =>
        [TensorAxes.All, TensorAxes.AllButFirst, TensorAxes.AllButLast, TensorAxes.Only(0), TensorAxes.Only(1)];

    [Theory]
    [MemberData(nameof(Axes))]
    public void Centralised_gradients_have_the_mean_zero(TensorAxes axes) =>
        Indexed.Compare(
            new CentralizeGradients { Over = axes },
            shape =>
                (gradient, _) =>
                {
                    double[] means = Indexed.Group(shape, gradient, Shared(axes, shape), all => all.Average());
                    return shape.Rank < 2 ? gradient : [.. gradient.Zip(means, (g, mean) => g - mean)];
                },
            1
        );

    [Theory]
    [MemberData(nameof(Axes))]
    public void Adaptive_clipping_compares_the_norms_of_units(TensorAxes axes) =>
        Indexed.Compare(
            new AdaptiveGradientClip(0.9) { Over = axes, Epsilon = 0.5 },
            shape =>
                (gradient, parameter) =>
                {
                    Func<int, bool> shared = shape.Rank < 2 ? _ => false : Shared(axes, shape);
                    double[] norms = Indexed.Group(shape, gradient, shared, Indexed.Norm);
                    double[] bounds = Indexed.Group(shape, parameter, shared, all => 0.9 * Math.Max(Indexed.Norm(all), 0.5));
                    return [.. gradient.Select((g, i) => norms[i] < bounds[i] ? g : g * bounds[i] / norms[i])];
                },
            1
        );

    [Theory]
    [MemberData(nameof(Axes))]
    public void Norms_of_units_are_bounded_after_the_update(TensorAxes axes) =>
        Indexed.Compare(
            new ConstrainNorms(0.8) { Over = axes },
            shape =>
                (gradient, parameter) =>
                {
                    double[] moved = [.. gradient.Zip(parameter, (g, p) => g + p)];
                    double[] norms = Indexed.Group(shape, moved, Shared(axes, shape), Indexed.Norm);
                    return shape.Rank < 2
                        ? gradient
                        : [.. moved.Select((w, i) => (norms[i] > 0.8 ? w * 0.8 / norms[i] : w) - parameter[i])];
                },
            1
        );

    [Fact]
    public void A_small_norm_is_not_divided_by_and_a_zero_gradient_stays()
    {
        TensorLayout layout = new([("vector", new Shape(2))]);
        TensorSet<double> parameters = TensorSet<double>.Zeros(layout);
        AdaptiveGradientClip clip = new(1e-9) { Epsilon = 1e-3 };
        TensorSet<double> gradients = TensorSet<double>.Unflatten(layout, [1e-8, 0]);

        Assert.Equal(1e-14, clip.Update(gradients, clip.Init(parameters), parameters).Updates["vector"][0], 1e-28);
        Assert.Equal(parameters, clip.Update(parameters, clip.Init(parameters), parameters).Updates);
    }

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    public void Norms_whose_squares_no_double_holds_are_norms_all_the_same(double size)
    {
        TensorLayout layout = new([("matrix", new Shape(2, 3)), ("row", new Shape(1, 2))]);
        TensorSet<double> zero = TensorSet<double>.Zeros(layout);
        TensorSet<double> values = TensorSet<double>.Unflatten(layout, [3 * size, 0, size, -4 * size, 0, 0, size, 0]);
        ConstrainNorms constraint = new(size);

        double[] moved = constraint.Update(values, constraint.Init(zero), zero).Updates.Flatten();
        double[] expected = [0.6 * size, 0, size, -0.8 * size, 0, 0, size, 0];
        Assert.All(expected.Zip(moved), pair => Assert.Equal(pair.First, pair.Second, 1e-15 * size));
    }

    [Fact]
    public void Large_gradients_of_large_parameters_are_clipped_by_their_ratio()
    {
        TensorSet<double> parameters = 1e200 * Problems.Values<double>(Problems.Ragged, 1);
        AdaptiveGradientClip clip = new(1);

        TensorSet<double> updates = clip.Update(parameters.Scale(2), clip.Init(parameters), parameters).Updates;

        TensorSet<double> expected = parameters.Select(ParameterFilter.Trainable);
        Assert.InRange((updates.Select(ParameterFilter.Trainable) - expected).MaxNorm(), 0, 1e185);
    }

    [Fact]
    public void A_step_inside_the_bound_is_not_changed()
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, 2);
        ConstrainNorms constraint = new(1e3);

        TensorSet<double> updates = constraint.Update(gradients, constraint.Init(parameters), parameters).Updates;

        Assert.Equal(gradients.Select(ParameterFilter.Trainable), updates.Select(ParameterFilter.Trainable));
    }

    [Fact]
    public void An_axis_that_a_tensor_lacks_is_refused_by_name()
    {
        CentralizeGradients rule = new() { Over = TensorAxes.Only(2), Where = Matrices };
        ArgumentException refused = Assert.Throws<ArgumentException>(() => rule.Init(TensorSet<float>.Zeros(Problems.Ragged)));

        Assert.Contains("Axis 2", refused.Message);
        Assert.Contains("dense1.weight", refused.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => TensorAxes.Only(-1));
    }

    [Fact]
    public void Axes_are_values()
    {
        Assert.Equal(TensorAxes.Only(1), TensorAxes.Only(1));
        Assert.NotEqual(TensorAxes.Only(1), TensorAxes.Only(0));
        Assert.NotEqual(TensorAxes.AllButFirst, TensorAxes.AllButLast);
        Assert.Equal("Only(1)", TensorAxes.Only(1).ToString());
        Assert.Equal("AllButLast", TensorAxes.AllButLast.ToString());
    }

    /// <summary>Which axes tell one unit from another.</summary>
    private static Func<int, bool> Shared(TensorAxes axes, Shape shape) =>
        axes.ToString() switch
        {
            "All" => _ => false,
            "AllButFirst" => axis => axis == 0,
            "AllButLast" => axis => axis == shape.Rank - 1,
            "Only(0)" => axis => axis != 0,
            _ => axis => axis != 1,
        };
}
