using System.Numerics;
using Pullback.Ops;

namespace Pullback.Testing.Tests.Graphs;

/// <summary>Stands in for emitted kernels by running the interpreter, with places where a bug can be planted.</summary>
public class InterpretedKernels<T>(Graph graph) : GraphKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly GraphInterpreter interpreter = new(graph);

    protected Graph Declared => graph;

    public override TensorLayout Layout => graph.Layout;

    public override TensorSet<T> Initialize(RandomKey key) => interpreter.Initialize<T>(key);

    public override Evaluation<T> Evaluate(
        TensorSet<T> parameters,
        GraphInputs<T> inputs,
        RandomKey key,
        Workspace<T>? workspace = null
    )
    {
        Evaluation<T> right = interpreter.Evaluate(parameters, inputs, key);
        return new Evaluation<T>(
            right.Loss,
            Planted(parameters, inputs, right.Gradients),
            right.Prediction,
            right.InputGradients
        );
    }

    public override T[] Predict(TensorSet<T> parameters, GraphInputs<T> inputs) => interpreter.Predict(parameters, inputs);

    public override int SavedLength(int batchSize) => 0;

    public override void Forward(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey key, Span<T> saved, Span<T> output)
    {
        double[] prediction = interpreter.Forward(parameters, inputs, key)[graph.PredictionName];
        for (int i = 0; i < prediction.Length; i++)
        {
            output[i] = T.CreateTruncating(prediction[i]);
        }
    }

    public override void Backward(
        TensorSet<T> parameters,
        GraphInputs<T> inputs,
        RandomKey key,
        Span<T> saved,
        ReadOnlySpan<T> outputGradient,
        Span<T> parameterGradients,
        Span<T> inputGradients
    )
    {
        (TensorSet<T> gradients, TensorSet<T> towardsInputs) = interpreter.Backward(
            parameters,
            inputs,
            outputGradient.ToArray(),
            key
        );
        PlantedBackward(parameters, inputs, outputGradient.ToArray(), gradients).Span.CopyTo(parameterGradients);
        int start = 0;
        foreach (TensorView<T> tensor in towardsInputs.Tensors)
        {
            tensor.Span.CopyTo(inputGradients[start..]);
            start += tensor.Length;
        }
    }

    public override Workspace<T> CreateWorkspace(int batchSize) =>
        new(nameof(InterpretedKernels<>), batchSize, Layout, TensorLayout.Empty, graph.PredictionFeatures);

    protected virtual TensorSet<T> Planted(TensorSet<T> parameters, GraphInputs<T> inputs, TensorSet<T> gradients) => gradients;

    protected virtual TensorSet<T> PlantedBackward(
        TensorSet<T> parameters,
        GraphInputs<T> inputs,
        T[] upstream,
        TensorSet<T> gradients
    ) => gradients;
}
