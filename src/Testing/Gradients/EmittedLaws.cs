using Pullback.Ops;

namespace Pullback.Testing;

/// <summary>What emitted kernels promise beyond right numbers: purity, repeatability, and workspaces that change nothing but speed.</summary>
internal sealed class EmittedLaws(Graph graph, Comparer comparer)
{
    public void Repeatable(GraphKernels<double> kernels, GraphCase values)
    {
        TensorSet<double> parameters = values.ParameterSet<double>();
        GraphInputs<double> inputs = values.InputSet<double>();
        double[] prediction = kernels.Predict(parameters, inputs);
        Shape shape = new(values.Batch, graph.PredictionFeatures);
        comparer.Same("prediction, twice", graph.PredictionName, shape, kernels.Predict(parameters, inputs), prediction);
        if (graph.HasLoss)
        {
            Evaluation<double> first = kernels.Evaluate(parameters, inputs, values.Key);
            SameEvaluation("evaluation, twice", kernels.Evaluate(parameters, inputs, values.Key), first);
            // A workspace that is too large, and used twice, so that what the first call left in it would show.
            Workspace<double> workspace = kernels.CreateWorkspace(values.Batch + 3);
            kernels.Evaluate(parameters, inputs, values.Key, workspace);
            SameEvaluation("evaluation in a used workspace", kernels.Evaluate(parameters, inputs, values.Key, workspace), first);
        }
        foreach (TensorSlot slot in graph.Layout.Slots)
        {
            comparer.Same(
                "parameters are left alone",
                slot.Name,
                slot.Shape,
                parameters[slot.Name].Span,
                values.Parameters[slot.Name]
            );
        }
    }

    private void SameEvaluation(string check, Evaluation<double> actual, Evaluation<double> expected)
    {
        comparer.Same(check, "loss", Shape.Scalar, [actual.Loss], [expected.Loss]);
        comparer.Same(check, "prediction", expected.Prediction.Shape, actual.Prediction.Span, expected.Prediction.Span);
        foreach (TensorSlot slot in graph.Layout.Slots)
        {
            comparer.Same(check, slot.Name, slot.Shape, actual.Gradients[slot.Name].Span, expected.Gradients[slot.Name].Span);
        }
        foreach (TensorView<double> gradient in expected.InputGradients.Tensors)
        {
            comparer.Same(check, gradient.Name, gradient.Shape, actual.InputGradients[gradient.Name].Span, gradient.Span);
        }
    }
}
