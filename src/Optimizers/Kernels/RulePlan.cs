using System.Globalization;

namespace Pullback.Optimizers.Kernels;

/// <summary>Where one rule's slots, coefficients and numbers lie among those of its program.</summary>
internal readonly record struct RuleRange(
    int FirstSlot,
    int SlotCount,
    int FirstCoefficient,
    int CoefficientCount,
    int FirstScalar,
    int ScalarCount
);

/// <summary>One tensor set of a program's state: which slot of which rule, and over which of the parameters.</summary>
internal sealed record PlannedSlot(string Name, int Rule, int Index, TensorLayout Layout);

/// <summary>
/// What a program does to parameters of one layout: which rules apply to which stretch of the buffer, where their slots are, and the layouts of the
/// state. Made by Init and carried by the state, so that a step finds everything worked out.
/// </summary>
internal sealed class RulePlan
{
    private readonly int[] _slotOffsets;

    private RulePlan(IRuleProgram program, RuleSequence sequence, TensorLayout layout)
    {
        Program = program;
        Sequence = sequence;
        Layout = layout;
        Ranges = MakeRanges(sequence.Rules);
        Slots = MakeSlots(sequence, layout);
        ScalarNames = MakeScalarNames(sequence.Rules);
        Segments = MakeSegments(sequence, layout, SplitsTensors(sequence), Slots, out _slotOffsets);
        ActiveLength = Segments.Sum(s => (long)s.Length);
        CoefficientCount = Ranges.Length == 0 ? 0 : Ranges[^1].FirstCoefficient + Ranges[^1].CoefficientCount;
        CoversAll = ActiveLength == layout.BufferLength;
        NormTensors = MakeNormTensors(sequence, layout);
    }

    public IRuleProgram Program { get; }

    public RuleSequence Sequence { get; }

    public TensorLayout Layout { get; }

    public RuleRange[] Ranges { get; }

    public PlannedSlot[] Slots { get; }

    public string[] ScalarNames { get; }

    public Segment[] Segments { get; }

    /// <summary>The elements, padding included, in all segments.</summary>
    public long ActiveLength { get; }

    public int CoefficientCount { get; }

    /// <summary>Whether no tensor is frozen, so that the segments are the whole buffer.</summary>
    public bool CoversAll { get; }

    /// <summary>The tensors of which the first rule needs norms; empty when it needs none.</summary>
    public int[] NormTensors { get; }

    /// <summary>A stretch of the parameter buffer to which the same rules apply, at the same distance in every slot.</summary>
    /// <param name="Offset">Its start in the parameter buffer.</param>
    /// <param name="Length">Its length, padding included.</param>
    /// <param name="Tensor">The index of its first tensor in the layout.</param>
    /// <param name="ActiveRules">A bit for each rule that applies.</param>
    public readonly record struct Segment(int Offset, int Length, int Tensor, ulong ActiveRules);

    public static RulePlan Create(IRuleProgram program, TensorLayout layout) => new(program, program.GetRules(), layout);

    /// <summary>Whether the plan is that of the very same program over the same layout.</summary>
    public bool IsFor(IRuleProgram program, TensorLayout layout) =>
        ReferenceEquals(Program, program) && (ReferenceEquals(Layout, layout) || Layout.Equals(layout));

    /// <summary>Where the slots of a segment begin; negative where a rule does not apply.</summary>
    public ReadOnlySpan<int> SlotOffsets(int segment) => _slotOffsets.AsSpan(segment * Slots.Length, Slots.Length);

    /// <summary>
    /// Norms are those of what comes into the program, so only the first rule can ask for them: what comes into a later one is known element by element
    /// only. A chain starts a new program before such a rule.
    /// </summary>
    private static int[] MakeNormTensors(RuleSequence sequence, TensorLayout layout)
    {
        for (int rule = 1; rule < sequence.Rules.Count; rule++)
        {
            if (sequence.Rules[rule].Description.NeedsNorm)
            {
                throw new InvalidOperationException(
                    $"{sequence.Rules[rule].Name} needs the norm of what comes in, which is known only for the first rule of a fused optimizer, but {sequence.Rules[rule - 1].Name} comes before it. Use Chain.Of at run time."
                );
            }
        }

        return sequence.Rules.Count == 0 || !sequence.Rules[0].Description.NeedsNorm
            ? []
            :
            [
                .. Enumerable
                    .Range(0, layout.Slots.Count)
                    .Where(i => TakesPart(sequence, layout.Slots[i]) && sequence.Rules[0].Where.Matches(layout.Slots[i])),
            ];
    }

    /// <summary>Whether a rule of the sequence changes a tensor, or lets it pass, or the tensor takes no part at all.</summary>
    public static bool TakesPart(RuleSequence sequence, TensorSlot slot) => slot.Trainable && !sequence.Frozen.Matches(slot);

    private static bool SplitsTensors(RuleSequence sequence) => sequence.Rules.Any(rule => rule.Description.NeedsSlotNorm);

    public static RuleRange[] MakeRanges(IReadOnlyList<IUpdateRule> rules)
    {
        RuleRange[] ranges = new RuleRange[rules.Count];
        RuleRange previous = default;
        for (int i = 0; i < ranges.Length; i++)
        {
            RuleDescription rule = rules[i].Description;
            ranges[i] = previous = new RuleRange(
                previous.FirstSlot + previous.SlotCount,
                rule.Slots.Count,
                previous.FirstCoefficient + previous.CoefficientCount,
                rule.BlockCoefficientCount,
                previous.FirstScalar + previous.ScalarCount,
                rule.Scalars.Count
            );
        }

        return ranges;
    }

    private static PlannedSlot[] MakeSlots(RuleSequence sequence, TensorLayout layout)
    {
        List<PlannedSlot> slots = [];
        string[] names = UniqueNames(sequence.Rules, rule => rule.Slots.Select(s => s.Name));
        for (int rule = 0; rule < sequence.Rules.Count; rule++)
        {
            IUpdateRule current = sequence.Rules[rule];
            if (current.Description.Slots.Count == 0)
            {
                continue;
            }

            TensorLayout derived = layout.Select(
                ParameterFilter.Custom(current.Name, slot => TakesPart(sequence, slot) && current.Where.Matches(slot))
            );
            TensorLayout shared = derived.Equals(layout) ? layout : derived;
            for (int index = 0; index < current.Description.Slots.Count; index++)
            {
                slots.Add(new PlannedSlot(names[slots.Count], rule, index, shared));
            }
        }

        return [.. slots];
    }

    private static string[] MakeScalarNames(IReadOnlyList<IUpdateRule> rules) =>
        UniqueNames(rules, rule => rule.Scalars.Select(s => s.Name));

    /// <summary>Names of slots or numbers; where two rules use the same, the rule's name goes in front, and its position where even that is shared.</summary>
    private static string[] UniqueNames(IReadOnlyList<IUpdateRule> rules, Func<RuleDescription, IEnumerable<string>> select)
    {
        (int Rule, string Name)[] all = [.. rules.SelectMany((rule, i) => select(rule.Description).Select(name => (i, name)))];
        return
        [
            .. all.Select(entry =>
            {
                if (all.Count(other => other.Name == entry.Name) == 1)
                {
                    return entry.Name;
                }

                string owner = rules[entry.Rule].Description.Name;
                bool isOnlyOne = all.Count(other => other.Name == entry.Name && rules[other.Rule].Description.Name == owner) == 1;
                return isOnlyOne
                    ? $"{owner}.{entry.Name}"
                    : string.Create(CultureInfo.InvariantCulture, $"{owner}{entry.Rule + 1}.{entry.Name}");
            }),
        ];
    }

    /// <summary>
    /// Neighbouring tensors to which the same rules apply become one segment: their slots lie next to each other in every derived layout too, since
    /// those keep the order and the padding.
    /// </summary>
    private static Segment[] MakeSegments(
        RuleSequence sequence,
        TensorLayout layout,
        bool splitsTensors,
        PlannedSlot[] slots,
        out int[] slotOffsets
    )
    {
        List<Segment> segments = [];
        List<int> offsets = [];
        for (int tensor = 0; tensor < layout.Slots.Count; tensor++)
        {
            TensorSlot place = layout.Slots[tensor];
            if (!TakesPart(sequence, place))
            {
                continue;
            }

            ulong active = 0;
            for (int rule = 0; rule < sequence.Rules.Count; rule++)
            {
                active |= sequence.Rules[rule].Where.Matches(place) ? 1UL << rule : 0;
            }

            int end = tensor + 1 < layout.Slots.Count ? layout.Slots[tensor + 1].Offset : layout.BufferLength;
            int length = end - place.Offset;
            if (
                !splitsTensors
                && segments.Count > 0
                && segments[^1] is var last
                && last.ActiveRules == active
                && last.Offset + last.Length == place.Offset
            )
            {
                segments[^1] = last with { Length = last.Length + length };
                continue;
            }

            segments.Add(new Segment(place.Offset, length, tensor, active));
            foreach (PlannedSlot slot in slots)
            {
                bool applies = (active & (1UL << slot.Rule)) != 0;
                offsets.Add(applies ? slot.Layout.Slots[slot.Layout.IndexOf(place.Name)].Offset : -1);
            }
        }

        slotOffsets = [.. offsets];
        return [.. segments];
    }
}
