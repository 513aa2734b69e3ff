namespace Pullback.Generators.Formulas;

/// <summary>What a node of a formula computes. Operations from <see cref="LessThan"/> to <see cref="False"/> give masks, all others values.</summary>
internal enum FormulaOperation
{
    Parameter,
    Constant,

    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Select,

    LessThan,
    LessThanOrEqual,
    GreaterThan,
    GreaterThanOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
    Not,
    True,
    False,

    Sqrt,
    Abs,
    Min,
    Max,
    Clamp,
    CopySign,
    FusedMultiplyAdd,

    Exp,
    ExpM1,
    Log,
    LogP1,
    Tanh,
    Sin,
    Cos,
    Sigmoid,
    LogSigmoid,
    Softplus,
    LogAddExp,
    Erf,
    NormalCdf,

    /// <summary>The derivative of <see cref="Sigmoid"/>, accurate where σ(1 − σ) cancels. Only derivatives contain it.</summary>
    SigmoidDerivative,

    /// <summary>The derivative of <see cref="Tanh"/>, accurate where 1 − tanh² cancels. Only derivatives contain it.</summary>
    TanhDerivative,

    /// <summary>The derivative of <see cref="Softplus"/>, which shares its exponential. Only derivatives contain it.</summary>
    SoftplusDerivative,

    /// <summary>The standard normal density, the derivative of <see cref="NormalCdf"/>. Only derivatives contain it.</summary>
    NormalPdf,

    /// <summary>The lane of an op that this compilation knows from metadata only; the node's name is the op's full name.</summary>
    OpForward,

    /// <summary>The derivative lane of an op that this compilation knows from metadata only.</summary>
    OpDerivative,
}

internal static class FormulaOperations
{
    public static bool IsMask(this FormulaOperation operation) =>
        operation is >= FormulaOperation.LessThan and <= FormulaOperation.False;

    /// <summary>Whether the operands can change places without changing a single bit of the result.</summary>
    public static bool IsCommutative(this FormulaOperation operation) =>
        operation
            is FormulaOperation.Add
                or FormulaOperation.Multiply
                or FormulaOperation.Equal
                or FormulaOperation.NotEqual
                or FormulaOperation.And
                or FormulaOperation.Or
                or FormulaOperation.Min
                or FormulaOperation.Max;

    /// <summary>Whether lanes have it as a member of the vector type; other functions are in <c>VectorMath</c>.</summary>
    public static bool IsLaneMember(this FormulaOperation operation) =>
        operation == FormulaOperation.Select
        || operation is >= FormulaOperation.LessThan and <= FormulaOperation.Not
        || operation is >= FormulaOperation.Sqrt and <= FormulaOperation.FusedMultiplyAdd;
}
