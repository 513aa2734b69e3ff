using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>A chain divided into what runs together.</summary>
/// <remarks>
/// Neighbouring update rules are one stage. A rule that measures what comes in (norms, sums) starts a new one, because that is known only when all that comes in
/// is; an object that is not made of rules is a stage of its own. What one item freezes is frozen for all.
/// </remarks>
internal sealed class ChainStages
{
    private readonly List<IGradientTransformation> _stages = [];
    private readonly List<IUpdateRule> _open = [];
    private readonly int _maxDegreeOfParallelism;

    public ChainStages(IGradientTransformation[] items, int maxDegreeOfParallelism)
    {
        _maxDegreeOfParallelism = maxDegreeOfParallelism;
        Frozen = FrozenBy(items);
        PlaceOf = new int[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            PlaceOf[i] = items[i] is IRuleProgram program ? AddRules(program) : AddObject(items, i);
        }

        Close();
        if (_stages.Count == 0 && Frozen != ParameterFilter.None)
        {
            _stages.Add(Group());
        }
    }

    /// <summary>The stages in order.</summary>
    public IGradientTransformation[] Stages => [.. _stages];

    /// <summary>The stage of each item; negative where its rules are in several.</summary>
    public int[] PlaceOf { get; }

    /// <summary>The tensors that an item freezes.</summary>
    public ParameterFilter Frozen { get; }

    private static ParameterFilter FrozenBy(IEnumerable<IGradientTransformation> items) =>
        items.Select(TensorSelector.FrozenBy).Aggregate(ParameterFilter.None, (all, frozen) => RuleSequence.Union(all, frozen)!);

    private int AddRules(IRuleProgram program)
    {
        int first = -1;
        foreach (IUpdateRule rule in program.GetRules().Rules)
        {
            if (rule.Description.NeedsMeasuring || _open.Count == RuleSequence.MaximumLength)
            {
                Close();
            }

            _open.Add(rule);
            first = first < 0 ? _stages.Count : first;
        }

        return first == _stages.Count ? first : -1;
    }

    private int AddObject(IGradientTransformation[] items, int index)
    {
        Close();
        // What the object itself freezes, it leaves alone without help.
        ParameterFilter frozen = FrozenBy(items.Where((_, other) => other != index));
        _stages.Add(frozen == ParameterFilter.None ? items[index] : new OverTensors(items[index], frozen.Not()));
        return _stages.Count - 1;
    }

    private void Close()
    {
        if (_open.Count > 0)
        {
            _stages.Add(Group());
            _open.Clear();
        }
    }

    private RuleGroup Group() =>
        new(new RuleSequence([.. _open], Frozen == ParameterFilter.None ? null : Frozen), nameof(Chain), _maxDegreeOfParallelism);
}
