using System.Numerics;
using Pullback.Ops;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>The network of <c>training.json</c>, however its code came about.</summary>
internal interface ITrainedModel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>First weight, first bias, second weight, second bias.</summary>
    TensorLayout Layout { get; }

    (T Loss, TensorSet<T> Gradients) Evaluate(TensorSet<T> parameters, T[] pixels, int[] labels);

    T[] Predict(TensorSet<T> parameters, T[] pixels, int rows);
}

/// <summary>Chooses the emitted network where its sizes are those of the file, and the interpreter for all others.</summary>
internal static class TrainedModels
{
    public static ITrainedModel<T> For<T>(int features, int hidden, int classes, int largestBatch)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        DigitsClassifier.HasSizes(features, hidden, classes)
            ? new Emitted<T>(largestBatch)
            : new Interpreted<T>(Declare(features, hidden, classes));

    private static Graph Declare(int features, int hidden, int classes) =>
        Graph.Define(g =>
        {
            Node pixels = g.Input("pixels", features);
            Node labels = g.Labels("labels", classes);
            Node logits = pixels.Dense(hidden).Relu().Dense(classes);
            return new Model(logits, logits.SoftmaxCrossEntropy(labels));
        });

    private sealed class Emitted<T>(int largestBatch) : ITrainedModel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Workspace<T> workspace = DigitsClassifier.CreateWorkspace<T>(largestBatch);

        public TensorLayout Layout => DigitsClassifier.Layout;

        public (T Loss, TensorSet<T> Gradients) Evaluate(TensorSet<T> parameters, T[] pixels, int[] labels)
        {
            Evaluation<T> evaluation = DigitsClassifier.Evaluate(parameters, pixels, labels, workspace);
            return (evaluation.Loss, evaluation.Gradients);
        }

        public T[] Predict(TensorSet<T> parameters, T[] pixels, int rows) => DigitsClassifier.Predict(parameters, pixels);
    }

    private sealed class Interpreted<T>(Graph graph) : ITrainedModel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly GraphInterpreter interpreter = new(graph);

        public TensorLayout Layout => graph.Layout;

        public (T Loss, TensorSet<T> Gradients) Evaluate(TensorSet<T> parameters, T[] pixels, int[] labels)
        {
            GraphInputs<T> inputs = new GraphInputs<T>(labels.Length).With("pixels", pixels).WithLabels("labels", labels);
            Evaluation<T> evaluation = interpreter.Evaluate(parameters, inputs);
            return (evaluation.Loss, evaluation.Gradients);
        }

        public T[] Predict(TensorSet<T> parameters, T[] pixels, int rows) =>
            interpreter.Predict(parameters, new GraphInputs<T>(rows).With("pixels", pixels));
    }
}
