using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Formulas;

/// <summary>One node of an expression graph. Operands are indices of earlier nodes, so the order of nodes is an order of evaluation.</summary>
/// <param name="Operation">What is computed.</param>
/// <param name="Operands">The indices of the operands.</param>
/// <param name="Bits">The value of a constant as its bits (so that −0 and NaN compare as what they are), or the ordinal of a parameter.</param>
/// <param name="Text">The name of a parameter, or the full name of the op whose lane is called.</param>
internal sealed record FormulaNode(FormulaOperation Operation, EquatableArray<int> Operands, long Bits = 0, string Text = "")
{
    public bool IsConstant => Operation == FormulaOperation.Constant;

    public double Value => BitConverter.Int64BitsToDouble(Bits);

    public bool IsConstantOf(double value) => IsConstant && Bits == BitConverter.DoubleToInt64Bits(value);
}

/// <summary>A formula as it goes through the pipeline: an immutable value, equal to another one with the same text.</summary>
/// <remarks>Strings, numbers and equatable sequences only: no symbol, syntax node or location may ever be added, or nothing is cached.</remarks>
/// <param name="Parameters">The parameters' names, in order.</param>
/// <param name="Nodes">The expression graph.</param>
/// <param name="Names">What the author called each node, or an empty string.</param>
/// <param name="Results">The nodes that are returned: one, or one for each member of the tuple.</param>
internal sealed record FormulaModel(
    EquatableArray<string> Parameters,
    EquatableArray<FormulaNode> Nodes,
    EquatableArray<string> Names,
    EquatableArray<int> Results
);
