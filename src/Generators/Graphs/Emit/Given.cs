using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Something that the caller hands in, as a parameter of emitted methods.</summary>
internal sealed class Given(GraphNode node)
{
    public GraphNode Node { get; } = node;

    /// <summary>The parameter's name.</summary>
    public string Name { get; } = Literals.Identifier(node.Name);

    public bool IsLabels => Node.Op is LabelsOp;

    /// <summary>Whether prediction needs it: losses alone read labels and targets.</summary>
    public bool IsInput => Node.Op is InputOp;

    public bool WantsGradient => Node.Op is InputOp { WantsGradient: true };

    /// <summary>The name of its gradient, as parameter of the private passes.</summary>
    public string GradientName => Node.Name + "Gradient";

    public string Features => Literals.Int32(Node.Features);

    /// <summary>The parameter in the overload that takes spans, or arrays.</summary>
    public string Declaration(bool arrays) => $"{Type(arrays)} {Name}";

    public string Description =>
        Node.Op switch
        {
            LabelsOp labels => $"The class of each sample, from 0 to {Literals.Int32(labels.Classes - 1)}.",
            TargetOp => $"[batch, {Features}], row-major: what the loss compares with.",
            _ => $"[batch, {Features}], row-major.",
        };

    private string Type(bool arrays) =>
        (IsLabels, arrays) switch
        {
            (true, true) => "int[]",
            (true, false) => "global::System.ReadOnlySpan<int>",
            (false, true) => "T[]",
            (false, false) => "global::System.ReadOnlySpan<T>",
        };
}
