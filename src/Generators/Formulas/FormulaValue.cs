namespace Pullback.Generators.Formulas;

/// <summary>What an expression of a formula stands for while it is read: a node, or a tuple of values.</summary>
internal sealed class FormulaValue
{
    private FormulaValue(int node, IReadOnlyList<FormulaValue>? elements)
    {
        Node = node;
        Elements = elements;
    }

    /// <summary>The node of a single value or mask.</summary>
    public int Node { get; }

    /// <summary>The members of a tuple; <see langword="null"/> for a single value.</summary>
    public IReadOnlyList<FormulaValue>? Elements { get; }

    public static FormulaValue Of(int node) => new(node, null);

    public static FormulaValue Tuple(IReadOnlyList<FormulaValue> elements) => new(-1, elements);

    /// <summary>All single values, in order.</summary>
    public IEnumerable<int> Flatten() => Elements is null ? [Node] : Elements.SelectMany(element => element.Flatten());
}
