using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Formulas;

/// <summary>What the locals and parameters of one method hold at one place of its body.</summary>
internal sealed class FormulaFrame
{
    private readonly Dictionary<ISymbol, FormulaValue> _values;

    public FormulaFrame()
        : this(new Dictionary<ISymbol, FormulaValue>(SymbolEqualityComparer.Default)) { }

    private FormulaFrame(Dictionary<ISymbol, FormulaValue> values) => _values = values;

    public FormulaValue? this[ISymbol symbol]
    {
        get => _values.TryGetValue(symbol, out FormulaValue value) ? value : null;
        set => _values[symbol] = value!;
    }

    /// <summary>A copy for one branch of a conditional.</summary>
    public FormulaFrame Fork() => new(new Dictionary<ISymbol, FormulaValue>(_values, SymbolEqualityComparer.Default));

    /// <summary>Takes over what both branches hold; where they differ, <paramref name="select"/> decides.</summary>
    public void Join(FormulaFrame ifTrue, FormulaFrame ifFalse, Func<ISymbol, FormulaValue, FormulaValue, FormulaValue> select)
    {
        // In the order of declaration: the order of the dictionary is not defined, and emitted text must not depend on it.
        foreach (ISymbol symbol in ifTrue._values.Keys.OrderBy(Position).ToList())
        {
            if (ifFalse[symbol] is { } other)
            {
                FormulaValue one = ifTrue._values[symbol];
                _values[symbol] = ReferenceEquals(one, other) ? one : select(symbol, one, other);
            }
        }
    }

    private static int Position(ISymbol symbol) => symbol.Locations.Length > 0 ? symbol.Locations[0].SourceSpan.Start : 0;
}
