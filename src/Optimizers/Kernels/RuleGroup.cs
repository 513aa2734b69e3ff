using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pullback.Optimizers.Kernels;

/// <summary>
/// Any rules one after another, known only at run time: each runs over a piece that stays in the first-level cache before the next one does. What the
/// generator fuses into one loop costs about twice as much this way.
/// </summary>
internal sealed class RuleGroup : IRuleProgram
{
    private const int PieceLength = 1024;

    private readonly RuleSequence _sequence;
    private readonly RuleRange[] _ranges;

    public RuleGroup(RuleSequence sequence, string name, int maxDegreeOfParallelism)
    {
        _sequence = sequence;
        _ranges = RulePlan.MakeRanges(sequence.Rules);
        Name = name;
        MaxDegreeOfParallelism = maxDegreeOfParallelism;
    }

    public string Name { get; }

    public int MaxDegreeOfParallelism { get; }

    public RuleSequence GetRules() => _sequence;

    public Type GetStateType<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => typeof(ChainState<T>);

    public RuleState<T> CreateState<T>(RuleStateParts<T> parts)
        where T : unmanaged, IFloatingPointIeee754<T> => new ChainState<T>(parts);

    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => RuleEngine.Init(this, parameters);

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> => RuleEngine.Update(this, gradients, state, parameters, inputs);

    public StepResult<T> StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T> => RuleEngine.Step(this, parameters, gradients, state, inputs, donate);

    /// <summary>Only the first rule measures: a chain starts a new group before any other one that does.</summary>
    public void Measure<T>(int rule, scoped RuleBlock<T> block, Span<T> terms)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        _sequence.Rules[rule].Measure(0, block.ForRule(_ranges[rule], block.IncomingSpan(0, (int)block.Length)), terms);

    [SkipLocalsInit]
    public void Run<T>(scoped RuleBlock<T> block)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int last = _ranges.Length - 1;
        while (last >= 0 && !block.IsActive(last))
        {
            last--;
        }

        if (last < 0)
        {
            PassThrough(block);
            return;
        }

        Span<T> scratch = stackalloc T[PieceLength];
        for (int start = 0; start < (int)block.Length; start += PieceLength)
        {
            RunPiece(block, start, scratch[..Math.Min(PieceLength, (int)block.Length - start)], last);
        }
    }

    private void RunPiece<T>(scoped RuleBlock<T> block, int start, scoped Span<T> scratch, int last)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        scoped ReadOnlySpan<T> incoming = block.IncomingSpan(start, scratch.Length);
        for (int rule = 0; rule < last; rule++)
        {
            if (block.IsActive(rule))
            {
                _sequence.Rules[rule].Run(block.ForRule(_ranges[rule], start, incoming, scratch, addsToParameters: false));
                incoming = scratch;
            }
        }

        Span<T> results = block.ResultSpan(start, scratch.Length);
        _sequence.Rules[last].Run(block.ForRule(_ranges[last], start, incoming, results, block.AddsToParameters));
    }

    /// <summary>No rule applies: what comes in is the update.</summary>
    public static void PassThrough<T>(scoped RuleBlock<T> block)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = (int)block.Length;
        ReadOnlySpan<T> incoming = block.IncomingSpan(0, length);
        Span<T> results = block.ResultSpan(0, length);
        if (!block.AddsToParameters)
        {
            incoming.CopyTo(results);
            return;
        }

        block.ParameterSpan(0, length).CopyTo(results);
        AddLoop<T> loop = new(incoming, results);
        Lanes.Run<T, AddLoop<T>>(ref loop);
    }
}
