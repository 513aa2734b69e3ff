using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Pullback.Ops.Kernels;

/// <summary>Checks what emitted methods are handed, before they write anything.</summary>
public static class BatchGuard
{
    /// <summary>The number of samples of an input.</summary>
    /// <param name="length">How many elements it has.</param>
    /// <param name="features">How many elements a sample has.</param>
    /// <param name="argument">Its name.</param>
    /// <returns>length / features.</returns>
    /// <exception cref="ArgumentException">The last sample is incomplete.</exception>
    public static int Rows(int length, int features, string argument)
    {
        if (length % features != 0)
        {
            Incomplete(length, features, argument);
        }
        return length / features;
    }

    /// <summary>Refuses an input with another number of samples than the first one.</summary>
    /// <param name="length">How many elements it has.</param>
    /// <param name="features">How many elements a sample has.</param>
    /// <param name="argument">Its name.</param>
    /// <param name="rows">How many samples the first input has.</param>
    /// <param name="first">The first input's name.</param>
    /// <exception cref="ArgumentException">The numbers differ.</exception>
    public static void SameRows(int length, int features, string argument, int rows, string first)
    {
        if (length != (long)rows * features)
        {
            OtherRows(length, features, argument, rows, first);
        }
    }

    /// <summary>Refuses a batch without samples: a loss is a mean over samples.</summary>
    /// <param name="rows">How many samples the batch has.</param>
    /// <param name="argument">The name of the first input.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static void NotEmpty(int rows, string argument)
    {
        if (rows == 0)
        {
            throw new ArgumentException($"{argument} is empty, but a loss is a mean over at least one sample.", argument);
        }
    }

    /// <summary>Refuses labels outside of their range.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="argument">The name of the labels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is negative, or not below the number of classes.</exception>
    public static void Labels(ReadOnlySpan<int> labels, int classes, string argument)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
            {
                OutOfRange(i, labels[i], classes, argument);
            }
        }
    }

    /// <summary>Refuses a destination that overlaps what is read while it is written.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="source">What is read.</param>
    /// <param name="destination">What is written.</param>
    /// <param name="sourceName">The name of the source.</param>
    /// <param name="destinationName">The name of the destination.</param>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public static void Disjoint<T>(ReadOnlySpan<T> source, ReadOnlySpan<T> destination, string sourceName, string destinationName)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (source.Overlaps(destination))
        {
            throw new ArgumentException(
                $"{destinationName} overlaps {sourceName}, which is still read while it is written.",
                destinationName
            );
        }
    }

    [DoesNotReturn]
    private static void Incomplete(int length, int features, string argument) =>
        throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{argument} has length {length}, which is no multiple of the {features} features of a sample."
            ),
            argument
        );

    [DoesNotReturn]
    private static void OtherRows(int length, int features, string argument, int rows, string first) =>
        throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{argument} has length {length} but {(long)rows * features} is required: {first} has {rows} samples, and a sample of {argument} has {features}."
            ),
            argument
        );

    [DoesNotReturn]
    private static void OutOfRange(int index, int label, int classes, string argument) =>
        throw new ArgumentOutOfRangeException(
            argument,
            label,
            string.Create(CultureInfo.InvariantCulture, $"{argument}[{index}] is {label}, but labels go from 0 to {classes - 1}.")
        );
}
