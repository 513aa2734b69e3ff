namespace Pullback.Generators.Formulas;

/// <summary>The functions and constants that formulas name, and what they are in lanes.</summary>
internal static class ScalarFunctions
{
    /// <summary>Static methods of the element type: <c>T.Exp</c>.</summary>
    public static IReadOnlyDictionary<string, FormulaOperation> OfNumber { get; } =
        Table(
            FormulaOperation.Sqrt,
            FormulaOperation.Abs,
            FormulaOperation.Min,
            FormulaOperation.Max,
            FormulaOperation.Clamp,
            FormulaOperation.CopySign,
            FormulaOperation.FusedMultiplyAdd,
            FormulaOperation.Exp,
            FormulaOperation.ExpM1,
            FormulaOperation.Log,
            FormulaOperation.LogP1,
            FormulaOperation.Tanh,
            FormulaOperation.Sin,
            FormulaOperation.Cos
        );

    /// <summary>The stable primitives of <c>Pullback.Ops.ScalarMath</c>.</summary>
    public static IReadOnlyDictionary<string, FormulaOperation> OfScalarMath { get; } =
        Table(
            FormulaOperation.Sigmoid,
            FormulaOperation.LogSigmoid,
            FormulaOperation.Softplus,
            FormulaOperation.LogAddExp,
            FormulaOperation.Erf,
            FormulaOperation.NormalCdf
        );

    /// <summary>Static properties of the element type with the same value, rounded, in every type: <c>T.Pi</c>.</summary>
    public static IReadOnlyDictionary<string, double> Constants { get; } =
        new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["Zero"] = 0.0,
            ["One"] = 1.0,
            ["NegativeOne"] = -1.0,
            ["NegativeZero"] = -0.0,
            ["AdditiveIdentity"] = 0.0,
            ["MultiplicativeIdentity"] = 1.0,
            ["E"] = Math.E,
            ["Pi"] = Math.PI,
            ["Tau"] = 2.0 * Math.PI,
            ["NaN"] = double.NaN,
            ["PositiveInfinity"] = double.PositiveInfinity,
            ["NegativeInfinity"] = double.NegativeInfinity,
        };

    private static Dictionary<string, FormulaOperation> Table(params FormulaOperation[] operations) =>
        operations.ToDictionary(operation => operation.ToString(), StringComparer.Ordinal);
}
