using System.Numerics;
using System.Runtime.InteropServices;

namespace Pullback.Optimizers.Kernels;

/// <summary>
/// A run of neighbouring elements to which the same rules apply, for emitted loops: where to read and write, and the coefficients of the step.
/// </summary>
/// <remarks>
/// The length is a multiple of the longest vector, because buffers are padded so: a loop has no partial vector. Results may be written over what
/// was read, at the same index.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
public readonly ref struct RuleBlock<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _incoming;
    private readonly ReadOnlySpan<T> _parameters;
    private readonly ReadOnlySpan<T> _curvature;
    private readonly Span<T> _results;
    private readonly ReadOnlySpan<T> _coefficients;
    private readonly ReadOnlySpan<SlotBinding<T>> _slots;
    private readonly ReadOnlySpan<int> _slotOffsets;
    private readonly int _shift;
    private readonly ulong _activeRules;

    internal RuleBlock(
        ReadOnlySpan<T> incoming,
        ReadOnlySpan<T> parameters,
        ReadOnlySpan<T> curvature,
        Span<T> results,
        bool addsToParameters,
        ReadOnlySpan<T> coefficients,
        ReadOnlySpan<SlotBinding<T>> slots,
        ReadOnlySpan<int> slotOffsets,
        int shift,
        ulong activeRules
    )
    {
        _incoming = incoming;
        _parameters = parameters;
        _curvature = curvature;
        _results = results;
        AddsToParameters = addsToParameters;
        _coefficients = coefficients;
        _slots = slots;
        _slotOffsets = slotOffsets;
        _shift = shift;
        _activeRules = activeRules;
    }

    /// <summary>The number of elements: a multiple of every vector's length.</summary>
    public nuint Length => (nuint)_results.Length;

    /// <summary>Whether the results are parameters (update added), or the updates themselves.</summary>
    public bool AddsToParameters { get; }

    /// <summary>The first coefficient of the first rule; those of all rules follow each other, norms and those of the tensor included (<see cref="BlockCoefficient"/>).</summary>
    public ref readonly T Coefficients => ref MemoryMarshal.GetReference(_coefficients);

    /// <summary>The first of what comes in: gradients or updates.</summary>
    public ref readonly T Incoming => ref MemoryMarshal.GetReference(_incoming);

    /// <summary>The first parameter.</summary>
    public ref readonly T Parameters => ref MemoryMarshal.GetReference(_parameters);

    /// <summary>The first number of the curvature; only where a rule needs it.</summary>
    public ref readonly T Curvature => ref MemoryMarshal.GetReference(_curvature);

    /// <summary>The first result.</summary>
    public ref T Results => ref MemoryMarshal.GetReference(_results);

    /// <summary>Whether a rule applies to this block; its mask decides.</summary>
    /// <param name="rule">The index of the rule in the sequence.</param>
    /// <returns>True when it does; else its slots must not be touched.</returns>
    public bool IsActive(int rule) => (_activeRules & (1UL << rule)) != 0;

    /// <summary>The first element of a slot as it is.</summary>
    /// <param name="index">The index among the slots of all rules.</param>
    /// <returns>A reference; of an inactive rule's slot, one that must not be used.</returns>
    public ref readonly T Slot(int index) =>
        ref _slotOffsets[index] < 0
            ? ref MemoryMarshal.GetReference(_incoming)
            : ref MemoryMarshal.GetReference(_slots[index].Current.Slice(_slotOffsets[index] + _shift, _results.Length));

    /// <summary>The first element of a slot as it will be; it may be the same memory as <see cref="Slot"/>.</summary>
    /// <param name="index">The index among the slots of all rules.</param>
    /// <returns>A reference; of an inactive rule's slot, one that must not be used.</returns>
    public ref T NextSlot(int index) =>
        ref _slotOffsets[index] < 0
            ? ref MemoryMarshal.GetReference(_results)
            : ref MemoryMarshal.GetReference(_slots[index].Next.Span.Slice(_slotOffsets[index] + _shift, _results.Length));

    /// <summary>Part of the block for part of the rules: how a run-time chain runs its rules one after another over a piece that stays in the cache.</summary>
    internal RuleBlock<T> ForRule(
        in RuleRange rule,
        int start,
        ReadOnlySpan<T> incoming,
        Span<T> results,
        bool addsToParameters
    ) =>
        new(
            incoming,
            _parameters.Slice(start, results.Length),
            _curvature.IsEmpty ? default : _curvature.Slice(start, results.Length),
            results,
            addsToParameters,
            _coefficients.Slice(rule.FirstCoefficient, rule.CoefficientCount),
            _slots.Slice(rule.FirstSlot, rule.SlotCount),
            _slotOffsets.Slice(rule.FirstSlot, rule.SlotCount),
            _shift + start,
            activeRules: 1
        );

    /// <summary>The whole block for one rule.</summary>
    internal RuleBlock<T> ForRule(in RuleRange rule, ReadOnlySpan<T> incoming) =>
        ForRule(rule, 0, incoming, _results, AddsToParameters);

    internal ReadOnlySpan<T> IncomingSpan(int start, int length) => _incoming.Slice(start, length);

    internal Span<T> ResultSpan(int start, int length) => _results.Slice(start, length);

    internal ReadOnlySpan<T> ParameterSpan(int start, int length) => _parameters.Slice(start, length);
}
