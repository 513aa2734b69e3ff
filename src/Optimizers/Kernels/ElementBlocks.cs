namespace Pullback.Optimizers.Kernels;

/// <summary>Work on the elements of a tensor, none of which depends on another: it can be cut anywhere.</summary>
internal interface IElementWork
{
    /// <summary>The number of elements.</summary>
    int Length { get; }

    /// <summary>Works on a piece.</summary>
    void Run(int start, int length);
}

/// <summary>Runs work on elements, in blocks over several threads where there are many. No bit depends on the number of threads.</summary>
internal static class ElementBlocks
{
    /// <param name="work">The work.</param>
    /// <param name="degree">How many threads it may use.</param>
    public static void Run<TWork>(TWork work, int degree)
        where TWork : struct, IElementWork, allows ref struct
    {
        if (degree <= 1 || work.Length < RuleJob.ParallelLength)
        {
            work.Run(0, work.Length);
            return;
        }

        BlockJob<TWork> job = new(work);
        Workers.Run(ref job, PartCount(work.Length), degree);
    }

    /// <summary>How many parts so many elements make.</summary>
    public static int PartCount(long length) => (int)((length + RuleJob.PartLength - 1) / RuleJob.PartLength);

    private readonly ref struct BlockJob<TWork>(TWork work) : IParallelJob
        where TWork : struct, IElementWork, allows ref struct
    {
        private readonly TWork _work = work;

        public void Execute(int part)
        {
            int start = (int)(part * RuleJob.PartLength);
            _work.Run(start, (int)Math.Min(RuleJob.PartLength, _work.Length - start));
        }
    }
}
