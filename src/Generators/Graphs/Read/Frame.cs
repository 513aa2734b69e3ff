using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Graphs.Read;

/// <summary>One method that is being read: <c>Define</c>, or a layer inlined into it.</summary>
internal sealed class Frame(IMethodSymbol method, Frame? caller)
{
    private readonly Dictionary<ISymbol, ReadValue> _values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _types = new(SymbolEqualityComparer.Default);

    public IMethodSymbol Method { get; } = method;

    public Frame? Caller { get; } = caller;

    /// <summary>What the method returned.</summary>
    public ReadValue? Result { get; set; }

    /// <summary>A local or a parameter; unknown when its declaration could not be read.</summary>
    public ReadValue this[ISymbol symbol]
    {
        get => _values.TryGetValue(symbol, out ReadValue? value) ? value : UnknownValue.Instance;
        set => _values[symbol] = value;
    }

    public void Bind(ITypeParameterSymbol parameter, ITypeSymbol argument) => _types[parameter] = argument;

    /// <summary>A type argument, with the type parameters of an inlined generic layer replaced by what its caller says.</summary>
    public ITypeSymbol Resolve(ITypeSymbol type) =>
        type is ITypeParameterSymbol parameter && _types.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : type;

    public bool IsReading(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(Method.OriginalDefinition, method.OriginalDefinition)
        || (Caller?.IsReading(method) ?? false);
}

/// <summary>Where reading goes on after a statement.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
    Return,
}
