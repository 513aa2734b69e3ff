using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Pullback.Ops.Kernels;

/// <summary>Chooses the vector width of the machine and runs kernels with it.</summary>
public static class Lanes
{
    /// <summary>
    /// The environment variable that forces a width: <c>512</c>, <c>256</c>, <c>128</c> or <c>scalar</c>. It is read once. Results do not depend on it;
    /// it exists so that every width can be tested on any machine (a width that the hardware lacks runs in software).
    /// </summary>
    public const string WidthVariable = "PULLBACK_LANE_WIDTH";

    /// <summary>
    /// The vector width in bits that kernels run with: 512, 256 or 128, or 0 for the scalar software lane. By default the widest that the hardware
    /// accelerates, but at most 256, because many formulas are slower with 512; <see cref="WidthVariable"/> forces another.
    /// </summary>
    public static int Width { get; } = ParseWidth(Environment.GetEnvironmentVariable(WidthVariable));

    /// <summary>
    /// The width of the matrix product and of random bits, which gain from every bit: by default the widest that the hardware accelerates;
    /// <see cref="WidthVariable"/> forces another.
    /// </summary>
    internal static int FullWidth { get; } = ParseWidth(Environment.GetEnvironmentVariable(WidthVariable), HardwareWidth);

    /// <summary>
    /// Whether the hardware multiplies and adds with one rounding: the one decision behind <see cref="ILane{TSelf}.MultiplyAdd"/>, for all widths.
    /// </summary>
    public static bool HasFusedMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>Runs the kernel's loop with the vector width of the machine.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <param name="kernel">The kernel; its loop may write its fields.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Run<T, TKernel>(ref TKernel kernel)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ILaneKernel<T>, allows ref struct => Run<T, TKernel>(ref kernel, Width);

    /// <summary>Runs the kernel's loop with <see cref="FullWidth"/>.</summary>
    internal static void RunFull<T, TKernel>(ref TKernel kernel)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ILaneKernel<T>, allows ref struct => Run<T, TKernel>(ref kernel, FullWidth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<T, TKernel>(ref TKernel kernel, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ILaneKernel<T>, allows ref struct
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            LaneThrow.UnsupportedElementType(typeof(T));
        }
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

    /// <summary>The width that a value of <see cref="WidthVariable"/> asks for.</summary>
    internal static int ParseWidth(string? value) => ParseWidth(value, Math.Min(HardwareWidth, 256));

    private static int ParseWidth(string? value, int otherwise) =>
        value switch
        {
            null or "" => otherwise,
            "512" => 512,
            "256" => 256,
            "128" => 128,
            "scalar" => 0,
            _ => throw new InvalidOperationException(
                $"The environment variable {WidthVariable} is \"{value}\", but it must be 512, 256, 128 or scalar (or not set)."
            ),
        };

    private static int HardwareWidth =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;
}
