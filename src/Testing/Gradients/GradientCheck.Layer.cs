using FsCheck;
using Pullback.Ops;

namespace Pullback.Testing;

public static partial class GradientCheck
{
    /// <summary>
    /// Checks a layer at random widths: the gradients towards its input and each of its parameters, as the interpreter computes them, against central
    /// differences. The emitted code of a layer exists only inside a graph, and is checked there.
    /// </summary>
    /// <param name="layer">The layer: appends its ops to a node, and gives the last.</param>
    /// <param name="options">Tolerances, the range of inputs, the numbers of features to draw from; null: the defaults.</param>
    /// <returns>A property for FsCheck.</returns>
    public static Property Layer(Func<Node, Node> layer, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return Property(drawn => RunLayer(layer, options ?? GradientCheckOptions.Default, drawn));
    }

    /// <summary>Runs <see cref="Layer"/> over a fixed list of cases.</summary>
    /// <param name="layer">The layer: appends its ops to a node, and gives the last.</param>
    /// <param name="options">Tolerances, the range of inputs, the numbers of features, the cases to run; null: the defaults.</param>
    /// <returns>The report of the last case.</returns>
    /// <exception cref="GradientCheckException">A comparison failed.</exception>
    public static GradientReport VerifyLayer(Func<Node, Node> layer, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        options ??= GradientCheckOptions.Default;
        return Verify(options, drawn => RunLayer(layer, options, drawn));
    }

    private static GradientReport RunLayer(Func<Node, Node> layer, GradientCheckOptions options, CheckCase drawn)
    {
        // A stream of its own, so that the values of the case do not depend on how its width was found.
        CaseRandom random = new(drawn with { Seed = ~drawn.Seed });
        int features =
            options.Features.Count > 0 ? options.Features[random.Integer(0, options.Features.Count - 1)] : random.SmallLength();
        Graph graph = Ops.Graph.Define(g => new Model(layer(g.Input("x", features, gradient: true))));
        return new GraphCheck(options).Run(graph, null, drawn, $"GradientCheck.VerifyLayer(layer, {Replays.Of(drawn, options)})");
    }
}
