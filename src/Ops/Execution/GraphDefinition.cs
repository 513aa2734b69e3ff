using System.Numerics;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <summary>
/// One declared graph, in its two forms: the one that is interpreted, op by op, and the emitted kernels that were made of it. The emitted
/// <c>Definition</c> of a class with <see cref="LayerGraphAttribute"/> is one; checks compare the two.
/// </summary>
public sealed class GraphDefinition
{
    private readonly GraphKernels<float> single;
    private readonly GraphKernels<double> @double;

    /// <summary>Brings the two forms together.</summary>
    /// <param name="graph">The interpretable graph.</param>
    /// <param name="single">The emitted kernels in <see cref="float"/>.</param>
    /// <param name="double">The emitted kernels in <see cref="double"/>.</param>
    /// <exception cref="ArgumentException">The kernels were made of another graph: their parameters differ.</exception>
    public GraphDefinition(Graph graph, GraphKernels<float> single, GraphKernels<double> @double)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(single);
        ArgumentNullException.ThrowIfNull(@double);
        Throw.IfLayoutDiffers(single.Layout, graph.Layout, nameof(single));
        Throw.IfLayoutDiffers(@double.Layout, graph.Layout, nameof(@double));
        Graph = graph;
        this.single = single;
        this.@double = @double;
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
        return typeof(T) == typeof(float) ? (GraphKernels<T>)(object)single : (GraphKernels<T>)(object)@double;
    }
}
