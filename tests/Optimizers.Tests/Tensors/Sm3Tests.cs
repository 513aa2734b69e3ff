using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>SM3 against a plain computation by indices.</summary>
public sealed class Sm3Tests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_shape_has_an_accumulator_for_each_slice(bool coversFirst) =>
        Indexed.Compare(new ScaleBySm3 { CoversFirst = coversFirst, Epsilon = 1e-4 }, shape => Plain(shape, coversFirst, 1e-4));

    [Fact]
    public void The_accumulators_of_all_axes_lie_one_after_another()
    {
        TensorLayout layout = new([("kernel", new Shape(2, 3, 4)), ("scalar", Shape.Scalar)]);
        ScaleBySm3 rule = new();
        TensorSet<double> gradients = Problems.Values<double>(layout, 3);
        var state = (ScaleBySm3State<double>)rule.Update(gradients, rule.Init(gradients), gradients).State;

        double[] squares = [.. gradients["kernel"].ToArray().Select(g => g * g)];
        Assert.Equal(9, state.Accumulators["kernel"].Length);
        Assert.Equal(squares[..12].Max(), state.Accumulators["kernel"][0]);
        Assert.Equal(squares.Where((_, i) => i / 4 % 3 == 2).Max(), state.Accumulators["kernel"][2 + 2]);
        Assert.Equal(squares.Where((_, i) => i % 4 == 1).Max(), state.Accumulators["kernel"][2 + 3 + 1]);
        Assert.Equal(1, state.Accumulators["scalar"].Length);
    }

    [Fact]
    public void A_gradient_that_never_was_has_no_update_and_NaN_stays()
    {
        TensorLayout layout = new([("matrix", new Shape(2, 2))]);
        ScaleBySm3 rule = new();
        TensorSet<double> gradients = TensorSet<double>.Unflatten(layout, [0, 0, 0, double.NaN]);
        TensorSet<double> updates = rule.Update(gradients, rule.Init(gradients), gradients).Updates;

        Assert.Equal(0, updates["matrix"][0, 0]);
        Assert.Equal(double.NaN, updates["matrix"][1, 1]);
    }

    private static Func<double[], double[], double[]> Plain(Shape shape, bool coversFirst, double epsilon)
    {
        // An accumulator is written to every element of its slice. A scalar is a slice of its own.
        int axes = Math.Max(1, shape.Rank);
        double[][] accumulators = [.. Enumerable.Range(0, axes).Select(_ => new double[shape.ElementCount])];
        return (gradient, _) =>
        {
            double[] squares = [.. gradient.Select(g => g * g)];
            if (coversFirst)
            {
                for (int a = 0; a < axes; a++)
                {
                    double[] largest = Largest(shape, squares, a);
                    accumulators[a] = [.. accumulators[a].Zip(largest, (mu, most) => mu + most)];
                }
            }

            double[] estimates = [.. squares.Select((_, i) => accumulators.Min(mu => mu[i]))];
            if (!coversFirst)
            {
                estimates = [.. estimates.Zip(squares, (nu, square) => nu + square)];
                accumulators = [.. Enumerable.Range(0, axes).Select(a => Largest(shape, estimates, a))];
            }

            return [.. gradient.Zip(estimates, (g, nu) => nu == 0 ? 0 : g / Math.Sqrt(nu + epsilon))];
        };
    }

    private static double[] Largest(Shape shape, double[] values, int axis) =>
        Indexed.Group(shape, values, other => other == axis, all => all.Max());
}
