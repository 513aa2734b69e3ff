using FsCheck;
using Pullback.Ops;

namespace Pullback.Testing;

public static partial class GradientCheck
{
    /// <summary>
    /// Checks the emitted kernels of a graph: against central differences, against the interpreter, float against double; and that they are pure and
    /// repeatable, in a workspace and without.
    /// </summary>
    /// <param name="definition">The emitted <c>Definition</c> of a class with <see cref="LayerGraphAttribute"/>.</param>
    /// <param name="options">Tolerances, the range of inputs; null: the defaults.</param>
    /// <returns>A property for FsCheck.</returns>
    public static Property Graph(GraphDefinition definition, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Property(drawn => RunGraph(definition, options ?? GradientCheckOptions.Default, drawn));
    }

    /// <summary>Runs <see cref="Graph(GraphDefinition, GradientCheckOptions?)"/> over a fixed list of cases.</summary>
    /// <param name="definition">The emitted <c>Definition</c> of a class with <see cref="LayerGraphAttribute"/>.</param>
    /// <param name="options">Tolerances, the range of inputs, the cases to run; null: the defaults.</param>
    /// <returns>The report of the last case.</returns>
    /// <exception cref="GradientCheckException">A comparison failed.</exception>
    public static GradientReport VerifyGraph(GraphDefinition definition, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        options ??= GradientCheckOptions.Default;
        return Verify(options, drawn => RunGraph(definition, options, drawn));
    }

    /// <summary>Checks the interpreter's gradients of a graph that was built at run time against central differences.</summary>
    /// <param name="graph">A complete graph, from <see cref="Ops.Graph.Define"/>.</param>
    /// <param name="options">Tolerances, the range of inputs; null: the defaults.</param>
    /// <returns>A property for FsCheck.</returns>
    public static Property Graph(Graph graph, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return Property(drawn => RunGraph(graph, options ?? GradientCheckOptions.Default, drawn));
    }

    /// <summary>Runs <see cref="Graph(Ops.Graph, GradientCheckOptions?)"/> over a fixed list of cases.</summary>
    /// <param name="graph">A complete graph, from <see cref="Ops.Graph.Define"/>.</param>
    /// <param name="options">Tolerances, the range of inputs, the cases to run; null: the defaults.</param>
    /// <returns>The report of the last case.</returns>
    /// <exception cref="GradientCheckException">A comparison failed.</exception>
    public static GradientReport VerifyGraph(Graph graph, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= GradientCheckOptions.Default;
        return Verify(options, drawn => RunGraph(graph, options, drawn));
    }

    private static GradientReport RunGraph(GraphDefinition definition, GradientCheckOptions options, CheckCase drawn) =>
        new GraphCheck(options).Run(
            definition.Graph,
            definition,
            drawn,
            $"GradientCheck.VerifyGraph(definition, {Replays.Of(drawn, options)})"
        );

    private static GradientReport RunGraph(Graph graph, GradientCheckOptions options, CheckCase drawn) =>
        new GraphCheck(options).Run(graph, null, drawn, $"GradientCheck.VerifyGraph(graph, {Replays.Of(drawn, options)})");
}
