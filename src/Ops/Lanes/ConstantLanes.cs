using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

/// <summary>Room on the stack for the constants of an op, each broadcast over one vector.</summary>
/// <typeparam name="TLane">The vector type.</typeparam>
[InlineArray(ConstantLanes.Capacity)]
internal struct ConstantLanes<TLane>
    where TLane : struct, ILane<TLane>
{
    private TLane first;
}

/// <summary>Fills <see cref="ConstantLanes{TLane}"/>.</summary>
internal static class ConstantLanes
{
    /// <summary>The most constants that an op can take.</summary>
    internal const int Capacity = 8;

    /// <summary>Broadcasts each constant into <paramref name="storage"/> and gives the part of it that is used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ReadOnlySpan<TLane> Broadcast<TLane, T>(
        ReadOnlySpan<T> constants,
        [UnscopedRef] ref ConstantLanes<TLane> storage
    )
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<TLane> lanes = storage;
        for (int i = 0; i < constants.Length; i++)
        {
            lanes[i] = TLane.Broadcast(constants[i]);
        }
        return lanes[..constants.Length];
    }
}
