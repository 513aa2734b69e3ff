using System.Numerics;
using Pullback.Ops;

namespace Pullback.Testing;

/// <summary>Comparisons of the prediction, and of the gradients of ⟨upstream, prediction⟩ towards every parameter and every input that asked for one.</summary>
internal sealed class PredictionChecks(Graph graph, Comparer comparer, string way)
{
    public void AgainstDifferences(GraphRunner<double> runner, GraphCase values, CaseRandom random)
    {
        Gradients gradients = Backward(runner, values, values.Upstream);
        CentralDifference difference = new(() => Forward(runner, values), values.Upstream);
        foreach (TensorSlot slot in graph.Layout.Slots)
        {
            double[] gradient = gradients.ByName[slot.Name];
            if (slot.Trainable)
            {
                comparer.AgainstDifferences(
                    $"{way} backward",
                    slot.Name,
                    slot.Shape,
                    values.Parameters[slot.Name],
                    gradient,
                    difference,
                    random
                );
            }
            else
            {
                comparer.Equal(
                    "a frozen parameter has no gradient",
                    slot.Name,
                    slot.Shape,
                    gradient,
                    new double[gradient.Length]
                );
            }
        }
        foreach (GraphInput input in graph.Inputs.Where(input => input.WantsGradient))
        {
            comparer.AgainstDifferences(
                $"{way} backward",
                input.Name,
                new Shape(values.Batch, input.Features),
                values.Inputs[input.Name],
                gradients.ByName[input.Name],
                difference,
                random
            );
        }
    }

    /// <summary>Gradients are linear in the upstream gradient: a factor of two is exact, and zero gives zero.</summary>
    public void Upstream(GraphRunner<double> runner, GraphCase values)
    {
        Gradients once = Backward(runner, values, values.Upstream);
        Gradients doubled = Backward(runner, values, [.. values.Upstream.Select(g => 2 * g)]);
        Gradients zero = Backward(runner, values, new double[values.Upstream.Length]);
        foreach ((string name, Shape shape) in once.Shapes)
        {
            double[] expected = [.. once.ByName[name].Select(g => 2 * g)];
            comparer.Equal("twice the upstream gradient gives twice the gradient", name, shape, doubled.ByName[name], expected);
            comparer.Equal("zero upstream gradient gives zero", name, shape, zero.ByName[name], new double[expected.Length]);
        }
    }

    public void Agree(
        string check,
        GraphRunner<double> actual,
        GraphRunner<double> expected,
        GraphCase values,
        double tolerance
    ) =>
        Agree(
            check,
            Forward(actual, values),
            Forward(expected, values),
            Backward(actual, values, values.Upstream),
            Backward(expected, values, values.Upstream),
            values,
            tolerance
        );

    public void SingleAgainstDouble(GraphRunner<float> single, GraphRunner<double> twice, GraphCase values) =>
        Agree(
            "float against double",
            Forward(single, values),
            Forward(twice, values),
            Backward(single, values, values.Upstream),
            Backward(twice, values, values.Upstream),
            values,
            comparer.Options.SingleTolerance
        );

    private void Agree(
        string check,
        double[] actual,
        double[] expected,
        Gradients actualGradients,
        Gradients expectedGradients,
        GraphCase values,
        double tolerance
    )
    {
        Shape shape = new(values.Batch, graph.PredictionFeatures);
        comparer.Close($"{check}, forward", graph.PredictionName, shape, actual, expected, tolerance);
        foreach ((string name, Shape gradientShape) in expectedGradients.Shapes)
        {
            comparer.Close(
                $"{check}, backward",
                name,
                gradientShape,
                actualGradients.ByName[name],
                expectedGradients.ByName[name],
                tolerance
            );
        }
    }

    private static double[] Forward<T>(GraphRunner<T> runner, GraphCase values)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Doubles.From<T>(runner.Forward(values.ParameterSet<T>(), values.InputSet<T>(), values.Key));

    private static Gradients Backward<T>(GraphRunner<T> runner, GraphCase values, double[] upstream)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (TensorSet<T> parameters, Dictionary<string, T[]> inputs) = runner.Backward(
            values.ParameterSet<T>(),
            values.InputSet<T>(),
            values.Key,
            Doubles.To<T>(upstream)
        );
        Gradients gradients = new();
        foreach (TensorView<T> tensor in parameters.Tensors)
        {
            gradients.Add(tensor.Name, tensor.Shape, Doubles.From(tensor.Span));
        }
        foreach ((string name, T[] gradient) in inputs)
        {
            gradients.Add(name, new Shape(values.Batch, gradient.Length / values.Batch), Doubles.From<T>(gradient));
        }
        return gradients;
    }

    /// <summary>Gradients of parameters and inputs together, in declaration order.</summary>
    private sealed class Gradients
    {
        public List<(string Name, Shape Shape)> Shapes { get; } = [];

        public Dictionary<string, double[]> ByName { get; } = new(StringComparer.Ordinal);

        public void Add(string name, Shape shape, double[] gradient)
        {
            Shapes.Add((name, shape));
            ByName[name] = gradient;
        }
    }
}
