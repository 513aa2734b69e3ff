using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>Slow, plain arithmetic on tensors by their indices: what the rules are compared with.</summary>
internal static class Indexed
{
    /// <summary>Shapes of every kind: none, one and many elements; ranks 0 to 4; long and short axes in every place.</summary>
    public static IReadOnlyList<Shape> Shapes { get; } =
    [
        Shape.Scalar,
        new(0),
        new(1),
        new(5),
        new(1, 6),
        new(6, 1),
        new(3, 4),
        new(4, 4),
        new(0, 3),
        new(3, 0),
        new(2, 3, 4),
        new(4, 2, 3),
        new(3, 4, 2),
        new(2, 5, 5),
        new(2, 3, 2, 4),
        new(3, 1, 1, 3),
        new(40, 37),
    ];

    public static TensorLayout Layout { get; } = new(Shapes.Select((shape, i) => ($"tensor{i}", shape)));

    /// <summary>The indices of all elements, in the order in which they lie.</summary>
    public static IEnumerable<int[]> Of(Shape shape)
    {
        int[] index = new int[shape.Rank];
        for (int n = 0; n < shape.ElementCount; n++)
        {
            yield return [.. index];
            for (int axis = shape.Rank - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
            {
                index[axis] = 0;
            }
        }
    }

    /// <summary>For each element, a function of all elements that share its indices on some axes.</summary>
    public static double[] Group(
        Shape shape,
        double[] values,
        Func<int, bool> isShared,
        Func<IEnumerable<double>, double> function
    )
    {
        string[] keys = [.. Of(shape).Select(index => string.Join(",", index.Where((_, axis) => isShared(axis))))];
        Dictionary<string, double> results = keys.Zip(values)
            .GroupBy(pair => pair.First, pair => pair.Second)
            .ToDictionary(group => group.Key, group => function(group));
        return [.. keys.Select(key => results[key])];
    }

    public static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));

    public static void AssertClose(IReadOnlyList<double> expected, TensorView<double> actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Count, actual.Length);
        for (int i = 0; i < expected.Count; i++)
        {
            double deviation = Math.Abs(expected[i] - actual.Span[i]) / Math.Max(1, Math.Abs(expected[i]));
            Assert.True(
                deviation <= tolerance,
                $"{actual.Name} {actual.Shape}[{i}] is {actual.Span[i]:R}, expected {expected[i]:R}"
            );
        }
    }

    /// <summary>Takes steps of a transformation over all shapes, and compares each update of each tensor with a plain one.</summary>
    public static void Compare(
        IGradientTransformation transformation,
        Func<Shape, Func<double[], double[], double[]>> plain,
        int steps = 4
    )
    {
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        OptimizerState<double> state = transformation.Init(parameters);
        Func<double[], double[], double[]>[] rules = [.. Shapes.Select(plain)];
        for (int step = 0; step < steps; step++)
        {
            TensorSet<double> gradients = Problems.Values<double>(Layout, step + 2);
            (TensorSet<double> updates, state) = transformation.Update(gradients, state, parameters);
            for (int i = 0; i < rules.Length; i++)
            {
                double[] expected = rules[i](gradients[i].ToArray(), parameters[i].ToArray());
                AssertClose(expected, updates[i]);
            }
        }
    }
}
