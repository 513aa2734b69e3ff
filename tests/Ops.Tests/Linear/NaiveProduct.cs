using System.Numerics;

namespace Pullback.Ops.Tests.Linear;

/// <summary>How the factors of a product are stored.</summary>
public enum ProductForm
{
    /// <summary>a · b.</summary>
    Plain,

    /// <summary>aᵀ · b.</summary>
    TransposedLeft,

    /// <summary>a · bᵀ.</summary>
    TransposedRight,
}

/// <summary>The product by its definition, in double, and the bound on the rounding error of any order of summation.</summary>
internal static class NaiveProduct
{
    public static double[] Compute<T>(ProductForm form, T[] a, T[] b, T[]? added, int m, int k, int n, out double[] bound)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var c = new double[m * n];
        bound = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = added is null ? 0 : double.CreateTruncating(added[(i * n) + j]);
                double magnitude = Math.Abs(sum);
                for (int p = 0; p < k; p++)
                {
                    double left = double.CreateTruncating(form == ProductForm.TransposedLeft ? a[(p * m) + i] : a[(i * k) + p]);
                    double right = double.CreateTruncating(form == ProductForm.TransposedRight ? b[(j * k) + p] : b[(p * n) + j]);
                    sum += left * right;
                    magnitude += Math.Abs(left * right);
                }
                c[(i * n) + j] = sum;
                bound[(i * n) + j] = (k + 2) * Arrays.Roundoff<T>() * magnitude;
            }
        }
        return c;
    }
}
