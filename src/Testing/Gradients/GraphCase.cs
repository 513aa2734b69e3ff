using System.Globalization;
using System.Numerics;
using Pullback.Ops;

namespace Pullback.Testing;

/// <summary>
/// Random parameters, inputs and upstream gradient of a graph in one case. Values are floats, so that both precisions start from the same numbers;
/// central differences move the double arrays, and ask for tensors again.
/// </summary>
internal sealed class GraphCase
{
    private readonly Graph graph;
    private readonly Dictionary<string, int[]> labels = new(StringComparer.Ordinal);

    public GraphCase(Graph graph, CheckCase drawn, CaseRandom random, GradientCheckOptions options)
    {
        this.graph = graph;
        Batch = random.Batch();
        Key = new RandomKey(drawn.Seed);
        foreach (TensorSlot slot in graph.Layout.Slots)
        {
            // Wide layers get small weights, so that activations stay where they are not flat.
            double bound = slot.Shape.Rank < 2 ? 1 : Math.Sqrt(3.0 / Math.Max(1, slot.Shape[0]));
            Parameters[slot.Name] = Single(random.Values(slot.Length, -bound, bound));
        }
        foreach (GraphInput input in graph.Inputs)
        {
            if (input.IsLabels)
            {
                labels[input.Name] = [.. Enumerable.Range(0, Batch).Select(_ => random.Integer(0, input.Classes - 1))];
            }
            else
            {
                double bound = Math.Min(2, Math.Min(-options.Minimum, options.Maximum));
                Inputs[input.Name] = Single(random.Values(Batch * input.Features, -bound, bound));
            }
        }
        Upstream = Single(random.Values(Batch * graph.PredictionFeatures, -2, 2));
    }

    public int Batch { get; }

    public RandomKey Key { get; }

    public Dictionary<string, double[]> Parameters { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, double[]> Inputs { get; } = new(StringComparer.Ordinal);

    public double[] Upstream { get; }

    /// <summary>"batch 3, pixels 3×64, labels 3".</summary>
    public string Shapes =>
        string.Join(
            ", ",
            graph
                .Inputs.Select(input => $"{input.Name} {(input.IsLabels ? new Shape(Batch) : new Shape(Batch, input.Features))}")
                .Prepend("batch " + Batch.ToString(CultureInfo.InvariantCulture))
        );

    public TensorSet<T> ParameterSet<T>()
        where T : unmanaged, IFloatingPointIeee754<T> =>
        TensorSet<T>.Create(graph.Layout, Parameters.Select(pair => (pair.Key, Doubles.To<T>(pair.Value))));

    public GraphInputs<T> InputSet<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        GraphInputs<T> set = new(Batch);
        foreach ((string name, double[] values) in Inputs)
        {
            set = set.With(name, Doubles.To<T>(values));
        }
        foreach ((string name, int[] classes) in labels)
        {
            set = set.WithLabels(name, classes);
        }
        return set;
    }

    private static double[] Single(double[] values) => [.. values.Select(value => (double)(float)value)];
}
