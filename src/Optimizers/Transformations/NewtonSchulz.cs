using System.Numerics;
using System.Numerics.Tensors;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>The Newton–Schulz iteration of fifth order, by which Muon makes a matrix nearly orthogonal with products alone.</summary>
/// <remarks>
/// <para>
/// <c>X₀ = G / (‖G‖ + ε)</c>, then <c>X ← a X + (b A + c A²) X</c> with <c>A = X Xᵀ</c> (of tall matrices <c>X ← a X + X (b A + c A²)</c> with <c>A = Xᵀ X</c>, which is the same and
/// smaller). Singular vectors stay, singular values go towards 1: with the default numbers, chosen for speed, they end between 0.7 and 1.2. <c>a = 2, b = −1.5, c = 0.5</c> converges to 1.
/// </para>
/// <para>A matrix of zeros stays zero; NaN and infinity make all elements NaN.</para>
/// <para>Differences: none; as in Optax's <c>muon</c>, in the precision of the elements. The authors' code iterates in bfloat16.</para>
/// <para>Å. Björck, C. Bowie, "An Iterative Algorithm for Computing the Best Estimate of an Orthogonal Matrix", SIAM J. Numer. Anal. 8, 1971; the numbers are K. Jordan's ("Muon", 2024).</para>
/// </remarks>
public sealed record NewtonSchulz
{
    /// <summary>The number of iterations; 0 only scales.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Steps
    {
        get;
        init => field = (int)Require.NotNegative(value, nameof(Steps));
    } = 5;

    /// <summary>The factor a of X.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public double Linear
    {
        get;
        init => field = Require.Finite(value, nameof(Linear));
    } = 3.4445;

    /// <summary>The factor b of A X.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public double Cubic
    {
        get;
        init => field = Require.Finite(value, nameof(Cubic));
    } = -4.7750;

    /// <summary>The factor c of A² X.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public double Quintic
    {
        get;
        init => field = Require.Finite(value, nameof(Quintic));
    } = 2.0315;

    /// <summary>What is added to the norm, ε; above 0, so that zeros can be divided by it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    public double Epsilon
    {
        get;
        init => field = Require.Positive(value, nameof(Epsilon));
    } = 1e-7;

    /// <summary>The name and the settings.</summary>
    /// <returns>For example <c>NewtonSchulz(steps: 5, linear: 3.4445, cubic: -4.775, quintic: 2.0315, epsilon: 1E-07)</c>.</returns>
    public override string ToString() =>
        new SettingsDescription(
            nameof(NewtonSchulz),
            ("steps", Steps),
            ("linear", Linear),
            ("cubic", Cubic),
            ("quintic", Quintic),
            ("epsilon", Epsilon)
        ).ToString();

    /// <summary>Iterates on a matrix.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="matrix">The elements, row by row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <returns>A new array of as many elements.</returns>
    /// <exception cref="ArgumentException"><paramref name="matrix"/> has another length than rows × columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    public T[] Orthogonalize<T>(T[] matrix, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(matrix);
        T[] result = new T[matrix.Length];
        Orthogonalize<T>(matrix, result, rows, columns);
        return result;
    }

    /// <summary>Iterates on a matrix.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="matrix">The matrix.</param>
    /// <returns>A new array of as many elements, row by row.</returns>
    /// <exception cref="ArgumentException"><paramref name="matrix"/> is not of rank 2.</exception>
    public T[] Orthogonalize<T>(TensorView<T> matrix)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (matrix.Shape.Rank != 2)
        {
            throw new ArgumentException($"A matrix is needed, but '{matrix.Name}' has the shape {matrix.Shape}.", nameof(matrix));
        }

        T[] result = new T[matrix.Length];
        Orthogonalize(matrix.Span, result, matrix.Shape[0], matrix.Shape[1]);
        return result;
    }

    /// <summary>Iterates on a matrix. Nothing is allocated once the pools are filled.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="matrix">The elements, row by row.</param>
    /// <param name="result">Where the result goes; it must not overlap <paramref name="matrix"/>.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="degree">How many threads the products may use; the bits do not depend on it.</param>
    /// <exception cref="ArgumentException">A span has another length than rows × columns, or they overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or <paramref name="degree"/> is below 1.</exception>
    public void Orthogonalize<T>(ReadOnlySpan<T> matrix, Span<T> result, int rows, int columns, int degree = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        Throw.IfLengthDiffers(matrix.Length, checked(rows * columns), nameof(matrix));
        Throw.IfLengthDiffers(result.Length, matrix.Length, nameof(result));
        if (matrix.Overlaps(result))
        {
            throw new ArgumentException("result overlaps matrix, but they must be disjoint.", nameof(result));
        }

        TensorPrimitives.Divide(matrix, T.CreateTruncating(Reduction.Norm(matrix, degree) + Epsilon), result);
        int side = Math.Min(rows, columns);
        using Scratch<T> other = new(matrix.Length);
        using Scratch<T> gram = new(side * side);
        using Scratch<T> square = new(side * side);
        for (int step = 0; step < Steps; step++)
        {
            Iterate(result, other.Span, gram.Span, square.Span, rows, columns, degree);
            other.Span.CopyTo(result);
        }
    }

    private void Iterate<T>(ReadOnlySpan<T> x, Span<T> next, Span<T> gram, Span<T> square, int rows, int columns, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int side = Math.Min(rows, columns);
        bool isTall = rows > columns;
        if (isTall)
        {
            MatrixProduct.MultiplyTransposedLeft(x, x, gram, side, rows, side, degree: degree);
        }
        else
        {
            MatrixProduct.MultiplyTransposedRight(x, x, gram, side, columns, side, degree: degree);
        }

        // The polynomial b A + c A² goes where A was.
        MatrixProduct.Multiply<T>(gram, gram, square, side, side, side, degree: degree);
        TensorPrimitives.Multiply(gram, T.CreateTruncating(Cubic), gram);
        TensorPrimitives.MultiplyAdd(square, T.CreateTruncating(Quintic), gram, gram);

        TensorPrimitives.Multiply(x, T.CreateTruncating(Linear), next);
        if (isTall)
        {
            MatrixProduct.Multiply(x, gram, next, rows, side, side, accumulate: true, degree);
        }
        else
        {
            MatrixProduct.Multiply(gram, x, next, side, side, columns, accumulate: true, degree);
        }
    }
}
