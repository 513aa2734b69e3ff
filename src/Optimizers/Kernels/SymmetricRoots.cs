using System.Numerics.Tensors;

namespace Pullback.Optimizers.Kernels;

/// <summary>Powers of symmetric positive definite matrices, by their eigenvectors.</summary>
/// <remarks>
/// The eigenvectors come from one-sided Jacobi rotations: the rows of the matrix are made orthogonal to each other, pair by pair. Of a symmetric positive definite matrix the rows that
/// result are its eigenvectors, each times its eigenvalue. M. R. Hestenes, "Inversion of Matrices by Biorthogonalization and Related Results", J. SIAM 6, 1958.
/// </remarks>
internal static class SymmetricRoots
{
    /// <summary>Far more than are needed: ten sweeps do for all matrices that rounding lets converge.</summary>
    private const int MaximumSweeps = 40;

    private const double Accuracy = 1e-15;

    /// <summary>Writes <c>A^exponent</c>.</summary>
    /// <param name="matrix">The matrix A, which is overwritten. When an element is not finite, all of the result is NaN.</param>
    /// <param name="size">The number of its rows.</param>
    /// <param name="exponent">The exponent.</param>
    /// <param name="result">As many elements.</param>
    /// <param name="degree">How many threads the last product may use; the bits do not depend on it.</param>
    public static void Power(Span<double> matrix, int size, double exponent, Span<double> result, int degree = 1)
    {
        using Scratch<double> eigenvalues = new(size);
        if (!double.IsFinite(Reduction.SumOfSquares<double>(matrix)))
        {
            result.Fill(double.NaN);
            return;
        }

        MakeRowsOrthogonal(matrix, size, eigenvalues.Span);
        using Scratch<double> scaled = new(matrix.Length);
        for (int i = 0; i < size; i++)
        {
            double eigenvalue = Math.Sqrt(eigenvalues.Span[i]);
            Span<double> eigenvector = Row(matrix, size, i);
            TensorPrimitives.Divide(eigenvector, eigenvalue, eigenvector);
            TensorPrimitives.Multiply(eigenvector, Math.Pow(eigenvalue, exponent), Row(scaled.Span, size, i));
        }

        MatrixProduct.MultiplyTransposedLeft<double>(matrix, scaled.Span, result, size, size, size, degree: degree);
    }

    /// <summary>Rotates rows until all are orthogonal, and gives their squared norms.</summary>
    private static void MakeRowsOrthogonal(Span<double> matrix, int size, Span<double> squares)
    {
        using Scratch<double> turned = new(size);
        double accuracy = Accuracy * Math.Sqrt(size);
        bool isRotated = true;
        for (int sweep = 0; sweep < MaximumSweeps && isRotated; sweep++)
        {
            for (int i = 0; i < size; i++)
            {
                squares[i] = Reduction.SumOfSquares<double>(Row(matrix, size, i));
            }

            isRotated = false;
            for (int i = 0; i < size - 1; i++)
            {
                for (int j = i + 1; j < size; j++)
                {
                    double product = Reduction.Dot<double>(Row(matrix, size, i), Row(matrix, size, j));
                    if (Math.Abs(product) > accuracy * Math.Sqrt(squares[i]) * Math.Sqrt(squares[j]))
                    {
                        double tangent = Tangent((squares[j] - squares[i]) / (2 * product));
                        Rotate(Row(matrix, size, i), Row(matrix, size, j), tangent, turned.Span);
                        squares[i] -= tangent * product;
                        squares[j] += tangent * product;
                        isRotated = true;
                    }
                }
            }
        }
    }

    /// <summary>The smaller root of <c>t² + 2 ζ t − 1 = 0</c>: the tangent of the angle that makes two rows orthogonal.</summary>
    private static double Tangent(double zeta) =>
        double.IsInfinity(zeta) ? 0 : Math.CopySign(1 / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta))), zeta);

    private static void Rotate(Span<double> first, Span<double> second, double tangent, Span<double> turned)
    {
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        double sine = cosine * tangent;
        TensorPrimitives.Multiply(first, cosine, turned);
        TensorPrimitives.MultiplyAdd(second, -sine, turned, turned);
        TensorPrimitives.Multiply(second, cosine, second);
        TensorPrimitives.MultiplyAdd(first, sine, second, second);
        turned.CopyTo(first);
    }

    private static Span<double> Row(Span<double> matrix, int size, int row) => matrix.Slice(row * size, size);
}
