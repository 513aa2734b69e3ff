using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Formulas;

/// <summary>Builds the nodes of a formula. Equal expressions become one node, so whatever is written twice is computed once.</summary>
/// <remarks>
/// Only identities that are exact in floating point are applied: a lane computes, bit for bit, what the scalar formula computes. Zero times x is not zero
/// (x may be infinite), x + 0 is not x (x may be −0), and two products are never contracted into a fused one.
/// </remarks>
internal sealed class ExpressionGraph
{
    private readonly List<FormulaNode> _nodes = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<FormulaNode, int> _index = [];

    public int Count => _nodes.Count;

    public FormulaNode this[int expression] => _nodes[expression];

    public static ExpressionGraph From(FormulaModel model)
    {
        var graph = new ExpressionGraph();
        for (int i = 0; i < model.Nodes.Count; i++)
        {
            graph.Intern(model.Nodes[i]);
            graph._names[i] = model.Names[i];
        }
        return graph;
    }

    public FormulaModel ToModel(IEnumerable<string> parameters, IEnumerable<int> results) =>
        new(parameters.ToEquatableArray(), _nodes.ToEquatableArray(), _names.ToEquatableArray(), results.ToEquatableArray());

    /// <summary>The name that the author gave to a node, or an empty string.</summary>
    public string NameOf(int expression) => _names[expression];

    /// <summary>Keeps the first name that a computed node is given.</summary>
    public void SetName(int expression, string name)
    {
        if (
            _names[expression].Length == 0
            && this[expression].Operation is not (FormulaOperation.Parameter or FormulaOperation.Constant)
        )
        {
            _names[expression] = name;
        }
    }

    public int Parameter(int ordinal, string name) => Intern(new FormulaNode(FormulaOperation.Parameter, default, ordinal, name));

    public int Constant(double value) =>
        Intern(new FormulaNode(FormulaOperation.Constant, default, BitConverter.DoubleToInt64Bits(value)));

    public int One => Constant(1.0);

    public int Zero => Constant(0.0);

    public int Boolean(bool value) => Intern(new FormulaNode(value ? FormulaOperation.True : FormulaOperation.False, default));

    public int Op(FormulaOperation operation, string opName, IEnumerable<int> arguments) =>
        Intern(new FormulaNode(operation, arguments.ToEquatableArray(), 0, opName));

    public int Add(int left, int right) => Make(FormulaOperation.Add, left, right);

    public int Subtract(int left, int right) => Make(FormulaOperation.Subtract, left, right);

    public int Multiply(int left, int right) => Make(FormulaOperation.Multiply, left, right);

    public int Divide(int left, int right) => Make(FormulaOperation.Divide, left, right);

    public int Negate(int operand) => Make(FormulaOperation.Negate, operand);

    public int Select(int mask, int ifTrue, int ifFalse) => Make(FormulaOperation.Select, mask, ifTrue, ifFalse);

    /// <summary>The node for an operation on operands, simplified.</summary>
    public int Make(FormulaOperation operation, params int[] operands)
    {
        int? simpler = operation switch
        {
            FormulaOperation.Add => SimplifyAdd(operands[0], operands[1]),
            FormulaOperation.Subtract => SimplifySubtract(operands[0], operands[1]),
            FormulaOperation.Multiply => SimplifyMultiply(operands[0], operands[1]),
            FormulaOperation.Divide => SimplifyDivide(operands[0], operands[1]),
            FormulaOperation.Negate => SimplifyNegate(operands[0]),
            FormulaOperation.Select => SimplifySelect(operands[0], operands[1], operands[2]),
            FormulaOperation.And => SimplifyMasks(
                operands[0],
                operands[1],
                neutral: FormulaOperation.True,
                dominant: FormulaOperation.False
            ),
            FormulaOperation.Or => SimplifyMasks(
                operands[0],
                operands[1],
                neutral: FormulaOperation.False,
                dominant: FormulaOperation.True
            ),
            FormulaOperation.Not => SimplifyNot(operands[0]),
            _ => null,
        };
        return simpler ?? Intern(new FormulaNode(operation, operands.ToEquatableArray()));
    }

    private int Intern(FormulaNode node)
    {
        if (_index.TryGetValue(node, out int existing))
        {
            return existing;
        }
        if (node.Operation.IsCommutative())
        {
            var swapped = node with { Operands = new EquatableArray<int>([node.Operands[1], node.Operands[0]]) };
            if (_index.TryGetValue(swapped, out existing))
            {
                return existing;
            }
        }
        int added = _nodes.Count;
        _nodes.Add(node);
        _names.Add(string.Empty);
        _index.Add(node, added);
        return added;
    }

    private int? SimplifyAdd(int left, int right)
    {
        if (Fold(left, right, (a, b) => a + b) is { } folded)
        {
            return folded;
        }
        if (this[right].Operation == FormulaOperation.Negate)
        {
            return Subtract(left, this[right].Operands[0]);
        }
        return this[left].Operation == FormulaOperation.Negate ? Subtract(right, this[left].Operands[0]) : null;
    }

    private int? SimplifySubtract(int left, int right)
    {
        if (Fold(left, right, (a, b) => a - b) is { } folded)
        {
            return folded;
        }
        return this[right].Operation == FormulaOperation.Negate ? Add(left, this[right].Operands[0]) : null;
    }

    private int? SimplifyMultiply(int left, int right)
    {
        if (Fold(left, right, (a, b) => a * b) is { } folded)
        {
            return folded;
        }
        if (this[left].IsConstantOf(1.0))
        {
            return right;
        }
        if (this[right].IsConstantOf(1.0))
        {
            return left;
        }
        if (this[left].IsConstantOf(-1.0))
        {
            return Negate(right);
        }
        if (this[right].IsConstantOf(-1.0))
        {
            return Negate(left);
        }
        return HoistSign(FormulaOperation.Multiply, left, right);
    }

    private int? SimplifyDivide(int left, int right)
    {
        if (Fold(left, right, (a, b) => a / b) is { } folded)
        {
            return folded;
        }
        if (this[right].IsConstantOf(1.0))
        {
            return left;
        }
        // Dividing by a power of two is multiplying by its reciprocal, exactly, as long as the reciprocal is a normal number in float too.
        return this[right].IsConstant && IsModeratePowerOfTwo(this[right].Value)
            ? Multiply(left, Constant(1.0 / this[right].Value))
            : HoistSign(FormulaOperation.Divide, left, right);
    }

    /// <summary>(−a) b = −(a b), and the like: exact, and signs that meet cancel.</summary>
    private int? HoistSign(FormulaOperation operation, int left, int right)
    {
        FormulaNode first = this[left];
        FormulaNode second = this[right];
        return (first.Operation, second.Operation) switch
        {
            (FormulaOperation.Negate, FormulaOperation.Negate) => Make(operation, first.Operands[0], second.Operands[0]),
            (FormulaOperation.Negate, _) => Negate(Make(operation, first.Operands[0], right)),
            (_, FormulaOperation.Negate) => Negate(Make(operation, left, second.Operands[0])),
            _ => null,
        };
    }

    private int? SimplifyNegate(int operand)
    {
        FormulaNode node = this[operand];
        if (node.IsConstant)
        {
            return Constant(-node.Value);
        }
        return node.Operation == FormulaOperation.Negate ? node.Operands[0] : null;
    }

    private int? SimplifySelect(int mask, int ifTrue, int ifFalse)
    {
        if (ifTrue == ifFalse)
        {
            return ifTrue;
        }
        FormulaNode condition = this[mask];
        switch (condition.Operation)
        {
            case FormulaOperation.True:
                return ifTrue;
            case FormulaOperation.False:
                return ifFalse;
            case FormulaOperation.Not:
                return Select(condition.Operands[0], ifFalse, ifTrue);
        }
        FormulaNode first = this[ifTrue];
        if (first.Operation == FormulaOperation.Select && first.Operands[0] == mask)
        {
            return Select(mask, first.Operands[1], ifFalse);
        }
        FormulaNode second = this[ifFalse];
        return second.Operation == FormulaOperation.Select && second.Operands[0] == mask
            ? Select(mask, ifTrue, second.Operands[2])
            : null;
    }

    private int? SimplifyMasks(int left, int right, FormulaOperation neutral, FormulaOperation dominant)
    {
        if (left == right || this[right].Operation == neutral || this[left].Operation == dominant)
        {
            return left;
        }
        return this[left].Operation == neutral || this[right].Operation == dominant ? right : null;
    }

    private int? SimplifyNot(int operand) =>
        this[operand].Operation switch
        {
            FormulaOperation.True => Boolean(false),
            FormulaOperation.False => Boolean(true),
            FormulaOperation.Not => this[operand].Operands[0],
            // The negation of an ordering is not the opposite ordering (NaN is in neither), but these two are each other's negation.
            FormulaOperation.Equal => Make(FormulaOperation.NotEqual, this[operand].Operands[0], this[operand].Operands[1]),
            FormulaOperation.NotEqual => Make(FormulaOperation.Equal, this[operand].Operands[0], this[operand].Operands[1]),
            _ => null,
        };

    /// <summary>Computes at build time what float and double would compute at run time.</summary>
    /// <remarks>
    /// Operands that are floats exactly, and only those: then rounding the double result to float is the float operation (a double has more than
    /// twice the bits), and the double operation is what it is.
    /// </remarks>
    private int? Fold(int left, int right, Func<double, double, double> operation)
    {
        if (!this[left].IsConstant || !this[right].IsConstant || !IsFloat(this[left].Value) || !IsFloat(this[right].Value))
        {
            return null;
        }
        double result = operation(this[left].Value, this[right].Value);
        double magnitude = Math.Abs(result);
        return result == 0.0 || magnitude is >= 1e-30 and <= 1e30 ? Constant(result) : null;
    }

    private static bool IsFloat(double value) => (float)value == value && !double.IsInfinity(value);

    private static bool IsModeratePowerOfTwo(double value)
    {
        double magnitude = Math.Abs(value);
        const long mantissa = (1L << 52) - 1;
        return magnitude is >= 1e-30 and <= 1e30 && (BitConverter.DoubleToInt64Bits(magnitude) & mantissa) == 0;
    }
}
