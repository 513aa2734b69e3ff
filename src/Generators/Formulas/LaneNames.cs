using Microsoft.CodeAnalysis.CSharp;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Formulas;

/// <summary>Gives out the names of the locals of one emitted method, each once.</summary>
internal sealed class LaneNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "TLane" };

    public LaneNames(IEnumerable<string> taken) => _taken.UnionWith(taken);

    /// <summary>The wished name, or the wished name with the first number that makes it new.</summary>
    public string Claim(string wish)
    {
        string name = wish.TrimStart('@');
        if (!SyntaxFacts.IsValidIdentifier(name))
        {
            name = "part";
        }
        string candidate = name;
        for (int i = 2; !_taken.Add(candidate); i++)
        {
            candidate = name + Literals.Int32(i);
        }
        return Literals.Identifier(candidate);
    }

    /// <summary>What to call a value that its author has not named.</summary>
    public static string For(ExpressionGraph graph, int node)
    {
        FormulaNode current = graph[node];
        if (current.Operation.IsMask() && current.Operands.Count == 2)
        {
            FormulaNode right = graph[current.Operands[1]];
            switch (current.Operation)
            {
                case FormulaOperation.GreaterThan when right.IsConstantOf(0.0):
                    return "isPositive";
                case FormulaOperation.LessThan when right.IsConstantOf(0.0):
                    return "isNegative";
                case FormulaOperation.NotEqual when current.Operands[0] == current.Operands[1]:
                    return "isNaN";
                case FormulaOperation.Equal when right.IsConstant && double.IsInfinity(right.Value):
                    return "isInfinite";
            }
        }
        return For(current.Operation);
    }

    private static string For(FormulaOperation operation) =>
        operation switch
        {
            FormulaOperation.Add => "sum",
            FormulaOperation.Subtract => "difference",
            FormulaOperation.Multiply or FormulaOperation.FusedMultiplyAdd => "product",
            FormulaOperation.Divide => "quotient",
            FormulaOperation.Negate => "negated",
            FormulaOperation.Select => "selected",
            FormulaOperation.LessThan or FormulaOperation.LessThanOrEqual => "isBelow",
            FormulaOperation.GreaterThan or FormulaOperation.GreaterThanOrEqual => "isAbove",
            FormulaOperation.Equal => "isEqual",
            FormulaOperation.NotEqual => "isDifferent",
            FormulaOperation.And or FormulaOperation.Or or FormulaOperation.Not => "condition",
            FormulaOperation.Sqrt => "root",
            FormulaOperation.Abs => "magnitude",
            FormulaOperation.Min => "smaller",
            FormulaOperation.Max => "larger",
            FormulaOperation.Clamp => "clamped",
            FormulaOperation.CopySign => "signed",
            FormulaOperation.Exp => "exponential",
            FormulaOperation.ExpM1 => "exponentialMinusOne",
            FormulaOperation.Log or FormulaOperation.LogP1 => "logarithm",
            FormulaOperation.Sin => "sine",
            FormulaOperation.Cos => "cosine",
            FormulaOperation.NormalCdf => "probability",
            FormulaOperation.NormalPdf => "density",
            FormulaOperation.SigmoidDerivative => "sigmoidSlope",
            FormulaOperation.TanhDerivative => "tanhSlope",
            FormulaOperation.SoftplusDerivative => "softplusSlope",
            FormulaOperation.OpForward => "activation",
            FormulaOperation.OpDerivative => "activationSlope",
            _ => char.ToLowerInvariant(operation.ToString()[0]) + operation.ToString().Substring(1),
        };
}
