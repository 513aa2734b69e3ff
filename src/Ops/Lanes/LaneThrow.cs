using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace Pullback.Ops.Kernels;

/// <summary>The checks of lanes and elementwise loops, their exceptions kept out of the code that the JIT inlines.</summary>
internal static class LaneThrow
{
    /// <summary>A partial vector has at most as many elements as a whole one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void IfLongerThan(int length, int count)
    {
        if (length > count)
        {
            TooLong(length, count);
        }
    }

    /// <summary>An op gets as many constants as it takes.</summary>
    internal static void UnlessConstants<TOp>(int length)
        where TOp : struct, IElementwiseOp
    {
        int expected = TOp.ConstantCount;
        if (length != expected)
        {
            throw new ArgumentException(Invariant($"constants has length {length}, but {TOp.Name} takes {expected} constants."));
        }
        if (length > ConstantLanes.Capacity)
        {
            throw new NotSupportedException(
                Invariant($"{TOp.Name} takes {length} constants; at most {ConstantLanes.Capacity} are supported.")
            );
        }
    }

    /// <summary>An output is as long as its input, and starts with it or is disjoint from it.</summary>
    internal static void UnlessOutput<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        [CallerArgumentExpression(nameof(input))] string inputName = "",
        [CallerArgumentExpression(nameof(output))] string outputName = ""
    )
    {
        if (input.Length != output.Length)
        {
            throw new ArgumentException(
                Invariant($"{outputName} has length {output.Length}, but {input.Length} (the length of {inputName}) is required.")
            );
        }
        if (input.Overlaps(output, out int offset) && offset != 0)
        {
            throw new ArgumentException(
                Invariant(
                    $"{outputName} starts {offset} elements from the start of {inputName}; it must start with it or be disjoint from it."
                )
            );
        }
    }

    [DoesNotReturn]
    internal static void UnsupportedElementType(Type type) =>
        throw new NotSupportedException($"Lanes hold float or double elements, not {type}.");

    [DoesNotReturn]
    private static void TooLong(int length, int count) =>
        throw new ArgumentException(Invariant($"A partial vector has at most {count} elements, but the span has {length}."));
}
