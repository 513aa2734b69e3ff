namespace Pullback.Optimizers.Kernels;

/// <summary>What the generator wrote about a named optimizer: the types of its rules, in order, so that it can be an element of a fused chain.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RuleSequenceAttribute : Attribute
{
    /// <summary>Names the rules.</summary>
    /// <param name="rules">The types of the rules, in order.</param>
    public RuleSequenceAttribute(params Type[] rules) => Rules = rules;

    /// <summary>The types of the rules, in order.</summary>
    public IReadOnlyList<Type> Rules { get; }
}
