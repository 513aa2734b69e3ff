namespace Pullback.Optimizers.Kernels;

/// <summary>What a rule over whole tensors does to parameters of one layout. Made by Init and carried by the state.</summary>
internal sealed class TensorPlan
{
    private readonly int[] _places;

    public TensorPlan(ITensorRule rule, TensorLayout layout)
    {
        Rule = rule;
        Layout = layout;
        Tensors = [.. Indices(layout, slot => IsSeen(slot) && rule.Where.Matches(slot))];
        Passing = [.. Indices(layout, slot => IsSeen(slot) && !rule.Where.Matches(slot))];
        Layouts = new TensorLayout[rule.Kept.Length];
        _places = new int[Tensors.Length * Layouts.Length];
        foreach (int tensor in Tensors)
        {
            rule.Check(layout.Slots[tensor]);
            ActiveLength += layout.Slots[tensor].Length;
        }

        for (int kept = 0; kept < Layouts.Length; kept++)
        {
            List<(string, Shape, bool)> keptTensors = [];
            for (int i = 0; i < Tensors.Length; i++)
            {
                TensorSlot slot = layout.Slots[Tensors[i]];
                Shape? shape = rule.ShapeOf(kept, slot);
                _places[(i * Layouts.Length) + kept] = shape is null ? -1 : keptTensors.Count;
                if (shape is not null)
                {
                    keptTensors.Add((slot.Name, shape, true));
                }
            }

            Layouts[kept] = TensorLayout.Create(keptTensors);
        }
    }

    public ITensorRule Rule { get; }

    public TensorLayout Layout { get; }

    /// <summary>The tensors that the rule changes.</summary>
    public int[] Tensors { get; }

    /// <summary>The tensors whose gradients pass unchanged. Those in neither list are frozen.</summary>
    public int[] Passing { get; }

    /// <summary>The layouts of the kept sets.</summary>
    public TensorLayout[] Layouts { get; }

    /// <summary>The elements of all tensors that the rule changes.</summary>
    public long ActiveLength { get; }

    /// <summary>The index, in each kept set, of the tensor at a position of <see cref="Tensors"/>.</summary>
    public ReadOnlySpan<int> Places(int position) => _places.AsSpan(position * Layouts.Length, Layouts.Length);

    public bool IsFor(ITensorRule rule, TensorLayout layout) =>
        ReferenceEquals(Rule, rule) && (ReferenceEquals(Layout, layout) || Layout.Equals(layout));

    private bool IsSeen(TensorSlot slot) => slot.Trainable && !Rule.Frozen.Matches(slot);

    private static IEnumerable<int> Indices(TensorLayout layout, Func<TensorSlot, bool> belongs) =>
        Enumerable.Range(0, layout.Slots.Count).Where(i => belongs(layout.Slots[i]));
}
