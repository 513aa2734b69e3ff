using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>A step's work on all tensors that a rule changes, and on those whose gradients pass. A part is one tensor; parts write disjoint memory.</summary>
internal readonly ref struct TensorJob<T>(TensorPlan plan, long step, double measured, int degree) : IParallelJob
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TensorPlan _plan = plan;
    private readonly long _step = step;
    private readonly double _measured = measured;
    private readonly int _degree = degree;

    /// <summary>What comes in.</summary>
    public required ReadOnlySpan<T> Gradients { get; init; }

    /// <summary>The parameters.</summary>
    public required ReadOnlySpan<T> Parameters { get; init; }

    /// <summary>What goes out, or memory for it: of the layout of the parameters.</summary>
    public required Span<T> Updates { get; init; }

    /// <summary>The parameters that the updates are added to; empty where none are.</summary>
    public Span<T> AddsTo { get; init; }

    /// <summary>The memory of all kept sets.</summary>
    public required TensorBuffer<T>[] Buffers { get; init; }

    /// <summary>First the tensors that are divided, one after another with all threads; then the others, several at once.</summary>
    public void Run()
    {
        TensorJob<T> job = this;
        int parts = _plan.Tensors.Length + _plan.Passing.Length;
        int left = parts;
        for (int part = 0; part < parts && _degree > 1; part++)
        {
            if (IsDivided(part))
            {
                RunPart(part, _degree);
                left--;
            }
        }

        if (left > 0)
        {
            Workers.Run(ref job, parts, Math.Min(left, _degree));
        }
    }

    /// <inheritdoc/>
    public void Execute(int part)
    {
        if (_degree == 1 || !IsDivided(part))
        {
            RunPart(part, degree: 1);
        }
    }

    private TensorSlot SlotOf(int part)
    {
        int passing = part - _plan.Tensors.Length;
        return _plan.Layout.Slots[passing < 0 ? _plan.Tensors[part] : _plan.Passing[passing]];
    }

    private bool IsDivided(int part)
    {
        long least = part < _plan.Tensors.Length ? _plan.Rule.DividesFrom : RuleJob.ParallelLength;
        return SlotOf(part).Length >= least;
    }

    private void RunPart(int part, int degree)
    {
        TensorSlot slot = SlotOf(part);
        ReadOnlySpan<T> gradient = Gradients.Slice(slot.Offset, slot.Length);
        Span<T> update = Updates.Slice(slot.Offset, slot.Length);
        bool changes = part < _plan.Tensors.Length;
        if (changes)
        {
            RunRule(part, slot, degree);
        }
        else if (AddsTo.IsEmpty)
        {
            ElementBlocks.Run(new CopyWork<T>(gradient, update), degree);
        }

        if (!AddsTo.IsEmpty)
        {
            Span<T> target = AddsTo.Slice(slot.Offset, slot.Length);
            ElementBlocks.Run(new AddWork<T>(target, changes ? update : gradient, target), degree);
        }
    }

    private void RunRule(int part, TensorSlot slot, int degree) =>
        _plan.Rule.Run(
            new TensorWork<T>
            {
                Step = _step,
                Slot = slot,
                Gradient = Gradients.Slice(slot.Offset, slot.Length),
                Parameter = Parameters.Slice(slot.Offset, slot.Length),
                Update = Updates.Slice(slot.Offset, slot.Length),
                Measured = _measured,
                Degree = degree,
                Buffers = Buffers,
                Places = _plan.Places(part),
            }
        );
}
