namespace Pullback.Graphs;

/// <summary>
/// Chooses how weights start, by the activation that follows them. Only a complete graph can say which one that is,
/// so parameters are declared when the graph is completed and not when their layer is.
/// </summary>
internal static class InitializerChoice
{
    /// <summary>
    /// Kaiming's rule in front of a rectifier, with the gain of that op; else Xavier's. The activation that follows a
    /// layer is the first elementwise op that reads it, possibly through dropout, normalisation, sums and scalings, which leave
    /// open what comes after them.
    /// </summary>
    public static InitializerDeclaration ForWeight(IReadOnlyList<GraphNode> nodes, int? layer, int inputs, int outputs)
    {
        ElementwiseFunction? activation = layer is int id ? Following(nodes, id) : null;
        return activation is { IsRectifier: true }
            ? InitializerDeclaration.Kaiming(inputs, activation.Gain)
            : InitializerDeclaration.Xavier(inputs, outputs);
    }

    private static ElementwiseFunction? Following(IReadOnlyList<GraphNode> nodes, int layer)
    {
        // Nodes read only nodes before them, so one pass in declaration order sees every path from the layer.
        HashSet<int> reached = [layer];
        for (int id = layer + 1; id < nodes.Count; id++)
        {
            GraphNode node = nodes[id];
            if (!node.Inputs.Any(reached.Contains))
            {
                continue;
            }
            switch (node.Op)
            {
                case ElementwiseOp elementwise:
                    return elementwise.Function;
                case DropoutOp or LayerNormOp or AddOp or SubtractOp or ScaleOp:
                    reached.Add(id);
                    break;
            }
        }
        return null;
    }
}
