using Pullback.Ops;

namespace Pullback.Testing;

/// <summary>
/// The checks of one graph in one case. What runs in production (the emitted kernels, where there are any) is compared with central differences of itself,
/// with the interpreter, and in float with itself in double.
/// </summary>
internal sealed class GraphCheck(GradientCheckOptions options)
{
    /// <summary>Emitted against interpreted: different orders of the same sums.</summary>
    private const double RoundingTolerance = 1e-9;

    /// <summary>
    /// How often the comparison of float with double is drawn anew: a rectifier's argument may round to the other side of its bend, which is chance;
    /// a wrong kernel is wrong every time.
    /// </summary>
    private const int SingleAttempts = 3;

    public GradientReport Run(Graph graph, GraphDefinition? definition, CheckCase drawn, string call)
    {
        CaseRandom random = new(drawn);
        Comparer comparer = new(options);
        GraphCase values = new(graph, drawn, random, options);
        GraphInterpreter interpreter = definition?.Interpreter ?? new GraphInterpreter(graph);
        InterpretedGraph<double> interpreted = new(interpreter, graph.PredictionName);
        GraphRunner<double> runner = definition is null
            ? interpreted
            : new EmittedGraph<double>(graph, definition.Kernels<double>());
        string way = definition is null ? "interpreted" : "emitted";

        if (graph.HasLoss)
        {
            new LossChecks(graph, comparer, way).AgainstDifferences(runner, values, random);
        }
        else
        {
            new PredictionChecks(graph, comparer, way).AgainstDifferences(runner, values, random);
        }
        new PredictionChecks(graph, comparer, way).Upstream(runner, values);
        if (definition is not null)
        {
            AgainstInterpreter(graph, comparer, runner, interpreted, values);
            EmittedLaws laws = new(graph, comparer);
            laws.Repeatable(definition.Kernels<double>(), values);
            SingleAgainstDouble(graph, comparer, definition, drawn, random);
        }
        return comparer.Report(Subject(graph), values.Shapes, drawn, call);
    }

    private static void AgainstInterpreter(
        Graph graph,
        Comparer comparer,
        GraphRunner<double> emitted,
        GraphRunner<double> interpreted,
        GraphCase values
    )
    {
        PredictionChecks predictions = new(graph, comparer, "emitted");
        predictions.Agree("emitted against interpreted", emitted, interpreted, values, RoundingTolerance);
        if (graph.HasLoss)
        {
            new LossChecks(graph, comparer, "emitted").Agree(
                "emitted against interpreted",
                emitted,
                interpreted,
                values,
                RoundingTolerance
            );
        }
    }

    private void SingleAgainstDouble(
        Graph graph,
        Comparer comparer,
        GraphDefinition definition,
        CheckCase drawn,
        CaseRandom random
    )
    {
        EmittedGraph<float> single = new(graph, definition.Kernels<float>());
        EmittedGraph<double> twice = new(graph, definition.Kernels<double>());
        for (int attempt = 1; ; attempt++)
        {
            Comparer trial = new(options);
            GraphCase values = new(graph, drawn, random, options);
            new PredictionChecks(graph, trial, "emitted").SingleAgainstDouble(single, twice, values);
            if (graph.HasLoss)
            {
                new LossChecks(graph, trial, "emitted").SingleAgainstDouble(single, twice, values);
            }
            if (trial.Passed || attempt == SingleAttempts)
            {
                comparer.AddAll(trial);
                return;
            }
        }
    }

    private static string Subject(Graph graph) =>
        $"graph({string.Join(", ", graph.Inputs.Select(input => input.Name))}) → {graph.PredictionName}";
}
