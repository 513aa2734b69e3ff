using System.Numerics;
using Pullback.Ops;
using Xunit;

namespace Pullback.Generators.Tests.Graphs;

/// <summary>Holds what was emitted for a graph against the interpreter: layouts, names, first parameters, loss, gradients, predictions.</summary>
internal static class GraphComparison
{
    /// <summary>Batches of one, of a ragged number and of more than a vector.</summary>
    private static readonly int[] _batchSizes = [1, 3, 17];

    public static void AssertAgrees(LoadedGraph graph)
    {
        foreach (int rows in _batchSizes)
        {
            AssertAgrees<double>(graph, rows, tolerance: 1e-11);
            AssertAgrees<float>(graph, rows, tolerance: 2e-4);
        }
    }

    private static void AssertAgrees<T>(LoadedGraph graph, int rows, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        GraphDefinition definition = graph.Definition;
        GraphKernels<T> kernels = definition.Kernels<T>();
        GraphInterpreter interpreter = definition.Interpreter;
        var key = new RandomKey(20 + rows);
        TensorSet<T> parameters = kernels.Initialize(key);

        Assert.Equal(interpreter.Layout, kernels.Layout);
        Assert.Equal(interpreter.Initialize<T>(key), parameters);
        // Biases begin at zero, where mistakes in them hide.
        parameters += interpreter.Initialize<T>(key.Fold(1)).Map(_ => T.CreateTruncating(0.0625));

        GraphInputs<T> inputs = graph.Inputs<T>(rows, key);
        Close(interpreter.Predict(parameters, inputs), kernels.Predict(parameters, inputs), tolerance, "prediction");
        CompareBackward(graph, kernels, interpreter, parameters, inputs, key, tolerance);
        if (graph.Graph.Loss is not null)
        {
            CompareEvaluation(kernels, interpreter, parameters, inputs, key, tolerance);
        }
    }

    private static void CompareEvaluation<T>(
        GraphKernels<T> kernels,
        GraphInterpreter interpreter,
        TensorSet<T> parameters,
        GraphInputs<T> inputs,
        RandomKey key,
        double tolerance
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Evaluation<T> expected = interpreter.Evaluate(parameters, inputs, key);
        Evaluation<T> actual = kernels.Evaluate(parameters, inputs, key);
        Close([expected.Loss], [actual.Loss], tolerance, "loss");
        Close(expected.Prediction.ToArray(), actual.Prediction.ToArray(), tolerance, "prediction of the evaluation");
        Close(expected.Gradients, actual.Gradients, tolerance, "gradient");
        Close(expected.InputGradients, actual.InputGradients, tolerance, "gradient of the evaluation towards");

        // A workspace that is larger than the batch and was used before gives the same bits.
        Workspace<T> workspace = kernels.CreateWorkspace(inputs.BatchSize + 2);
        kernels.Evaluate(parameters, inputs, key.Fold(7), workspace);
        Evaluation<T> again = kernels.Evaluate(parameters, inputs, key, workspace);
        Assert.Equal(actual.Gradients, again.Gradients);
        Assert.Equal(actual.InputGradients, again.InputGradients);
        Assert.Equal(actual.Prediction.ToArray(), again.Prediction.ToArray());
    }

    private static void CompareBackward<T>(
        LoadedGraph graph,
        GraphKernels<T> kernels,
        GraphInterpreter interpreter,
        TensorSet<T> parameters,
        GraphInputs<T> inputs,
        RandomKey key,
        double tolerance
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int rows = inputs.BatchSize;
        int features = graph.Graph.PredictionNode.Features;
        double[] direction = new double[rows * features];
        key.Fold(99).FillNormal(direction.AsSpan());
        T[] outputGradient = [.. direction.Select(value => T.CreateTruncating((float)value))];
        T[] saved = Dirty<T>(kernels.SavedLength(rows));
        T[] output = Dirty<T>(rows * features);
        T[] gradients = Dirty<T>(kernels.Layout.BufferLength);
        T[] inputGradients = Dirty<T>(graph.Graph.GradientInputs.Sum(node => rows * node.Features));

        kernels.Forward(parameters, inputs, key, saved, output);
        Close(interpreter.Forward(parameters, inputs, key)[graph.Graph.PredictionNode.Name], output, tolerance, "output");

        kernels.Backward(parameters, inputs, key, saved, outputGradient, gradients, inputGradients);
        var (expected, expectedInputs) = interpreter.Backward(parameters, inputs, outputGradient, key);
        Close(expected.Span.ToArray(), gradients, tolerance, "parameter gradients with padding");
        Close([.. expectedInputs.Tensors.SelectMany(tensor => tensor.ToArray())], inputGradients, tolerance, "input gradients");
    }

    /// <summary>Memory that has been used for something else: whoever relies on zeros shows it.</summary>
    private static T[] Dirty<T>(int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] memory = new T[length];
        Array.Fill(memory, T.CreateTruncating(-12345.5));
        return memory;
    }

    private static void Close<T>(TensorSet<T> expected, TensorSet<T> actual, double tolerance, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Layout, actual.Layout);
        for (int slot = 0; slot < expected.Layout.Slots.Count; slot++)
        {
            Close(expected[slot].ToArray(), actual[slot].ToArray(), tolerance, $"{what} {expected[slot].Name}");
        }
    }

    private static void Close<T>(T[] expected, T[] actual, double tolerance, string what)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Close([.. expected.Select(value => double.CreateTruncating(value))], actual, tolerance, what);

    private static void Close<T>(double[] expected, T[] actual, double tolerance, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, expected.Select(Math.Abs).DefaultIfEmpty().Max());
        for (int i = 0; i < expected.Length; i++)
        {
            double value = double.CreateTruncating(actual[i]);
            Assert.True(
                Math.Abs(expected[i] - value) <= tolerance * scale,
                $"{typeof(T).Name} {what}[{i}]: interpreted {expected[i]:R}, emitted {value:R}"
            );
        }
    }
}
