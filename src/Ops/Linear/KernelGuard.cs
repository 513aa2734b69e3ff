using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace Pullback.Ops.Kernels;

/// <summary>
/// The checks at the edge of matrix kernels. They are small enough to be inlined; the exceptions, with the argument's name and all the numbers,
/// are built out of line.
/// </summary>
internal static class KernelGuard
{
    /// <summary>A size is not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Size(int size, [CallerArgumentExpression(nameof(size))] string name = "")
    {
        if (size < 0)
        {
            NegativeSize(size, name);
        }
    }

    /// <summary>A span holds exactly rows × columns elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Matrix<T>(
        ReadOnlySpan<T> matrix,
        int rows,
        int columns,
        [CallerArgumentExpression(nameof(matrix))] string name = ""
    )
    {
        if (matrix.Length != (long)rows * columns)
        {
            WrongMatrix(matrix.Length, rows, columns, name);
        }
    }

    /// <summary>A span holds exactly so many elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Length<T>(
        ReadOnlySpan<T> vector,
        int length,
        [CallerArgumentExpression(nameof(vector))] string name = ""
    )
    {
        if (vector.Length != length)
        {
            WrongLength(vector.Length, length, name);
        }
    }

    /// <summary>What is written does not overlap what is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Disjoint<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        [CallerArgumentExpression(nameof(input))] string inputName = "",
        [CallerArgumentExpression(nameof(output))] string outputName = ""
    )
    {
        if (input.Overlaps(output))
        {
            Overlap(inputName, outputName);
        }
    }

    /// <summary>What is written starts where what is read starts, or is disjoint from it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SameOrDisjoint<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        [CallerArgumentExpression(nameof(input))] string inputName = "",
        [CallerArgumentExpression(nameof(output))] string outputName = ""
    )
    {
        if (input.Overlaps(output, out int offset) && offset != 0)
        {
            Shifted(offset, inputName, outputName);
        }
    }

    /// <summary>A degree of parallelism is at least one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Degree(int degree)
    {
        if (degree < 1)
        {
            WrongDegree(degree);
        }
    }

    [DoesNotReturn]
    private static void NegativeSize(int size, string name) =>
        throw new ArgumentOutOfRangeException(name, size, Invariant($"{name} is {size} but must not be negative."));

    [DoesNotReturn]
    private static void WrongMatrix(int length, int rows, int columns, string name) =>
        throw new ArgumentException(
            Invariant($"{name} has length {length} but {rows}×{columns} = {(long)rows * columns} is required."),
            name
        );

    [DoesNotReturn]
    private static void WrongLength(int length, int required, string name) =>
        throw new ArgumentException(Invariant($"{name} has length {length} but {required} is required."), name);

    [DoesNotReturn]
    private static void Overlap(string inputName, string outputName) =>
        throw new ArgumentException($"{outputName} overlaps {inputName}, but they must be disjoint.", outputName);

    [DoesNotReturn]
    private static void Shifted(int offset, string inputName, string outputName) =>
        throw new ArgumentException(
            Invariant(
                $"{outputName} starts {offset} elements from the start of {inputName}; it must start with it or be disjoint from it."
            ),
            outputName
        );

    [DoesNotReturn]
    private static void WrongDegree(int degree) =>
        throw new ArgumentOutOfRangeException(nameof(degree), degree, Invariant($"degree is {degree} but must be at least 1."));
}
