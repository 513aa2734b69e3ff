using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>A step's work on all tensors that a rule changes. A part is one tensor; parts write disjoint memory.</summary>
internal readonly ref struct TensorJob<T> : IParallelJob
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TensorPlan _plan;
    private readonly long _step;
    private readonly double _measured;
    private readonly ReadOnlySpan<T> _gradients;
    private readonly ReadOnlySpan<T> _parameters;
    private readonly Span<T> _updates;
    private readonly TensorBuffer<T>[] _buffers;
    private readonly int _degree;

    /// <summary>Puts the work together. <paramref name="updates"/> has the layout of the parameters, and is written where the rule changes something.</summary>
    public TensorJob(
        TensorPlan plan,
        long step,
        double measured,
        ReadOnlySpan<T> gradients,
        ReadOnlySpan<T> parameters,
        Span<T> updates,
        TensorBuffer<T>[] buffers,
        int degree
    )
    {
        _plan = plan;
        _step = step;
        _measured = measured;
        _gradients = gradients;
        _parameters = parameters;
        _updates = updates;
        _buffers = buffers;
        _degree = degree;
    }

    /// <summary>Works on several tensors at once, or on one after another with all threads, as the rule wants it.</summary>
    public void Run()
    {
        TensorJob<T> job = this;
        Workers.Run(ref job, _plan.Tensors.Length, _plan.Rule.DividesTensors ? 1 : _degree);
    }

    /// <inheritdoc/>
    public void Execute(int part)
    {
        int index = _plan.Tensors[part];
        TensorSlot slot = _plan.Layout.Slots[index];
        _plan.Rule.Run(
            new TensorWork<T>
            {
                Step = _step,
                Index = index,
                Slot = slot,
                Gradient = _gradients.Slice(slot.Offset, slot.Length),
                Parameter = _parameters.Slice(slot.Offset, slot.Length),
                Update = _updates.Slice(slot.Offset, slot.Length),
                Measured = _measured,
                Degree = _plan.Rule.DividesTensors ? _degree : 1,
                Buffers = _buffers,
                Places = _plan.Places(part),
            }
        );
    }
}
