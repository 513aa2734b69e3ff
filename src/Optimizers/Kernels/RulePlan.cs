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
/// <param name="Name">Its name in the state.</param>
/// <param name="Rule">The index of its rule.</param>
/// <param name="Index">Its index among the rule's slots, or among the numbers that the rule keeps for each tensor.</param>
/// <param name="Layout">The tensors that have it; each of them a single number when <paramref name="IsPerTensor"/>.</param>
/// <param name="IsPerTensor">Whether it holds a number for each tensor, not for each element.</param>
internal sealed record PlannedSlot(string Name, int Rule, int Index, TensorLayout Layout, bool IsPerTensor);

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
        MeasuredTensors = MakeMeasuredTensors(sequence, layout);
        TensorValues = MakeTensorValues(sequence.Rules, Ranges);
        Places = MakePlaces(Segments, layout);
        Measures = sequence.Rules.Any(rule => rule.Description.NeedsMeasuring);
        TensorNumberCount = sequence.Rules.Sum(rule => rule.Description.TensorScalars.Count);
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

    /// <summary>For each rule that measures or has coefficients by tensor, its tensors; of the others null.</summary>
    public int[]?[] MeasuredTensors { get; }

    /// <summary>The values that differ from tensor to tensor: where each lies among a block's coefficients, rule after rule.</summary>
    public int[] TensorValues { get; }

    /// <summary>Whether a rule needs a pass of its own before the main one.</summary>
    public bool Measures { get; }

    /// <summary>How many numbers the rules keep for each tensor.</summary>
    public int TensorNumberCount { get; }

    /// <summary>Where each tensor lies: its segment, and its distance from the segment's start. Of one that takes no part, the segment −1.</summary>
    public (int Segment, int From)[] Places { get; }

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

    /// <summary>What the state keeps, each name with the rule that it belongs to.</summary>
    public IEnumerable<string> KeptNames =>
        Slots
            .Select(slot => $"{Sequence.Rules[slot.Rule].Description.Name}.{slot.Name}")
            .Concat(
                Sequence.Rules.SelectMany(rule => rule.Description.Scalars.Select(number => $"{rule.Description.Name}.{number}"))
            );

    /// <summary>Whether the states of two plans mean the same: the same quantities of the same rules, in the same order.</summary>
    public bool KeepsTheSameAs(RulePlan other) => KeptNames.SequenceEqual(other.KeptNames, StringComparer.Ordinal);

    /// <summary>Where a rule's values and numbers of each tensor begin among those of all rules.</summary>
    public (int Value, int Number) TensorPositions(int rule)
    {
        int value = 0;
        int number = 0;
        for (int i = 0; i < rule; i++)
        {
            value += Sequence.Rules[i].Description.TensorValueCount;
            number += Sequence.Rules[i].Description.TensorScalars.Count;
        }

        return (value, number);
    }

    /// <summary>Where the slots of a segment begin; negative where a rule does not apply.</summary>
    public ReadOnlySpan<int> SlotOffsets(int segment) => _slotOffsets.AsSpan(segment * Slots.Length, Slots.Length);

    private static int[]?[] MakeMeasuredTensors(RuleSequence sequence, TensorLayout layout) =>
        [
            .. sequence.Rules.Select(rule =>
                rule.Description is { NeedsMeasuring: false, TensorValueCount: 0, TensorScalars.Count: 0 }
                    ? null
                    : Enumerable
                        .Range(0, layout.Slots.Count)
                        .Where(i => TakesPart(sequence, layout.Slots[i]) && rule.Where.Matches(layout.Slots[i]))
                        .ToArray()
            ),
        ];

    private static int[] MakeTensorValues(IReadOnlyList<IUpdateRule> rules, RuleRange[] ranges) =>
        [
            .. rules.SelectMany(
                (rule, i) =>
                    Enumerable.Range(
                        ranges[i].FirstCoefficient + rule.Description.FirstTensorValue,
                        rule.Description.TensorValueCount
                    )
            ),
        ];

    private static (int Segment, int From)[] MakePlaces(Segment[] segments, TensorLayout layout) =>
        [
            .. layout.Slots.Select(slot =>
            {
                int segment = Array.FindIndex(segments, s => slot.Offset >= s.Offset && slot.Offset < s.Offset + s.Length);
                return (segment, segment < 0 ? 0 : slot.Offset - segments[segment].Offset);
            }),
        ];

    /// <summary>Whether a rule of the sequence changes a tensor, or lets it pass, or the tensor takes no part at all.</summary>
    public static bool TakesPart(RuleSequence sequence, TensorSlot slot) => slot.Trainable && !sequence.Frozen.Matches(slot);

    private static bool SplitsTensors(RuleSequence sequence) => sequence.Rules.Any(rule => rule.Description.TensorValueCount > 0);

    public static RuleRange[] MakeRanges(IReadOnlyList<IUpdateRule> rules)
    {
        RuleRange[] ranges = new RuleRange[rules.Count];
        RuleRange previous = default;
        for (int i = 0; i < ranges.Length; i++)
        {
            RuleDescription rule = rules[i].Description;
            ranges[i] = previous = new RuleRange(
                previous.FirstSlot + previous.SlotCount,
                rule.StateTensorCount,
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
        string[] names = UniqueNames(sequence.Rules, rule => rule.Slots.Select(s => s.Name).Concat(rule.TensorScalars));
        for (int rule = 0; rule < sequence.Rules.Count; rule++)
        {
            IUpdateRule current = sequence.Rules[rule];
            if (current.Description.StateTensorCount == 0)
            {
                continue;
            }

            TensorLayout derived = layout.Select(
                ParameterFilter.Custom(current.Name, slot => TakesPart(sequence, slot) && current.Where.Matches(slot))
            );
            TensorLayout shared = derived.Equals(layout) ? layout : derived;
            for (int index = 0; index < current.Description.Slots.Count; index++)
            {
                slots.Add(new PlannedSlot(names[slots.Count], rule, index, shared, IsPerTensor: false));
            }

            if (current.Description.TensorScalars.Count > 0)
            {
                TensorLayout numbers = derived.Map(_ => Shape.Scalar);
                for (int index = 0; index < current.Description.TensorScalars.Count; index++)
                {
                    slots.Add(new PlannedSlot(names[slots.Count], rule, index, numbers, IsPerTensor: true));
                }
            }
        }

        return [.. slots];
    }

    private static string[] MakeScalarNames(IReadOnlyList<IUpdateRule> rules) => UniqueNames(rules, rule => rule.Scalars);

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
                offsets.Add(applies && !slot.IsPerTensor ? slot.Layout.Slots[slot.Layout.IndexOf(place.Name)].Offset : -1);
            }
        }

        slotOffsets = [.. offsets];
        return [.. segments];
    }
}
