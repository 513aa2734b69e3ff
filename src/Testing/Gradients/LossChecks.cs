using System.Numerics;
using Pullback.Ops;

namespace Pullback.Testing;

/// <summary>Comparisons of the loss, and of its gradients towards every parameter and every input that asked for one.</summary>
internal sealed class LossChecks(Graph graph, Comparer comparer, string way)
{
    public void AgainstDifferences(GraphRunner<double> runner, GraphCase values, CaseRandom random)
    {
        Evaluation<double> evaluation = Evaluate(runner, values);
        CentralDifference difference = new(() => [Evaluate(runner, values).Loss], [1]);
        foreach (TensorSlot slot in graph.Layout.Slots)
        {
            double[] gradient = evaluation.Gradients[slot.Name].ToArray();
            if (slot.Trainable)
            {
                string check = $"{way} gradient of the loss";
                comparer.AgainstDifferences(
                    check,
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
            Shape shape = new(values.Batch, input.Features);
            double[] gradient = evaluation.InputGradients[input.Name].ToArray();
            comparer.AgainstDifferences(
                $"{way} gradient of the loss",
                input.Name,
                shape,
                values.Inputs[input.Name],
                gradient,
                difference,
                random
            );
        }
    }

    public void Agree(
        string check,
        GraphRunner<double> actual,
        GraphRunner<double> expected,
        GraphCase values,
        double tolerance
    ) => Agree(check, Evaluate(actual, values), Evaluate(expected, values), values, tolerance);

    public void SingleAgainstDouble(GraphRunner<float> single, GraphRunner<double> twice, GraphCase values) =>
        Agree(
            "float against double",
            Evaluate(single, values),
            Evaluate(twice, values),
            values,
            comparer.Options.SingleTolerance
        );

    private void Agree<TActual, TExpected>(
        string check,
        Evaluation<TActual> actual,
        Evaluation<TExpected> expected,
        GraphCase values,
        double tolerance
    )
        where TActual : unmanaged, IFloatingPointIeee754<TActual>
        where TExpected : unmanaged, IFloatingPointIeee754<TExpected>
    {
        comparer.Close(
            check + ", loss",
            "loss",
            Shape.Scalar,
            [double.CreateChecked(actual.Loss)],
            [double.CreateChecked(expected.Loss)],
            tolerance
        );
        Compare("prediction", actual.Prediction, expected.Prediction);
        foreach (TensorSlot slot in graph.Layout.Slots)
        {
            Compare("gradient of the loss", actual.Gradients[slot.Name], expected.Gradients[slot.Name]);
        }
        foreach (GraphInput input in graph.Inputs.Where(input => input.WantsGradient))
        {
            Compare("gradient of the loss", actual.InputGradients[input.Name], expected.InputGradients[input.Name]);
        }

        void Compare(string what, TensorView<TActual> left, TensorView<TExpected> right) =>
            comparer.Close(
                $"{check}, {what}",
                right.Name,
                right.Shape,
                Doubles.From(left.Span),
                Doubles.From(right.Span),
                tolerance
            );
    }

    private static Evaluation<T> Evaluate<T>(GraphRunner<T> runner, GraphCase values)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        runner.Evaluate(values.ParameterSet<T>(), values.InputSet<T>(), values.Key);
}
