using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Graphs.Read;

/// <summary>What an expression of <c>Define</c> stands for while it is read.</summary>
internal abstract record ReadValue;

/// <summary>The result of something that was reported already: whatever is done with it gives another one, and no further report.</summary>
internal sealed record UnknownValue : ReadValue
{
    public static UnknownValue Instance { get; } = new();
}

/// <summary>A number, a text, a truth value or null that is known at build time. Numbers keep their C# type.</summary>
internal sealed record ConstantValue(object? Value) : ReadValue;

/// <summary>The <c>Graph</c> that is being declared.</summary>
internal sealed record GraphValue : ReadValue
{
    public static GraphValue Instance { get; } = new();
}

/// <summary>A node, labels included.</summary>
internal sealed record NodeValue(int Id) : ReadValue;

/// <summary>Dense parameters declared for several layers to share.</summary>
internal sealed record SharedParametersValue(int Handle, int Inputs, int Outputs) : ReadValue;

/// <summary>An open scope of names, which its <c>using</c> closes.</summary>
internal sealed record ScopeValue : ReadValue
{
    public static ScopeValue Instance { get; } = new();
}

/// <summary>A tuple, an array or another sequence of known length.</summary>
internal sealed record SequenceValue(IReadOnlyList<ReadValue> Items) : ReadValue;

/// <summary>The result of <c>Define</c>.</summary>
internal sealed record ModelValue(ReadValue Prediction, ReadValue? Loss, Location PredictionPlace, Location? LossPlace)
    : ReadValue;
