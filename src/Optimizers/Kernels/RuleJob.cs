using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>Sizes at which work is divided.</summary>
internal static class RuleJob
{
    /// <summary>From this many elements on, threads pay: below, waking one up costs as much as what it saves (5 to 10 µs).</summary>
    public const long ParallelLength = 1 << 17;

    /// <summary>The elements of one part: a multiple of the padding, small enough that threads finish together.</summary>
    public const long PartLength = 1 << 15;
}

/// <summary>One pass of a program over all its segments, in parts that write disjoint memory. No element depends on the division.</summary>
internal readonly ref struct RuleJob<T> : IParallelJob
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int StackLength = 64;

    private readonly IRuleProgram _program;
    private readonly RulePlan _plan;
    private readonly ReadOnlySpan<T> _incoming;
    private readonly ReadOnlySpan<T> _parameters;
    private readonly Span<T> _results;
    private readonly bool _addsToParameters;
    private readonly ReadOnlySpan<T> _coefficients;
    private readonly ReadOnlySpan<SlotBinding<T>> _slots;
    private readonly ReadOnlySpan<T> _slotNorms;

    public RuleJob(
        IRuleProgram program,
        RulePlan plan,
        ReadOnlySpan<T> incoming,
        ReadOnlySpan<T> parameters,
        Span<T> results,
        bool addsToParameters,
        ReadOnlySpan<T> coefficients,
        ReadOnlySpan<SlotBinding<T>> slots,
        ReadOnlySpan<T> slotNorms
    )
    {
        _program = program;
        _plan = plan;
        _incoming = incoming;
        _parameters = parameters;
        _results = results;
        _addsToParameters = addsToParameters;
        _coefficients = coefficients;
        _slots = slots;
        _slotNorms = slotNorms;
    }

    /// <summary>Runs the pass on the calling thread, or on several.</summary>
    public void Run(int degree)
    {
        if (degree <= 1)
        {
            RunRange(0, _plan.ActiveLength);
            return;
        }

        RuleJob<T> job = this;
        Workers.Run(ref job, (int)((_plan.ActiveLength + RuleJob.PartLength - 1) / RuleJob.PartLength), degree);
    }

    /// <inheritdoc/>
    public void Execute(int part)
    {
        long start = part * RuleJob.PartLength;
        RunRange(start, Math.Min(start + RuleJob.PartLength, _plan.ActiveLength));
    }

    /// <summary>Runs the elements from start to end, counted through all segments.</summary>
    private void RunRange(long start, long end)
    {
        long position = 0;
        for (int i = 0; i < _plan.Segments.Length && position < end; i++)
        {
            int length = _plan.Segments[i].Length;
            int from = (int)Math.Max(0, start - position);
            int to = (int)Math.Min(length, end - position);
            if (from < to)
            {
                RunPiece(i, from, to - from);
            }

            position += length;
        }
    }

    private void RunPiece(int segment, int from, int length)
    {
        RulePlan.Segment place = _plan.Segments[segment];
        scoped ReadOnlySpan<T> coefficients = _coefficients;
        if (!_slotNorms.IsEmpty)
        {
            // Segments are single tensors here; the norm of this one follows the first rule's other coefficients.
            Span<T> own = _coefficients.Length <= StackLength ? stackalloc T[StackLength] : new T[_coefficients.Length];
            own = own[.._coefficients.Length];
            _coefficients.CopyTo(own);
            own[_plan.Ranges[0].FirstCoefficient + _plan.Ranges[0].CoefficientCount - 1] = _slotNorms[place.Tensor];
            coefficients = own;
        }

        _program.Run(
            new RuleBlock<T>(
                _incoming.Slice(place.Offset + from, length),
                _parameters.Slice(place.Offset + from, length),
                _results.Slice(place.Offset + from, length),
                _addsToParameters,
                coefficients,
                _slots,
                _plan.SlotOffsets(segment),
                from,
                place.ActiveRules
            )
        );
    }
}
