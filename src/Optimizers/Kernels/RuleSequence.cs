using System.Globalization;

namespace Pullback.Optimizers.Kernels;

/// <summary>Update rules in order, and what is frozen: what a program does, with the settings of this moment.</summary>
public sealed class RuleSequence
{
    /// <summary>More rules than bits in a mask are not one program.</summary>
    public const int MaximumLength = 64;

    /// <summary>A sequence of rules.</summary>
    /// <param name="rules">The rules in order.</param>
    /// <param name="frozen">The tensors that take no part at all.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="MaximumLength"/> rules.</exception>
    public RuleSequence(IReadOnlyList<IUpdateRule> rules, ParameterFilter? frozen = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Count > MaximumLength)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A program has at most {MaximumLength} rules, but got {rules.Count}."
                ),
                nameof(rules)
            );
        }

        Rules = rules;
        Frozen = frozen ?? ParameterFilter.None;
    }

    /// <summary>The rules in order.</summary>
    public IReadOnlyList<IUpdateRule> Rules { get; }

    /// <summary>The tensors that take no part: no update, no state, and not counted in norms.</summary>
    public ParameterFilter Frozen { get; }

    /// <summary>
    /// The rules of a chain whose types were read at build time, with the values that running <c>Define</c> gave. For emitted code.
    /// </summary>
    /// <param name="definition">What <c>Define</c> returned.</param>
    /// <param name="name">The fused optimizer's name, for messages.</param>
    /// <param name="expected">The types of the rules that the emitted loop calls, in order.</param>
    /// <returns>The sequence.</returns>
    /// <exception cref="InvalidOperationException">The chain is not made of these rules: it depends on something that was not known at build time.</exception>
    public static RuleSequence FromDefinition(IGradientTransformation definition, string name, params ReadOnlySpan<Type> expected)
    {
        RuleSequence sequence = Flatten(definition is Chain chain ? chain.Items : [definition]);
        bool same = sequence.Rules.Count == expected.Length;
        for (int i = 0; same && i < expected.Length; i++)
        {
            same = sequence.Rules[i].GetType() == expected[i];
        }

        return same
            ? sequence
            : throw new InvalidOperationException(
                $"{name}.Define returned {definition}, but at build time its rules were {string.Join(", ", expected.ToArray().Select(t => t.Name))}. "
                    + "The types and the order of the rules must not depend on run-time values; masks and settings may."
            );
    }

    /// <summary>The rules of several programs, one after another.</summary>
    internal static RuleSequence Flatten(IEnumerable<IGradientTransformation> items)
    {
        List<IUpdateRule> rules = [];
        ParameterFilter? frozen = null;
        foreach (IGradientTransformation item in items)
        {
            RuleSequence part = item is IRuleProgram program
                ? program.GetRules()
                : throw new InvalidOperationException(
                    $"{item} is not made of update rules, so it can't be part of a fused optimizer."
                );
            rules.AddRange(part.Rules);
            frozen = Union(frozen, part.Frozen);
        }

        return new RuleSequence(rules, frozen);
    }

    /// <summary>What either filter matches; null stands for none.</summary>
    internal static ParameterFilter? Union(ParameterFilter? left, ParameterFilter right) =>
        right == ParameterFilter.None ? left
        : left is null || left == ParameterFilter.None ? right
        : left.Or(right);
}
