using System.Numerics;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <summary>
/// One declared graph, in its two forms: the one that is interpreted, op by op, and the emitted kernels that were made of it. The emitted
/// <c>Definition</c> of a class with <see cref="LayerGraphAttribute"/> is one; checks compare the two.
/// </summary>
public sealed class GraphDefinition
{
    private readonly GraphKernels<float> floatKernels;
    private readonly GraphKernels<double> doubleKernels;

    /// <summary>Brings the two forms together.</summary>
    /// <param name="graph">The interpretable graph.</param>
    /// <param name="floatKernels">The emitted kernels in <see cref="float"/>.</param>
    /// <param name="doubleKernels">The emitted kernels in <see cref="double"/>.</param>
    /// <exception cref="ArgumentException">The kernels were made of another graph: their parameters differ.</exception>
    public GraphDefinition(Graph graph, GraphKernels<float> floatKernels, GraphKernels<double> doubleKernels)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(floatKernels);
        ArgumentNullException.ThrowIfNull(doubleKernels);
        Throw.IfLayoutDiffers(floatKernels.Layout, graph.Layout, nameof(floatKernels));
        Throw.IfLayoutDiffers(doubleKernels.Layout, graph.Layout, nameof(doubleKernels));
        Graph = graph;
        this.floatKernels = floatKernels;
        this.doubleKernels = doubleKernels;
        Interpreter = new GraphInterpreter(graph);
    }

    /// <summary>The graph: prints as a table.</summary>
    public Graph Graph { get; }

    /// <summary>The plain, slow second opinion: scalar loops in double.</summary>
    public GraphInterpreter Interpreter { get; }

    /// <summary>The emitted kernels for an element type.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The kernels.</returns>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public GraphKernels<T> Kernels<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        return typeof(T) == typeof(float) ? (GraphKernels<T>)(object)floatKernels : (GraphKernels<T>)(object)doubleKernels;
    }
}
