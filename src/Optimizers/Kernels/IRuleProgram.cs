using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>
/// A transformation made of update rules: one rule, a named optimizer, a fused chain. The generator implements it; <see cref="RuleEngine"/> runs it.
/// </summary>
public interface IRuleProgram : ISteppingTransformation
{
    /// <summary>The name that messages use.</summary>
    string Name { get; }

    /// <summary>How many threads a step may use; 0 chooses by size. Results do not depend on it.</summary>
    int MaxDegreeOfParallelism { get; }

    /// <summary>The rules in order, with their settings and masks.</summary>
    /// <returns>The rules; the same types in the same order at every call.</returns>
    RuleSequence GetRules();

    /// <summary>The type of the states, for checks.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>A type derived from <see cref="RuleState{T}"/>.</returns>
    Type GetStateType<T>()
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Makes a state.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parts">What the engine puts into it.</param>
    /// <returns>A state of the type that <see cref="GetStateType{T}"/> names.</returns>
    RuleState<T> CreateState<T>(RuleStateParts<T> parts)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Runs all rules over one block: the loop.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="block">Where to read and write, and the coefficients of the step.</param>
    void Run<T>(scoped RuleBlock<T> block)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Computes the terms of a rule's sums over one block, and what comes into the rule, and writes nothing of the state.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rule">The index of the rule, one that <see cref="RuleDescription.NeedsMeasuring"/>.</param>
    /// <param name="block">Where to read; the coefficients of the rules before this one are known.</param>
    /// <param name="terms">
    /// Receives the terms of each sum, one sum after another, each as long as the block; then, where the rule needs a norm and is not the first, what comes in.
    /// </param>
    void Measure<T>(int rule, scoped RuleBlock<T> block, Span<T> terms)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        throw new NotSupportedException($"{Name} has no rule that needs a pass of its own.");
}
