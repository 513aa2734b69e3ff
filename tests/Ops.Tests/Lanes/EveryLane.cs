using System.Numerics;
using System.Runtime.Intrinsics;
using Pullback.Ops.Kernels;

namespace Pullback.Ops.Tests.LaneTests;

/// <summary>Runs a kernel with each lane type directly, whatever the machine's own width is.</summary>
internal static class EveryLane
{
    public static readonly int[] Widths = [0, 128, 256, 512];

    /// <summary>One more than any vector, four times, and then some: every alignment of a last partial vector comes up.</summary>
    public const int LongestLength = (4 * 16) + 3;

    /// <summary>Without vector instructions the tests sample thinner, to stay quick.</summary>
    public static int Thinning => Vector128.IsHardwareAccelerated ? 1 : 64;

    public static void Run<T, TKernel>(int width, ref TKernel kernel)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ILaneKernel<T>, allows ref struct
    {
        switch (width)
        {
            case 512:
                kernel.Run<Lane512<T>>();
                break;
            case 256:
                kernel.Run<Lane256<T>>();
                break;
            case 128:
                kernel.Run<Lane128<T>>();
                break;
            default:
                kernel.Run<ScalarLane<T>>();
                break;
        }
    }
}
