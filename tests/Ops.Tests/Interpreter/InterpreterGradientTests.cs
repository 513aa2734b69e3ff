using Pullback.Ops.Tests.Graphs;
using Xunit;

namespace Pullback.Ops.Tests.Interpreter;

/// <summary>The interpreter's gradients against central differences of its own loss: every parameter, every input, every kind of op.</summary>
public sealed class InterpreterGradientTests
{
    private const int Rows = 3;
    private const double Step = 1e-6;
    private static readonly RandomKey Key = new(seed: 7);

    public static TheoryData<string, Func<Node, Node>> Layers =>
        new()
        {
            { "dense", x => x.Dense(3) },
            { "dense without bias", x => x.Dense(1, bias: false) },
            { "layer norm", x => x.LayerNorm(epsilon: 0.1) },
            { "elementwise", x => x.Apply<Cube>() },
            { "elementwise with a constant", x => x.Dense(4).Apply<Rectifier>(0.3) },
            { "dropout", x => x.Dense(5).Dropout(0.4).Dense(2) },
            { "two dropouts", x => x.Dropout(0.5).Dense(4).Dropout(0.3) },
            { "custom", x => x.Custom<PairSum>(2) },
            { "residual", x => x + x.Dense(4).Apply<Cube>() },
            { "difference of the same", x => x.Dense(4) - (x * 0.5) },
            { "square by a fork", x => x * x },
            { "gate", x => x.Dense(4) * x.Dense(4).Apply<Cube>() },
            { "scale", x => -1.5 * x },
            { "shared parameters", Shared },
            { "deep", x => x.Dense(6).LayerNorm().Apply<Cube>().Dense(4) + x.Dropout(0.2) },
        };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Gradients_of_a_regression_are_central_differences(string name, Func<Node, Node> layer) =>
        Check(
            name,
            Graph.Define(g =>
            {
                Node y = layer(g.Input("x", 4, gradient: true));
                return new Model(y, y.MeanSquaredError(g.Target("target", y.Features)));
            })
        );

    [Theory]
    [MemberData(nameof(Layers))]
    public void Gradients_of_a_classifier_are_central_differences(string name, Func<Node, Node> layer) =>
        Check(
            name,
            Graph.Define(g =>
            {
                Node y = layer(g.Input("x", 4, gradient: true)).Dense(3);
                return new Model(y, y.SoftmaxCrossEntropy(g.Labels("labels", 3)));
            })
        );

    private static Node Shared(Node x)
    {
        DenseParameters shared = x.Graph.DenseParameters(4, 4);
        return x.Dense(shared).Apply<Cube>().Dense(shared);
    }

    private static void Check(string name, Graph graph)
    {
        var interpreter = new GraphInterpreter(graph);
        TensorSet<double> parameters = Perturbed(interpreter.Initialize<double>(Key));
        double[] x = Draw(Rows * 4, 1);
        int targets = graph.Complete.GivenNodes.Where(node => node.Name == "target").Sum(node => node.Features);
        GraphInputs<double> inputs = new GraphInputs<double>(Rows)
            .With("target", Draw(Rows * targets, 2))
            .WithLabels("labels", [0, 2, 1]);

        double Loss(TensorSet<double> at, double[] pixels) => interpreter.Evaluate(at, inputs.With("x", pixels), Key).Loss;
        Evaluation<double> evaluation = interpreter.Evaluate(parameters, inputs.With("x", x), Key);

        foreach (TensorSlot slot in graph.Layout.Slots)
        {
            double[] values = parameters[slot.Name].ToArray();
            double[] numeric = Differences(values, moved => Loss(parameters.WithTensor(slot.Name, moved), x));
            AssertClose(numeric, evaluation.Gradients[slot.Name].ToArray(), $"{name}: {slot.Name}");
        }
        AssertClose(Differences(x, moved => Loss(parameters, moved)), evaluation.InputGradients["x"].ToArray(), $"{name}: x");
    }

    private static double[] Differences(double[] at, Func<double[], double> loss)
    {
        double[] numeric = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            double[] moved = (double[])at.Clone();
            moved[i] = at[i] + Step;
            double above = loss(moved);
            moved[i] = at[i] - Step;
            numeric[i] = (above - loss(moved)) / (2 * Step);
        }
        return numeric;
    }

    /// <summary>Biases start at zero and norms at one, where a wrong gradient could hide.</summary>
    private static TensorSet<double> Perturbed(TensorSet<double> parameters)
    {
        TensorBuffer<double> noise = TensorBuffer<double>.Allocate(parameters.Layout);
        for (int slot = 0; slot < parameters.Layout.Slots.Count; slot++)
        {
            Key.Fold(100 + slot).FillNormal(noise.Slot(slot));
        }
        return parameters + noise.Freeze().Scale(0.2);
    }

    private static double[] Draw(int count, int stream)
    {
        double[] values = new double[count];
        Key.Fold(stream).FillNormal(values);
        return values;
    }

    private static void AssertClose(double[] numeric, double[] analytic, string what)
    {
        Assert.Equal(numeric.Length, analytic.Length);
        for (int i = 0; i < numeric.Length; i++)
        {
            Assert.True(
                Math.Abs(numeric[i] - analytic[i]) <= 1e-8 + (1e-6 * Math.Abs(numeric[i])),
                $"{what}[{i}]: analytic {analytic[i]:R}, numeric {numeric[i]:R}"
            );
        }
    }
}
