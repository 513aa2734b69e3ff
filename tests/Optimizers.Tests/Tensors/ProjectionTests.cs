using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>Projections: numbers worked out by hand, errors, and the transformation that keeps parameters in a set.</summary>
public sealed class ProjectionTests
{
    public static TheoryData<Projection, double[], double[]> ByHand =>
        new()
        {
            { Projection.Box(-1, 2), [-3, 0.5, 7], [-1, 0.5, 2] },
            { Projection.NonNegative, [-3, 0, 7], [0, 0, 7] },
            { Projection.LInfinityBall(2), [-3, 0.5, 7], [-2, 0.5, 2] },
            // θ = (0.5 + 0.3 + 0.8 − 1) / 3 = 0.2
            { Projection.Simplex(), [0.5, 0.3, 0.8], [0.3, 0.1, 0.6] },
            // θ = (3 + 2 − 2) / 2 = 1.5; the third stays out
            { Projection.Simplex(2), [3, 1, 2], [1.5, 0, 0.5] },
            { Projection.Simplex(1), [-7], [1] },
            { Projection.Simplex(3), [4, 4, 4], [1, 1, 1] },
            // θ = (3 + 2 − 2) / 2
            { Projection.L1Ball(2), [-3, 1, 2], [-1.5, 0, 0.5] },
            { Projection.L1Ball(2), [-0.5, 1, 0.5], [-0.5, 1, 0.5] },
            { Projection.L2Ball(5), [6, 8], [3, 4] },
            { Projection.L2Ball(5), [3, 4], [3, 4] },
            { Projection.Hyperplane([1, 1], 2), [3, 5], [0, 2] },
            { Projection.Hyperplane([0, 2], 0), [3, 5], [3, 0] },
            { Projection.HalfSpace([1, 1], 2), [3, 5], [0, 2] },
            { Projection.HalfSpace([1, 1], 2), [-3, 5], [-3, 5] },
        };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void Points_by_hand(Projection projection, double[] point, double[] expected)
    {
        double[] copy = [.. point];
        double[] nearest = projection.Apply(point);

        Assert.Equal(copy, point);
        foreach ((double wanted, double actual) in expected.Zip(nearest))
        {
            Assert.Equal(wanted, actual, 1e-15);
        }

        Assert.Equal(expected.Select(x => (float)x), projection.Apply([.. point.Select(x => (float)x)]), Near);
    }

    public static TheoryData<Projection, double[], double[]> Extreme =>
        new()
        {
            // The total is far below the last bit of the elements.
            { Projection.Simplex(1), [1e17], [1] },
            { Projection.Simplex(1), [1e17, 0], [1, 0] },
            { Projection.Simplex(1), [-1e17, -1e17], [0.5, 0.5] },
            { Projection.Simplex(1e-10), [1e7], [1e-10] },
            { Projection.Simplex(2), [1.7e308, 1.7e308, -1.7e308], [1, 1, 0] },
            { Projection.L1Ball(1), [1e17, 3], [1, 0] },
            { Projection.L1Ball(1), [1.7e308, -1.7e308], [0.5, -0.5] },
            // Norms and quotients that no double holds.
            { Projection.L2Ball(1), [1.7e308, 1.7e308], [Math.Sqrt(0.5), Math.Sqrt(0.5)] },
            { Projection.L2Ball(3e-300), [-1e300, 0], [-3e-300, 0] },
        };

    [Theory]
    [MemberData(nameof(Extreme))]
    public void Finite_points_have_finite_projections_however_far_they_are(
        Projection projection,
        double[] point,
        double[] expected
    )
    {
        foreach ((double wanted, double actual) in expected.Zip(projection.Apply(point)))
        {
            Assert.Equal(wanted, actual, 1e-15 * Math.Abs(wanted));
        }
    }

    [Fact]
    public void In_float_too() => Assert.Equal([1, 0], Projection.Simplex(1).Apply([1e17f, 0]));

    [Fact]
    public void A_NaN_makes_NaN_of_what_depends_on_it()
    {
        double[] point = [double.NaN, 5, 1];

        Assert.All(Projection.Simplex(1).Apply(point), element => Assert.Equal(double.NaN, element));
        Assert.All(Projection.L1Ball(1).Apply(point), element => Assert.Equal(double.NaN, element));
        Assert.All(Projection.L2Ball(1).Apply(point), element => Assert.Equal(double.NaN, element));
        Assert.Equal([double.NaN, 2, 1], Projection.Box(-2, 2).Apply(point));
    }

    [Fact]
    public void A_zero_inside_keeps_its_sign()
    {
        foreach (Projection projection in new[] { Projection.NonNegative, Projection.Box(-1, 0), Projection.L1Ball(1) })
        {
            double[] point = projection.Apply([-0.0, 0.0]);
            Assert.Equal([true, false], point.Select(double.IsNegative));
        }
    }

    [Fact]
    public void Tensors_are_projected_together()
    {
        TensorSet<double> set = Problems.Values<double>(Problems.Ragged, 3);
        TensorSet<double> projected = Projection.L2Ball(0.5).Apply(set);

        Assert.Equal(0.5, projected.Norm(), 1e-15);
        Assert.Equal(set.Scale(0.5 / set.Norm()), projected);
    }

    [Fact]
    public void Parameters_lie_in_the_set_after_every_step()
    {
        ParameterFilter matrices = ParameterFilter.RankAtLeast(2);
        Chain chain = Chain.Of(
            new Sgd { LearningRate = 0.5 },
            new ProjectParameters(Projection.Simplex()) { Over = TensorAxes.AllButFirst, Where = matrices }
        );
        TensorSet<double> parameters = Problems.Run<double>(chain, Problems.Ragged, 3, donate: false).Parameters;

        for (int row = 0; row < 5; row++)
        {
            double[] weights = parameters["dense1.weight"].Rows(row, 1).ToArray();
            Assert.All(weights, weight => Assert.True(weight >= -1e-15));
            Assert.Equal(1, weights.Sum(), 1e-14);
        }
    }

    [Fact]
    public void A_step_that_stays_inside_is_not_changed()
    {
        TensorSet<float> parameters = Problems.Values<float>(Problems.Ragged, 1);
        TensorSet<float> gradients = Problems.Values<float>(Problems.Ragged, 2);
        ProjectParameters rule = new(Projection.Box(-5, 5));

        Assert.Equal(
            gradients.Select(ParameterFilter.Trainable),
            rule.Update(gradients, rule.Init(parameters), parameters).Updates.Select(ParameterFilter.Trainable)
        );
    }

    [Fact]
    public void Parameters_that_would_turn_negative_become_zero()
    {
        TensorLayout layout = new([("p", new Shape(4))]);
        TensorSet<float> parameters = TensorSet<float>.Unflatten(layout, [0.1f, 0.3f, 0, 2]);
        TensorSet<float> gradients = TensorSet<float>.Unflatten(layout, [-0.2f, -0.2f, -1, float.NaN]);
        KeepNonNegative rule = new();

        Assert.Equal(
            [0, 0.3f - 0.2f, 0, float.NaN],
            rule.Step(parameters, gradients, rule.Init(parameters)).Parameters.Flatten()
        );
    }

    [Fact]
    public void Sets_that_are_empty_or_bounds_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Projection.Box(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>("lower", () => Projection.Box(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>("upper", () => Projection.Box(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(
            "lower",
            () => Projection.Box(double.PositiveInfinity, double.PositiveInfinity)
        );
        Assert.Throws<ArgumentOutOfRangeException>(
            "upper",
            () => Projection.Box(double.NegativeInfinity, double.NegativeInfinity)
        );
        Assert.Equal([1, -1e300], Projection.Box(double.NegativeInfinity, double.PositiveInfinity).Apply([1, -1e300]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Projection.Simplex(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Projection.L1Ball(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Projection.L2Ball(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Projection.LInfinityBall(double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => Projection.Hyperplane([0, 0]));
        Assert.Throws<ArgumentException>(() => Projection.HalfSpace([1, double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Projection.HalfSpace([1], double.NaN));
        Assert.Throws<ArgumentException>(() => Projection.Simplex().Apply(Array.Empty<double>()));
        Assert.Empty(Projection.L1Ball(1).Apply(Array.Empty<double>()));
        Assert.Contains("3", Assert.Throws<ArgumentException>(() => Projection.Hyperplane([1, 2]).Apply(new double[3])).Message);
    }

    [Fact]
    public void A_plane_of_another_dimension_is_refused_at_Init()
    {
        ProjectParameters rule = new(Projection.HalfSpace([1, 2, 3]));

        ArgumentException refused = Assert.Throws<ArgumentException>(() => rule.Init(TensorSet<float>.Zeros(Problems.Ragged)));
        Assert.Equal("HalfSpace has a normal of 3 elements, but tensor 'dense1.weight' has 35.", refused.Message);
        Assert.NotNull((rule with { Where = ParameterFilter.None }).Init(TensorSet<float>.Zeros(Problems.Ragged)));
    }

    [Fact]
    public void Projections_are_values()
    {
        Assert.Equal(Projection.Box(0, 1), Projection.Box(0, 1));
        Assert.NotEqual(Projection.Box(0, 1), Projection.Box(0, 2));
        Assert.NotEqual(Projection.L1Ball(1), Projection.L2Ball(1));
        Assert.NotEqual(Projection.Hyperplane([1], 1), Projection.HalfSpace([1], 1));
        Assert.Equal("Box(0, Infinity)", Projection.NonNegative.ToString());
        Assert.Equal("HalfSpace(normal of 2 elements, 0.5)", Projection.HalfSpace([1, 2], 0.5).ToString());
        Assert.Equal(Projection.L1Ball(1).GetHashCode(), Projection.L1Ball(1).GetHashCode());
    }

    private static bool Near(float left, float right) => Math.Abs(left - right) <= 1e-6f;
}
