using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

/// <summary>How the inner dimension of a product is cut. This is part of the definition of the result, not only of its speed.</summary>
internal static class DepthBlock
{
    /// <summary>
    /// The most bytes of a row that are summed before the sum joins those of the blocks before it: a panel of two 512-bit vectors over that depth is about as
    /// large as a first-level cache. The same for every vector width, so that all widths add in the same order.
    /// </summary>
    private const int LongestBytes = 1600;

    /// <summary>The length of the blocks: as equal as possible, and never longer than the limit.</summary>
    internal static int Length<T>(int depth)
        where T : unmanaged
    {
        int longest = LongestBytes / Unsafe.SizeOf<T>();
        int blocks = Math.Max(1, (depth + longest - 1) / longest);
        return (depth + blocks - 1) / blocks;
    }
}
