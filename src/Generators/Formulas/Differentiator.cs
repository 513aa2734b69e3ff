namespace Pullback.Generators.Formulas;

/// <summary>Forms the derivative of an expression graph forward: each node gets its tangent, the derivative towards one parameter.</summary>
/// <remarks>
/// A tangent that does not exist (a constant's) is <see langword="null"/>, never the number zero, and never multiplied: 0 · ∞ is NaN. For the same
/// reason the tangents at a conditional are selected. At a kink the value is that of the flat side where one side is flat (ReLU′(0) = 0), and 0 for |x|.
/// </remarks>
internal sealed class Differentiator
{
    private readonly ExpressionGraph _graph;
    private readonly int?[] _tangents;

    private Differentiator(ExpressionGraph graph)
    {
        _graph = graph;
        _tangents = new int?[graph.Count];
    }

    /// <summary>Adds the derivative of <paramref name="result"/> towards the parameter to the graph.</summary>
    /// <param name="graph">The graph; nodes are added at its end.</param>
    /// <param name="result">The node to differentiate.</param>
    /// <param name="parameterOrdinal">Towards which parameter.</param>
    /// <returns>The node of the derivative.</returns>
    public static int Differentiate(ExpressionGraph graph, int result, int parameterOrdinal)
    {
        var differentiator = new Differentiator(graph);
        // Operands come before the nodes that use them: one pass in the order of the nodes sees every tangent in time.
        for (int node = 0; node <= result; node++)
        {
            if (graph[node].Operation.IsMask())
            {
                continue;
            }
            int? tangent =
                graph[node].Operation == FormulaOperation.Parameter
                    ? (graph[node].Bits == parameterOrdinal ? graph.One : null)
                    : differentiator.Tangent(node);
            differentiator._tangents[node] = tangent;
            if (tangent is { } named && graph.NameOf(node).Length > 0)
            {
                graph.SetName(named, graph.NameOf(node) + "Slope");
            }
        }
        return differentiator._tangents[result] ?? graph.Zero;
    }

    /// <summary>Whether the derivative towards the parameter can be formed: ops known from metadata have none towards their constants.</summary>
    public static bool DependsOn(ExpressionGraph graph, int expression, int parameterOrdinal)
    {
        var depends = new bool[expression + 1];
        for (int node = 0; node <= expression; node++)
        {
            FormulaNode current = graph[node];
            depends[node] =
                current.Operation == FormulaOperation.Parameter
                    ? current.Bits == parameterOrdinal
                    : current.Operands.Any(operand => depends[operand]);
        }
        return depends[expression];
    }

    private int? Tangent(int node)
    {
        FormulaNode current = _graph[node];
        if (current.Operands.Count == 0)
        {
            return null;
        }
        int a = current.Operands[0];
        int b = current.Operands.Count > 1 ? current.Operands[1] : -1;
        int c = current.Operands.Count > 2 ? current.Operands[2] : -1;
        return current.Operation switch
        {
            FormulaOperation.Add => Sum(D(a), D(b)),
            FormulaOperation.Subtract => Sum(D(a), Negative(D(b))),
            FormulaOperation.Negate => Negative(D(a)),
            FormulaOperation.Multiply => Product(a, b),
            FormulaOperation.Divide => Quotient(node, a, b),
            FormulaOperation.FusedMultiplyAdd => Sum(Product(a, b), D(c)),
            FormulaOperation.Select => Choose(a, D(b), D(c)),
            FormulaOperation.Max => Extremum(FormulaOperation.GreaterThan, a, b),
            FormulaOperation.Min => Extremum(FormulaOperation.LessThan, a, b),
            FormulaOperation.Clamp => Clamped(a, b, c),
            FormulaOperation.Abs => Absolute(a),
            FormulaOperation.CopySign => SignCopied(a, b),
            FormulaOperation.LogAddExp => Sum(
                Times(D(a), () => Function(FormulaOperation.Sigmoid, _graph.Subtract(a, b))),
                Times(D(b), () => Function(FormulaOperation.Sigmoid, _graph.Subtract(b, a)))
            ),
            _ => Times(D(a), () => Slope(node, a)),
        };
    }

    /// <summary>The derivative of a function of one argument towards that argument.</summary>
    private int Slope(int node, int a) =>
        _graph[node].Operation switch
        {
            FormulaOperation.Sqrt => _graph.Divide(_graph.Constant(0.5), node),
            FormulaOperation.Exp => node,
            // Not "the value plus one", which has lost the derivative's digits where the value is close to −1.
            FormulaOperation.ExpM1 => Function(FormulaOperation.Exp, a),
            FormulaOperation.Log => _graph.Divide(_graph.One, a),
            FormulaOperation.LogP1 => _graph.Divide(_graph.One, _graph.Add(_graph.One, a)),
            FormulaOperation.Tanh => Function(FormulaOperation.TanhDerivative, a),
            FormulaOperation.Sin => Function(FormulaOperation.Cos, a),
            FormulaOperation.Cos => _graph.Negate(Function(FormulaOperation.Sin, a)),
            FormulaOperation.Sigmoid => Function(FormulaOperation.SigmoidDerivative, a),
            FormulaOperation.LogSigmoid => Function(FormulaOperation.Sigmoid, _graph.Negate(a)),
            FormulaOperation.Softplus => Function(FormulaOperation.SoftplusDerivative, a),
            FormulaOperation.Erf => _graph.Multiply(
                _graph.Constant(1.1283791670955126), // 2 / √π
                Function(FormulaOperation.Exp, _graph.Negate(_graph.Multiply(a, a)))
            ),
            FormulaOperation.NormalCdf => Function(FormulaOperation.NormalPdf, a),
            FormulaOperation.OpForward => _graph.Op(FormulaOperation.OpDerivative, _graph[node].Text, _graph[node].Operands),
            _ => throw new InvalidOperationException($"{_graph[node].Operation} has no derivative rule."),
        };

    private int? D(int expression) => _tangents[expression];

    private int Function(FormulaOperation operation, params int[] operands) => _graph.Make(operation, operands);

    private int? Sum(int? left, int? right) => (left, right) is ({ } l, { } r) ? _graph.Add(l, r) : left ?? right;

    private int? Negative(int? tangent) => tangent is { } t ? _graph.Negate(t) : null;

    /// <summary>The chain rule: slope · tangent; the slope is not even formed where there is no tangent.</summary>
    private int? Times(int? tangent, Func<int> slope) => tangent is { } t ? _graph.Multiply(slope(), t) : null;

    private int? Product(int a, int b)
    {
        if (a == b)
        {
            return Times(D(a), () => _graph.Multiply(_graph.Constant(2.0), a));
        }
        return Sum(Times(D(a), () => b), Times(D(b), () => a));
    }

    private int? Quotient(int node, int a, int b)
    {
        // d(a / b) = (da − (a / b) db) / b: the quotient is there already, and its square is not formed, which could overflow.
        int? numerator = Sum(D(a), Negative(Times(D(b), () => node)));
        return numerator is { } n ? _graph.Divide(n, b) : null;
    }

    private int? Choose(int mask, int? ifTrue, int? ifFalse) =>
        ifTrue is null && ifFalse is null ? null : _graph.Select(mask, ifTrue ?? _graph.Zero, ifFalse ?? _graph.Zero);

    private int? Extremum(FormulaOperation wins, int a, int b)
    {
        // Where both are equal, the flat one decides. A NaN operand compares false: the tangent is then that of the other branch.
        return D(a) is null ? Choose(Function(wins, b, a), D(b), null) : Choose(Function(wins, a, b), D(a), D(b));
    }

    private int? Clamped(int value, int minimum, int maximum)
    {
        int? aboveMinimum = Choose(Function(FormulaOperation.GreaterThan, value, minimum), D(value), D(minimum));
        return Choose(Function(FormulaOperation.LessThan, value, maximum), aboveMinimum, D(maximum));
    }

    private int? Absolute(int a)
    {
        if (D(a) is not { } tangent)
        {
            return null;
        }
        int isPositive = Function(FormulaOperation.GreaterThan, a, _graph.Zero);
        int isNegative = Function(FormulaOperation.LessThan, a, _graph.Zero);
        return _graph.Select(isPositive, tangent, _graph.Select(isNegative, _graph.Negate(tangent), _graph.Zero));
    }

    private int? SignCopied(int magnitude, int sign)
    {
        // |m| · sign(s): the sign is piecewise constant, so only the magnitude has a tangent.
        return Absolute(magnitude) is { } tangent
            ? _graph.Multiply(Function(FormulaOperation.CopySign, _graph.One, sign), tangent)
            : null;
    }
}
