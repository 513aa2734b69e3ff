using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Formulas;

/// <summary>A result of an emitted method: which node, and the statement that hands it out.</summary>
/// <param name="Expression">The node.</param>
/// <param name="Statement">What stands before the value: <c>return</c>, or <c>derivative =</c>.</param>
internal sealed record LaneResult(int Expression, string Statement);

/// <summary>Writes an expression graph as C# statements over <c>TLane</c>.</summary>
/// <remarks>
/// A value that is used once is written where it is used, unless its author gave it a name or the line would become too long; every other value gets a local,
/// named as in the formula or by what it is. Two functions of one argument that share their work (softplus and its derivative) are one call.
/// </remarks>
internal sealed class LaneWriter
{
    /// <summary>The full name of the class with the vector functions.</summary>
    public const string VectorMath = "global::Pullback.Ops.Kernels.VectorMath";

    /// <summary>Longer expressions, and longer conditions, get a local.</summary>
    private const int LongestExpression = 64;

    private const int LongestCondition = 36;

    private readonly ExpressionGraph _graph;
    private readonly string _vectorMath;
    private readonly LaneNames _names;
    private readonly int[] _uses;
    private readonly bool[] _isResult;
    private readonly string?[] _locals;
    private readonly string?[] _inlined;

    private LaneWriter(
        ExpressionGraph graph,
        IReadOnlyList<LaneResult> results,
        IEnumerable<string> takenNames,
        string vectorMath
    )
    {
        _graph = graph;
        _vectorMath = vectorMath;
        _names = new LaneNames(takenNames);
        _uses = CountUses(graph, results);
        _isResult = new bool[graph.Count];
        foreach (LaneResult result in results)
        {
            _isResult[result.Expression] = true;
        }
        _locals = new string?[graph.Count];
        _inlined = new string?[graph.Count];
    }

    /// <summary>Writes the statements that compute the results and hand them out.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="graph">The expressions. Parameters are written by the name in their node.</param>
    /// <param name="results">What is computed, in the order in which it is handed out.</param>
    /// <param name="takenNames">Names that locals must not have: the parameters of the method.</param>
    /// <param name="vectorMath">How the class of vector functions is written here.</param>
    public static void Write(
        SourceWriter writer,
        ExpressionGraph graph,
        IReadOnlyList<LaneResult> results,
        IEnumerable<string> takenNames,
        string vectorMath = VectorMath
    )
    {
        var lanes = new LaneWriter(graph, results, takenNames, vectorMath);
        for (int node = 0; node < graph.Count; node++)
        {
            if (lanes._uses[node] > 0 && lanes._locals[node] is null)
            {
                lanes.WriteNode(writer, node);
            }
        }
        foreach (LaneResult result in results)
        {
            writer.Line($"{result.Statement} {lanes.Text(result.Expression, Precedence.Lowest)};");
        }
    }

    private enum Precedence
    {
        Lowest,
        Additive,
        Multiplicative,
        Unary,
        Primary,
    }

    private static int[] CountUses(ExpressionGraph graph, IReadOnlyList<LaneResult> results)
    {
        var uses = new int[graph.Count];
        foreach (LaneResult result in results)
        {
            uses[result.Expression]++;
        }
        for (int node = graph.Count - 1; node >= 0; node--)
        {
            if (uses[node] > 0)
            {
                foreach (int operand in graph[node].Operands)
                {
                    uses[operand]++;
                }
            }
        }
        return uses;
    }

    private void WriteNode(SourceWriter writer, int node)
    {
        if (_graph[node].Operands.Count == 0)
        {
            return;
        }
        if (Partner(node) is { } partner)
        {
            WritePair(writer, node, partner);
            return;
        }
        string text = Compose(node);
        bool hasName = _graph.NameOf(node).Length > 0;
        int longest = _graph[node].Operation.IsMask() ? LongestCondition : LongestExpression;
        if (_uses[node] == 1 && ((!hasName && text.Length <= longest) || _isResult[node]))
        {
            _inlined[node] = text;
            return;
        }
        _locals[node] = Claim(node);
        writer.Line($"TLane {_locals[node]} = {text};");
    }

    /// <summary>Writes <c>TLane softplus = VectorMath.Softplus(x, out TLane softplusSlope);</c> for a function and its derivative.</summary>
    private void WritePair(SourceWriter writer, int node, int partner)
    {
        (int function, int derivative) = IsDerivativeOf(node, partner) ? (partner, node) : (node, partner);
        string argument = Text(_graph[function].Operands[0], Precedence.Lowest);
        _locals[function] = Claim(function);
        _locals[derivative] = Claim(derivative);
        writer.Line(
            $"TLane {_locals[function]} = {_vectorMath}.{_graph[function].Operation}({argument}, out TLane {_locals[derivative]});"
        );
    }

    private string Claim(int node) =>
        _names.Claim(_graph.NameOf(node) is { Length: > 0 } given ? given : LaneNames.For(_graph, node));

    /// <summary>The other function of the same argument whose work can be shared, if it is needed too.</summary>
    private int? Partner(int node)
    {
        if (_graph[node].Operation is < FormulaOperation.Tanh or > FormulaOperation.NormalPdf)
        {
            return null;
        }
        for (int other = 0; other < _graph.Count; other++)
        {
            if (_uses[other] > 0 && _locals[other] is null && (IsDerivativeOf(other, node) || IsDerivativeOf(node, other)))
            {
                return other;
            }
        }
        return null;
    }

    private bool IsDerivativeOf(int derivative, int function) =>
        (_graph[function].Operation, _graph[derivative].Operation)
            is
                (FormulaOperation.Softplus, FormulaOperation.SoftplusDerivative)
                or
                (FormulaOperation.NormalCdf, FormulaOperation.NormalPdf)
        && _graph[function].Operands == _graph[derivative].Operands;

    private string Text(int node, Precedence context)
    {
        if (_locals[node] is { } local)
        {
            return local;
        }
        FormulaNode current = _graph[node];
        if (current.Operation == FormulaOperation.Parameter)
        {
            return Literals.Identifier(current.Text);
        }
        if (current.IsConstant)
        {
            return Constant(current.Value);
        }
        string text = _inlined[node] ?? Compose(node);
        return PrecedenceOf(current.Operation) < context ? $"({text})" : text;
    }

    private static string Constant(double value)
    {
        if (value == 1.0)
        {
            return "TLane.One";
        }
        // Negative zero equals zero, but is not TLane.Zero.
        return BitConverter.DoubleToInt64Bits(value) == 0 ? "TLane.Zero" : $"TLane.Constant({Literals.Double(value)})";
    }

    private static Precedence PrecedenceOf(FormulaOperation operation) =>
        operation switch
        {
            FormulaOperation.Add or FormulaOperation.Subtract => Precedence.Additive,
            FormulaOperation.Multiply or FormulaOperation.Divide => Precedence.Multiplicative,
            FormulaOperation.Negate => Precedence.Unary,
            _ => Precedence.Primary,
        };

    private string Compose(int node)
    {
        FormulaNode current = _graph[node];
        return current.Operation switch
        {
            FormulaOperation.Add => Infix(current, "+", Precedence.Additive, Precedence.Multiplicative),
            FormulaOperation.Subtract => Infix(current, "-", Precedence.Additive, Precedence.Multiplicative),
            FormulaOperation.Multiply => Infix(current, "*", Precedence.Multiplicative, Precedence.Unary),
            FormulaOperation.Divide => Infix(current, "/", Precedence.Multiplicative, Precedence.Unary),
            FormulaOperation.Negate => "-" + Text(current.Operands[0], Precedence.Primary),
            FormulaOperation.True => "TLane.Equal(TLane.Zero, TLane.Zero)",
            FormulaOperation.False => "TLane.Zero",
            FormulaOperation.OpForward => Call($"{current.Text}.Forward", current),
            FormulaOperation.OpDerivative => Call($"{current.Text}.Derivative", current),
            _ => Call($"{(current.Operation.IsLaneMember() ? "TLane" : _vectorMath)}.{current.Operation}", current),
        };
    }

    private string Infix(FormulaNode node, string sign, Precedence left, Precedence right) =>
        $"{Text(node.Operands[0], left)} {sign} {Text(node.Operands[1], right)}";

    private string Call(string function, FormulaNode node) =>
        $"{function}({string.Join(", ", node.Operands.Select(operand => Text(operand, Precedence.Lowest)))})";
}
