using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Ops.Kernels;

/// <summary>
/// Memory that a thread packs blocks of factors into, kept from product to product: it grows to the largest block that the
/// thread has met, and is then never allocated again.
/// </summary>
internal static class PackBuffer
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static byte[]? left;

    [ThreadStatic]
    private static byte[]? right;

    /// <summary>At least so many elements for the block of the left factor, aligned to a cache line; the content is arbitrary.</summary>
    internal static ref T Left<T>(int length)
        where T : unmanaged, IFloatingPointIeee754<T> => ref Aligned<T>(ref left, length);

    /// <summary>At least so many elements for the block of the right factor, aligned to a cache line; the content is arbitrary.</summary>
    internal static ref T Right<T>(int length)
        where T : unmanaged, IFloatingPointIeee754<T> => ref Aligned<T>(ref right, length);

    private static ref T Aligned<T>(ref byte[]? buffer, int length)
        where T : unmanaged
    {
        int bytes = checked((length * Unsafe.SizeOf<T>()) + Alignment);
        if (buffer is null || buffer.Length < bytes)
        {
            // On the pinned heap, where the alignment that is found below stays.
            buffer = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
        }
        ref byte start = ref MemoryMarshal.GetArrayDataReference(buffer);
        nuint misalignment = Address(ref start) % Alignment;
        return ref Unsafe.As<byte, T>(ref Unsafe.Add(ref start, (Alignment - misalignment) % Alignment));
    }

    private static unsafe nuint Address(ref byte start) => (nuint)Unsafe.AsPointer(ref start);
}
