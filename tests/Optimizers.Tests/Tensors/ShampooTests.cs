using Pullback.Ops;
using Pullback.Optimizers.Kernels;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>Shampoo, and the roots of matrices that it is made of.</summary>
public sealed class ShampooTests
{
    [Theory]
    [InlineData(1, 1e-3)]
    [InlineData(2, 1e-6)]
    [InlineData(7, 1e-2)]
    [InlineData(40, 1e-8)]
    public void A_root_times_itself_is_the_inverse(int size, double least)
    {
        double[] matrix = PositiveDefinite(size, least);
        double[] root = new double[size * size];
        SymmetricRoots.Power([.. matrix], size, -0.25, root);

        double[] product = matrix;
        for (int i = 0; i < 4; i++)
        {
            product = Product(product, root, size);
        }

        for (int i = 0; i < product.Length; i++)
        {
            Assert.Equal(i / size == i % size ? 1 : 0, product[i], 1e-15 / least + 1e-13);
        }
    }

    [Fact]
    public void Powers_of_special_matrices()
    {
        double[] result = new double[4];
        SymmetricRoots.Power([4, 0, 0, 9], 2, -0.5, result);
        Assert.Equal([0.5, 0, 0, 1.0 / 3], result);

        // Eigenvalues 1 and 3, eigenvectors (1, −1) and (1, 1).
        SymmetricRoots.Power([2, 1, 1, 2], 2, 2, result);
        Assert.Equal(5, result[0], 1e-14);
        Assert.Equal(4, result[1], 1e-14);

        SymmetricRoots.Power([2, double.NaN, double.NaN, 2], 2, 2, result);
        Assert.All(result, element => Assert.Equal(double.NaN, element));
    }

    /// <summary>With one gradient and no ε, L^(−1/4) G R^(−1/4) is the orthogonal factor of G.</summary>
    [Theory]
    [InlineData(4, 4)]
    [InlineData(3, 6)]
    [InlineData(6, 3)]
    public void The_first_update_of_a_matrix_is_its_orthogonal_factor(int rows, int columns)
    {
        TensorLayout layout = new([("weight", new Shape(rows, columns))]);
        TensorSet<double> gradients = Problems.Values<double>(layout, 11);
        ScaleByShampoo rule = new() { Epsilon = 1e-12 };
        NewtonSchulz iteration = new()
        {
            Linear = 2,
            Cubic = -1.5,
            Quintic = 0.5,
            Steps = 60,
        };

        Indexed.AssertClose(
            iteration.Orthogonalize(gradients[0]),
            rule.Update(gradients, rule.Init(gradients), gradients).Updates[0],
            1e-5
        );
    }

    [Fact]
    public void Every_axis_is_multiplied_by_the_root_of_its_products()
    {
        Shape[] shapes = [Shape.Scalar, new(1), new(4), new(3, 4), new(2, 3, 4), new(2, 3, 2, 2), new(0, 3), new(1, 5)];
        TensorLayout layout = new(shapes.Select((shape, i) => ($"tensor{i}", shape)));
        TensorSet<double> parameters = TensorSet<double>.Zeros(layout);
        ScaleByShampoo rule = new() { Epsilon = 0.1 };
        OptimizerState<double> state = rule.Init(parameters);
        double[][][] factors = [.. shapes.Select(shape => Extents(shape).Select(n => new double[n * n]).ToArray())];
        for (int step = 0; step < 3; step++)
        {
            TensorSet<double> gradients = Problems.Values<double>(layout, step + 2);
            (TensorSet<double> updates, state) = rule.Update(gradients, state, parameters);
            for (int i = 0; i < shapes.Length; i++)
            {
                Indexed.AssertClose(Plain(Extents(shapes[i]), gradients[i].ToArray(), factors[i]), updates[i], 1e-11);
            }
        }
    }

    [Fact]
    public void Roots_are_taken_at_intervals_and_long_axes_left_alone()
    {
        TensorLayout layout = new([("weight", new Shape(3, 20))]);
        TensorSet<double> gradients = Problems.Values<double>(layout, 3);
        ScaleByShampoo rule = new() { UpdateInterval = 2, MaximumExtent = 10 };
        var first = (ScaleByShampooState<double>)rule.Update(gradients, rule.Init(gradients), gradients).State;
        var second = (ScaleByShampooState<double>)rule.Update(gradients, first, gradients).State;
        var third = (ScaleByShampooState<double>)rule.Update(gradients, second, gradients).State;

        Assert.Equal(9, first.Factors["weight"].Length);
        Assert.Equal(first.Roots, second.Roots);
        Assert.NotEqual(first.Factors, second.Factors);
        Assert.NotEqual(second.Roots, third.Roots);
    }

    [Fact]
    public void Means_of_equal_gradients_stay_what_they_are()
    {
        TensorLayout layout = new([("weight", new Shape(3, 4))]);
        TensorSet<double> gradients = Problems.Values<double>(layout, 3);
        ScaleByShampoo rule = new() { Decay = 0.5 };
        OptimizerState<double> state = rule.Init(gradients);
        for (int step = 0; step < 60; step++)
        {
            state = rule.Update(gradients, state, gradients).State;
        }

        ScaleByShampoo sum = new();
        var once = (ScaleByShampooState<double>)sum.Update(gradients, sum.Init(gradients), gradients).State;
        Indexed.AssertClose(once.Factors[0].ToArray(), ((ScaleByShampooState<double>)state).Factors[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScaleByShampoo { Decay = 1 });
    }

    [Fact]
    public void The_number_of_threads_shows_in_no_bit()
    {
        TensorLayout layout = new([("weight", new Shape(90, 150)), ("bias", new Shape(150))]);
        Shampoo one = new() { MaxDegreeOfParallelism = 1 };
        Shampoo four = new() { MaxDegreeOfParallelism = 4 };

        Assert.Equal(Problems.Run<float>(one, layout, 2, donate: false), Problems.Run<float>(four, layout, 2, donate: true));
    }

    private static int[] Extents(Shape shape) => shape.Rank == 0 ? [1] : [.. shape];

    /// <summary>The update by sums over indices, with roots that another test has checked.</summary>
    private static double[] Plain(int[] extents, double[] gradient, double[][] factors)
    {
        double[] update = gradient;
        int[][] indices = [.. Indexed.Of(new Shape(extents))];
        for (int axis = 0; axis < extents.Length && gradient.Length > 0; axis++)
        {
            int n = extents[axis];
            (string Others, int Own)[] places =
            [
                .. indices.Select(index => (string.Join(",", index.Where((_, other) => other != axis)), index[axis])),
            ];
            for (int i = 0; i < gradient.Length; i++)
            {
                for (int j = 0; j < gradient.Length; j++)
                {
                    if (places[i].Others == places[j].Others)
                    {
                        factors[axis][(places[i].Own * n) + places[j].Own] += gradient[i] * gradient[j];
                    }
                }
            }

            double[] matrix = [.. factors[axis].Select((x, k) => k / n == k % n ? x + 0.1 : x)];
            double[] root = new double[n * n];
            SymmetricRoots.Power(matrix, n, -0.5 / extents.Length, root);
            double[] before = update;
            update =
            [
                .. places.Select(to =>
                    Enumerable
                        .Range(0, places.Length)
                        .Where(from => places[from].Others == to.Others)
                        .Sum(from => root[(to.Own * n) + places[from].Own] * before[from])
                ),
            ];
        }

        return update;
    }

    private static double[] PositiveDefinite(int size, double least)
    {
        double[] factor = Problems.Values<double>(new TensorLayout([("m", new Shape(size, size))]), size).Flatten();
        double[] transposed = [.. Enumerable.Range(0, size * size).Select(i => factor[(i % size * size) + (i / size)])];
        return [.. Product(factor, transposed, size).Select((x, i) => i / size == i % size ? x + least : x)];
    }

    private static double[] Product(double[] a, double[] b, int size) =>
        [
            .. Enumerable
                .Range(0, size * size)
                .Select(i => Enumerable.Range(0, size).Sum(k => a[(i / size * size) + k] * b[(k * size) + (i % size)])),
        ];
}
