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
    private const int StackLength = 128;

    private readonly IRuleProgram _program;
    private readonly RulePlan _plan;
    private readonly RulePass<T> _pass;
    private readonly Span<T> _results;
    private readonly bool _addsToParameters;

    public RuleJob(IRuleProgram program, RulePlan plan, in RulePass<T> pass, Span<T> results, bool addsToParameters)
    {
        _program = program;
        _plan = plan;
        _pass = pass;
        _results = results;
        _addsToParameters = addsToParameters;
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
        int count = _pass.OwnCoefficientCount;
        Span<T> ownCoefficients = count <= StackLength ? stackalloc T[StackLength] : new T[count];
        Span<T> results = _results.Slice(_plan.Segments[segment].Offset + from, length);
        _program.Run(_pass.Block(segment, from, results, _addsToParameters, ownCoefficients[..count]));
    }
}
