using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

/// <summary>
/// Checks at the edge of kernels, with messages that name the argument, what it got and what it needs. The checks are small enough to be
/// inlined; the text is built out of line.
/// </summary>
public static class Throw
{
    /// <summary>Refuses a buffer whose length is not exactly the one that is required.</summary>
    /// <param name="actual">The length that the argument has.</param>
    /// <param name="required">The length that the argument must have.</param>
    /// <param name="argument">The argument's name.</param>
    /// <exception cref="ArgumentException">The lengths differ; both are in the message.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void IfLengthDiffers(int actual, int required, string argument)
    {
        if (actual != required)
        {
            LengthDiffers(actual, required, argument);
        }
    }

    /// <summary>Refuses a buffer that is shorter than required; a longer one is accepted.</summary>
    /// <param name="actual">The length that the argument has.</param>
    /// <param name="required">The smallest length that will do.</param>
    /// <param name="argument">The argument's name.</param>
    /// <exception cref="ArgumentException">The buffer is too short; both lengths are in the message.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void IfShorter(int actual, int required, string argument)
    {
        if (actual < required)
        {
            TooShort(actual, required, argument);
        }
    }

    /// <summary>Refuses a set of tensors whose layout is not the required one.</summary>
    /// <param name="actual">The layout that the argument has.</param>
    /// <param name="required">The layout that the argument must have.</param>
    /// <param name="argument">The argument's name.</param>
    /// <exception cref="ArgumentException">The layouts differ; the message names the first slot that does.</exception>
    public static void IfLayoutDiffers(TensorLayout actual, TensorLayout required, string argument)
    {
        ArgumentNullException.ThrowIfNull(actual, argument);
        ArgumentNullException.ThrowIfNull(required);
        if (!actual.Equals(required))
        {
            throw new ArgumentException(
                $"The layout of {argument} is not the required one: {actual.DescribeDifference(required)}.",
                argument
            );
        }
    }

    [DoesNotReturn]
    private static void LengthDiffers(int actual, int required, string argument) =>
        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"{argument} has length {actual} but {required} is required."),
            argument
        );

    [DoesNotReturn]
    private static void TooShort(int actual, int required, string argument) =>
        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"{argument} has length {actual} but at least {required} is required."),
            argument
        );
}
