namespace Pullback.Generators.Formulas;

/// <summary>Keeps NaN in derivatives: where the value of a formula is NaN because its argument is, its derivative is NaN too.</summary>
/// <remarks>A selected tangent loses it: both branches of ReLU′ are constants, and NaN &gt; 0 is simply false.</remarks>
internal static class NanPropagation
{
    /// <summary>The derivative, with NaN selected back in where the value keeps NaN and the derivative would not.</summary>
    public static int Complete(ExpressionGraph graph, int value, int derivative, int parameterOrdinal)
    {
        if (!Propagates(graph, value, parameterOrdinal) || Propagates(graph, derivative, parameterOrdinal))
        {
            return derivative;
        }
        int x = Enumerable.Range(0, graph.Count).First(node => IsParameter(graph[node], parameterOrdinal));
        return graph.Select(graph.Make(FormulaOperation.NotEqual, x, x), x, derivative);
    }

    /// <summary>Whether the expression is certainly NaN whenever the parameter is.</summary>
    private static bool Propagates(ExpressionGraph graph, int expression, int parameterOrdinal)
    {
        var propagates = new bool[expression + 1];
        var masks = new bool?[expression + 1];
        for (int node = 0; node <= expression; node++)
        {
            FormulaNode current = graph[node];
            if (current.Operation.IsMask())
            {
                masks[node] = MaskAtNan(current, propagates, masks);
            }
            else
            {
                propagates[node] = current.Operation switch
                {
                    FormulaOperation.Parameter => IsParameter(current, parameterOrdinal),
                    FormulaOperation.Select => SelectPropagates(current, propagates, masks),
                    FormulaOperation.CopySign or FormulaOperation.OpForward or FormulaOperation.OpDerivative => propagates[
                        current.Operands[0]
                    ],
                    _ => current.Operands.Any(operand => propagates[operand]),
                };
            }
        }
        return propagates[expression];
    }

    private static bool SelectPropagates(FormulaNode select, bool[] propagates, bool?[] masks) =>
        masks[select.Operands[0]] switch
        {
            true => propagates[select.Operands[1]],
            false => propagates[select.Operands[2]],
            null => propagates[select.Operands[1]] && propagates[select.Operands[2]],
        };

    /// <summary>What a mask is when the parameter is NaN, where that is certain: comparisons with NaN are false, but for ≠.</summary>
    private static bool? MaskAtNan(FormulaNode mask, bool[] propagates, bool?[] masks)
    {
        switch (mask.Operation)
        {
            case FormulaOperation.True or FormulaOperation.False:
                return mask.Operation == FormulaOperation.True;
            case FormulaOperation.Not:
                return !masks[mask.Operands[0]];
            case FormulaOperation.And:
                return masks[mask.Operands[0]] & masks[mask.Operands[1]];
            case FormulaOperation.Or:
                return masks[mask.Operands[0]] | masks[mask.Operands[1]];
            default:
                bool isUnordered = mask.Operands.Any(operand => propagates[operand]);
                return isUnordered ? mask.Operation == FormulaOperation.NotEqual : null;
        }
    }

    private static bool IsParameter(FormulaNode node, int ordinal) =>
        node.Operation == FormulaOperation.Parameter && node.Bits == ordinal;
}
