using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>What the passes of a step read: gradients, parameters, slots, coefficients. Makes the blocks that loops run over.</summary>
internal readonly ref struct RulePass<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly RulePlan _plan;
    private readonly ReadOnlySpan<T> _incoming;
    private readonly ReadOnlySpan<T> _parameters;
    private readonly ReadOnlySpan<T> _curvature;
    private readonly ReadOnlySpan<SlotBinding<T>> _slots;
    private readonly ReadOnlySpan<T> _coefficients;
    private readonly ReadOnlySpan<T> _tensorValues;

    public RulePass(
        RulePlan plan,
        ReadOnlySpan<T> incoming,
        ReadOnlySpan<T> parameters,
        ReadOnlySpan<T> curvature,
        ReadOnlySpan<SlotBinding<T>> slots,
        ReadOnlySpan<T> coefficients,
        ReadOnlySpan<T> tensorValues
    )
    {
        _plan = plan;
        _incoming = incoming;
        _parameters = parameters;
        _curvature = curvature;
        _slots = slots;
        _coefficients = coefficients;
        _tensorValues = tensorValues;
    }

    /// <summary>The length of the memory that <see cref="Coefficients"/> needs: 0 when the coefficients are the same for all tensors.</summary>
    public int OwnCoefficientCount => _plan.TensorValues.Length == 0 ? 0 : _coefficients.Length;

    /// <summary>What comes in for a whole tensor.</summary>
    public ReadOnlySpan<T> Incoming(int tensor)
    {
        TensorSlot slot = _plan.Layout.Slots[tensor];
        return _incoming.Slice(slot.Offset, slot.Length);
    }

    /// <summary>A block that lies within one segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="from">The distance of the block from the segment's start.</param>
    /// <param name="results">Where the results of the block go; as long as the block.</param>
    /// <param name="addsToParameters">Whether the results are parameters.</param>
    /// <param name="ownCoefficients">Memory of <see cref="OwnCoefficientCount"/> elements, which the block keeps.</param>
    public RuleBlock<T> Block(int segment, int from, Span<T> results, bool addsToParameters, Span<T> ownCoefficients)
    {
        RulePlan.Segment place = _plan.Segments[segment];
        int start = place.Offset + from;
        return new RuleBlock<T>(
            _incoming.Slice(start, results.Length),
            _parameters.Slice(start, results.Length),
            _curvature.IsEmpty ? default : _curvature.Slice(start, results.Length),
            results,
            addsToParameters,
            Coefficients(place.Tensor, ownCoefficients),
            _slots,
            _plan.SlotOffsets(segment),
            from,
            place.ActiveRules
        );
    }

    /// <summary>The coefficients of all rules, those of one tensor among them.</summary>
    private ReadOnlySpan<T> Coefficients(int tensor, Span<T> own)
    {
        ReadOnlySpan<int> positions = _plan.TensorValues;
        if (positions.Length == 0)
        {
            return _coefficients;
        }

        _coefficients.CopyTo(own);
        ReadOnlySpan<T> values = _tensorValues.Slice(tensor * positions.Length, positions.Length);
        for (int i = 0; i < positions.Length; i++)
        {
            own[positions[i]] = values[i];
        }

        return own;
    }
}
