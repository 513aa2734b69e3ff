namespace Pullback.Generators.Formulas;

/// <summary>Recognises formulas that are right on paper and wrong in floating point, and names what to write instead.</summary>
internal static class UnstablePatterns
{
    /// <summary>What is wrong with a node, and the remedy.</summary>
    internal sealed record Advice(string Problem, string Remedy);

    public static Advice? Find(ExpressionGraph graph, int node) =>
        graph[node].Operation switch
        {
            FormulaOperation.Log => OfLog(graph, graph[node].Operands[0]),
            FormulaOperation.LogP1 when Is(graph, graph[node].Operands[0], FormulaOperation.Exp) => new Advice(
                "overflows for large arguments, and its derivative becomes NaN",
                "ScalarMath.Softplus"
            ),
            FormulaOperation.Subtract => OfDifference(graph, graph[node].Operands[0], graph[node].Operands[1]),
            FormulaOperation.Add => OfSum(graph, graph[node].Operands[0], graph[node].Operands[1]),
            FormulaOperation.Divide => OfQuotient(graph, graph[node].Operands[0], graph[node].Operands[1]),
            FormulaOperation.Sqrt
                when graph[graph[node].Operands[0]] is { Operation: FormulaOperation.Multiply } square
                    && square.Operands[0] == square.Operands[1] => new Advice(
                "overflows for large arguments, and its derivative is NaN at zero",
                "T.Abs"
            ),
            _ => null,
        };

    private static Advice? OfLog(ExpressionGraph graph, int argument)
    {
        FormulaNode inner = graph[argument];
        switch (inner.Operation)
        {
            case FormulaOperation.Sigmoid:
                return new Advice("is -∞ where the sigmoid underflows", "ScalarMath.LogSigmoid");
            case FormulaOperation.Add:
                if (Is(graph, inner.Operands[0], FormulaOperation.Exp) && Is(graph, inner.Operands[1], FormulaOperation.Exp))
                {
                    return new Advice("overflows for large arguments, and its derivative becomes NaN", "ScalarMath.LogAddExp");
                }
                if (OtherThanOne(graph, inner) is not { } other)
                {
                    return null;
                }
                return Is(graph, other, FormulaOperation.Exp)
                    ? new Advice("overflows for large arguments, and its derivative becomes NaN", "ScalarMath.Softplus")
                    : new Advice("loses the digits of arguments near zero", "T.LogP1");
            case FormulaOperation.Subtract when graph[inner.Operands[0]].IsConstantOf(1.0):
                return new Advice("loses the digits of arguments near zero", "T.LogP1 of the negated argument");
            default:
                return null;
        }
    }

    private static Advice? OfDifference(ExpressionGraph graph, int left, int right)
    {
        if (Is(graph, left, FormulaOperation.Exp) && graph[right].IsConstantOf(1.0))
        {
            return new Advice("loses the digits of arguments near zero", "T.ExpM1");
        }
        if (graph[left].IsConstantOf(1.0) && Is(graph, right, FormulaOperation.Exp))
        {
            return new Advice("loses the digits of arguments near zero", "-T.ExpM1");
        }
        if (graph[left].IsConstantOf(1.0) && Is(graph, right, FormulaOperation.Sigmoid))
        {
            return new Advice("cancels where the sigmoid is close to one", "ScalarMath.Sigmoid of the negated argument");
        }
        return graph[left].IsConstantOf(1.0) && Is(graph, right, FormulaOperation.Erf)
            ? new Advice("cancels where the error function is close to one", "ScalarMath.NormalCdf: 1 - Erf(z) = 2 Φ(-√2 z)")
            : null;
    }

    private static Advice? OfSum(ExpressionGraph graph, int left, int right)
    {
        bool isOnePlusErf =
            (graph[left].IsConstantOf(1.0) && Is(graph, right, FormulaOperation.Erf))
            || (graph[right].IsConstantOf(1.0) && Is(graph, left, FormulaOperation.Erf));
        if (isOnePlusErf)
        {
            return new Advice(
                "cancels where the error function is close to minus one",
                "ScalarMath.NormalCdf: 1 + Erf(z) = 2 Φ(√2 z)"
            );
        }
        return Is(graph, left, FormulaOperation.Exp) && graph[right].IsConstantOf(-1.0)
            ? new Advice("loses the digits of arguments near zero", "T.ExpM1")
            : null;
    }

    private static Advice? OfQuotient(ExpressionGraph graph, int numerator, int denominator)
    {
        FormulaNode below = graph[denominator];
        if (
            below.Operation == FormulaOperation.Add
            && OtherThanOne(graph, below) is { } other
            && Is(graph, other, FormulaOperation.Exp)
        )
        {
            return new Advice("overflows in the denominator, and its derivative becomes NaN", "ScalarMath.Sigmoid");
        }
        FormulaNode above = graph[numerator];
        bool isTanh =
            above.Operation == FormulaOperation.Subtract
            && below.Operation == FormulaOperation.Add
            && above.Operands == below.Operands
            && Is(graph, above.Operands[0], FormulaOperation.Exp)
            && Is(graph, above.Operands[1], FormulaOperation.Exp);
        return isTanh ? new Advice("overflows for large arguments", "T.Tanh") : null;
    }

    /// <summary>u, where the node is 1 + u or u + 1.</summary>
    private static int? OtherThanOne(ExpressionGraph graph, FormulaNode sum)
    {
        if (graph[sum.Operands[0]].IsConstantOf(1.0))
        {
            return sum.Operands[1];
        }
        return graph[sum.Operands[1]].IsConstantOf(1.0) ? sum.Operands[0] : null;
    }

    private static bool Is(ExpressionGraph graph, int node, FormulaOperation operation) => graph[node].Operation == operation;
}
