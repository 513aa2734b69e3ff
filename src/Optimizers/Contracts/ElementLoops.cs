using System.Numerics;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>A loop over elements that can be done in pieces, since no element depends on another.</summary>
internal interface IElementLoop<T, TSelf> : ILaneKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TSelf : struct, IElementLoop<T, TSelf>, allows ref struct
{
    /// <summary>The number of elements: a multiple of every vector's length.</summary>
    int Length { get; }

    /// <summary>The same loop over a piece.</summary>
    TSelf Slice(int start, int length);
}

/// <summary>Runs loops over elements, on several threads where they are long. No bit depends on the number of threads.</summary>
internal static class ElementLoops
{
    /// <param name="loop">The loop.</param>
    /// <param name="maxDegree">How many threads it may use; 0 chooses by length.</param>
    public static void Run<T, TLoop>(TLoop loop, int maxDegree = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoop : struct, IElementLoop<T, TLoop>, allows ref struct
    {
        // What is shorter than the results is refused here: the loops themselves check nothing.
        loop = loop.Slice(0, loop.Length);
        int degree = Degree(loop.Length, maxDegree);
        if (degree == 1)
        {
            Lanes.Run<T, TLoop>(ref loop);
            return;
        }

        ElementJob<T, TLoop> job = new(loop);
        Workers.Run(ref job, (int)((loop.Length + RuleJob.PartLength - 1) / RuleJob.PartLength), degree);
    }

    /// <summary>How many threads work over so many elements uses.</summary>
    public static int Degree(long length, int maxDegree) =>
        length < RuleJob.ParallelLength ? 1
        : maxDegree == 0 ? Workers.MaximumDegree
        : Math.Min(maxDegree, Workers.MaximumDegree);

    /// <summary>How many threads a transformation may use; 0 chooses by size.</summary>
    public static int DegreeOf(IGradientTransformation transformation) =>
        transformation switch
        {
            IRuleProgram program => program.MaxDegreeOfParallelism,
            ITensorRule rule => rule.MaxDegreeOfParallelism,
            IReusesMemory composition => composition.MaxDegreeOfParallelism,
            IWrapper { Inner: var inner } => DegreeOf(inner),
            Masked { Inner: var inner } => DegreeOf(inner),
            Partition partition => LeastDegreeOf(partition.Groups.Select(group => group.Optimizer)),
            _ => 0,
        };

    /// <summary>The least limit among several transformations; 0, no limit, where none has one.</summary>
    public static int LeastDegreeOf(IEnumerable<IGradientTransformation> transformations) =>
        transformations.Select(DegreeOf).Where(degree => degree > 0).DefaultIfEmpty(0).Min();
}

/// <summary>A loop in parts, for <see cref="Workers"/>.</summary>
internal readonly ref struct ElementJob<T, TLoop>(TLoop loop) : IParallelJob
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoop : struct, IElementLoop<T, TLoop>, allows ref struct
{
    private readonly TLoop _loop = loop;

    public void Execute(int part)
    {
        int start = (int)(part * RuleJob.PartLength);
        TLoop piece = _loop.Slice(start, (int)Math.Min(RuleJob.PartLength, _loop.Length - start));
        Lanes.Run<T, TLoop>(ref piece);
    }
}
