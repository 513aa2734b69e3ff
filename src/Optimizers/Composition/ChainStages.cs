using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Divides a chain into what runs together.</summary>
internal static class ChainStages
{
    /// <summary>
    /// Neighbouring update rules are one stage. A rule that measures what comes in (norms, sums) starts a new one, because that is known only when all that
    /// comes in is; an object that is not made of rules is a stage of its own.
    /// </summary>
    public static IGradientTransformation[] Of(IGradientTransformation[] items, int maxDegreeOfParallelism)
    {
        ParameterFilter? frozen = FrozenBy(items);
        List<IGradientTransformation> stages = [];
        List<IUpdateRule> open = [];
        foreach (IGradientTransformation item in items)
        {
            if (item is IRuleProgram program)
            {
                foreach (IUpdateRule rule in program.GetRules().Rules)
                {
                    if (rule.Description.NeedsMeasuring || open.Count == RuleSequence.MaximumLength)
                    {
                        Close();
                    }

                    open.Add(rule);
                }
            }
            else
            {
                Close();
                stages.Add(frozen is null ? item : new OverTensors(item, frozen.Not()));
            }
        }

        Close();
        if (stages.Count == 0 && frozen is not null)
        {
            stages.Add(Group());
        }

        return [.. stages];

        void Close()
        {
            if (open.Count > 0)
            {
                stages.Add(Group());
                open.Clear();
            }
        }

        RuleGroup Group() => new(new RuleSequence([.. open], frozen), "Chain", maxDegreeOfParallelism);
    }

    /// <summary>What the programs of a chain freeze, for the whole chain; null when they freeze nothing.</summary>
    public static ParameterFilter? FrozenBy(IEnumerable<IGradientTransformation> items)
    {
        ParameterFilter? frozen = null;
        foreach (IGradientTransformation item in items)
        {
            frozen = item is IRuleProgram program ? RuleSequence.Union(frozen, program.GetRules().Frozen) : frozen;
        }

        return frozen;
    }
}
