using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Pullback.Optimizers.Kernels;

/// <summary>What is made of the terms of a block.</summary>
internal enum MeasureKind
{
    /// <summary>The sums of all terms; of what comes in, the sum of squares.</summary>
    Sums,

    /// <summary>Of what comes in, the largest magnitude.</summary>
    Largest,

    /// <summary>Of what comes in, the sum of squares after scaling.</summary>
    Scaled,
}

/// <summary>The measuring pass of one rule over all its tensors, in the blocks of <see cref="Reduction"/>.</summary>
internal readonly ref struct MeasureJob<T> : IParallelJob
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int BlocksPerPart = (int)(RuleJob.PartLength / Reduction.BlockLength);

    private readonly IRuleProgram _program;
    private readonly RulePlan _plan;
    private readonly int _rule;
    private readonly RulePass<T> _pass;
    private readonly int _sums;
    private readonly bool _measuresIncoming;
    private readonly Span<double> _partials;
    private readonly MeasureKind _kind;
    private readonly double _factor;
    private readonly int _blocks;

    /// <summary>The pass of a rule.</summary>
    /// <param name="program">The program.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="pass">What is read.</param>
    /// <param name="sums">The number of the rule's sums.</param>
    /// <param name="measuresIncoming">Whether what comes in is measured too, after the sums.</param>
    /// <param name="partials">Receives the results: sum after sum, in each block after block.</param>
    /// <param name="kind">What is made of the terms.</param>
    /// <param name="factor">The scale of <see cref="MeasureKind.Scaled"/>.</param>
    public MeasureJob(
        IRuleProgram program,
        RulePlan plan,
        int rule,
        in RulePass<T> pass,
        int sums,
        bool measuresIncoming,
        Span<double> partials,
        MeasureKind kind,
        double factor
    )
    {
        _program = program;
        _plan = plan;
        _rule = rule;
        _pass = pass;
        _sums = sums;
        _measuresIncoming = measuresIncoming;
        _partials = partials;
        _kind = kind;
        _factor = factor;
        _blocks = partials.Length / (sums + (measuresIncoming ? 1 : 0));
    }

    /// <summary>Runs the pass on the calling thread, or on several.</summary>
    public void Run(int degree)
    {
        MeasureJob<T> job = this;
        Workers.Run(ref job, (_blocks + BlocksPerPart - 1) / BlocksPerPart, degree);
    }

    /// <inheritdoc/>
    public void Execute(int part)
    {
        int streams = _sums + (_measuresIncoming ? 1 : 0);
        T[] rented = ArrayPool<T>.Shared.Rent((streams * Reduction.BlockLength) + _pass.OwnCoefficientCount);
        try
        {
            Span<T> terms = rented.AsSpan(0, streams * Reduction.BlockLength);
            Span<T> ownCoefficients = rented.AsSpan(terms.Length, _pass.OwnCoefficientCount);
            int begin = part * BlocksPerPart;
            int end = Math.Min(begin + BlocksPerPart, _blocks);
            int first = 0;
            foreach (int tensor in _plan.MeasuredTensors[_rule]!)
            {
                int last = first + Reduction.BlockCount(_plan.Layout.Slots[tensor].Length);
                for (int block = Math.Max(first, begin); block < Math.Min(last, end); block++)
                {
                    Measure(tensor, (block - first) * Reduction.BlockLength, block, terms, ownCoefficients);
                }

                first = last;
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    private void Measure(int tensor, int start, int block, Span<T> terms, Span<T> ownCoefficients)
    {
        int count = Math.Min(Reduction.BlockLength, _plan.Layout.Slots[tensor].Length - start);
        int padded = (count + TensorLayout.Alignment - 1) / TensorLayout.Alignment * TensorLayout.Alignment;
        (int segment, int from) = _plan.Places[tensor];

        // Nothing is written to the results: their length is the block's.
        RuleBlock<T> place = _pass.Block(segment, from + start, terms[..padded], false, ownCoefficients);
        _program.Measure(_rule, place, terms);
        for (int sum = 0; sum < _sums && _kind == MeasureKind.Sums; sum++)
        {
            _partials[(sum * _blocks) + block] = Reduction.Sum<T>(terms.Slice(sum * padded, count));
        }

        if (_measuresIncoming)
        {
            _partials[(_sums * _blocks) + block] = Incoming(terms.Slice(_sums * padded, count));
        }
    }

    private double Incoming(Span<T> incoming)
    {
        if (_kind == MeasureKind.Largest)
        {
            return Reduction.MaxNorm<T>(incoming);
        }

        if (_kind == MeasureKind.Scaled)
        {
            TensorPrimitives.Multiply(incoming, T.CreateTruncating(_factor), incoming);
        }

        return Reduction.SumOfSquares<T>(incoming);
    }
}
