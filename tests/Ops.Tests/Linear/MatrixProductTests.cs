using System.Numerics;
using System.Runtime.InteropServices;
using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Linear;

public sealed class MatrixProductTests
{
    /// <summary>Sizes that meet every tile height and width, ragged last vectors at every vector width, and empty dimensions.</summary>
    public static TheoryData<int, int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int, int>();
            foreach (int rows in new[] { 0, 1, 2, 3, 5, 11, 13, 23, 49, 100 })
            {
                foreach (int columns in new[] { 0, 1, 7, 16, 17, 32, 35, 70 })
                {
                    sizes.Add(rows, 13, columns);
                }
            }
            foreach (int depth in new[] { 0, 1, 2, 4, 31, 399, 401, 801, 1203 })
            {
                sizes.Add(7, depth, 19);
                sizes.Add(50, depth, 40);
            }
            // Beyond a block of rows, and of columns; rows a power of two apart.
            sizes.Add(200, 9, 5);
            sizes.Add(3, 5, 1100);
            sizes.Add(14, 256, 300);
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Product_is_the_sum_of_products(int m, int k, int n)
    {
        foreach (ProductForm form in Enum.GetValues<ProductForm>())
        {
            foreach (bool accumulate in new[] { false, true })
            {
                CheckAgainstDefinition<float>(form, m, k, n, accumulate);
                CheckAgainstDefinition<double>(form, m, k, n, accumulate);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_vector_width_gives_the_same_bits(int m, int k, int n)
    {
        CheckWidths<float>(m, k, n);
        CheckWidths<double>(m, k, n);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(13)]
    [InlineData(60)]
    public void A_row_does_not_depend_on_the_rows_around_it(int rows)
    {
        const int all = 131;
        const int k = 784;
        const int n = 300;
        float[] a = Arrays.Random<float>(all * k, 1);
        float[] b = Arrays.Random<float>(k * n, 2);
        var whole = new float[all * n];
        MatrixProduct.Multiply<float>(a, b, whole, all, k, n);
        for (int first = 0; first + rows <= all; first += 31)
        {
            var part = new float[rows * n];
            MatrixProduct.Multiply<float>(a.AsSpan(first * k, rows * k), b, part, rows, k, n);
            Arrays.AssertSameBits<float>(whole.AsSpan(first * n, rows * n), part, $"rows from {first}");
        }
    }

    [Theory]
    [InlineData(300, 200, 150)]
    [InlineData(20, 700, 900)]
    [InlineData(129, 784, 131)]
    public void Every_degree_gives_the_same_bits(int m, int k, int n)
    {
        float[] a = Arrays.Random<float>(m * k, 3);
        float[] b = Arrays.Random<float>(k * n, 4);
        foreach (ProductForm form in Enum.GetValues<ProductForm>())
        {
            float[] alone = Product(form, a, b, new float[m * n], m, k, n, accumulate: false, degree: 1);
            foreach (int degree in new[] { 2, 3, 7 })
            {
                float[] shared = Product(form, a, b, new float[m * n], m, k, n, accumulate: false, degree);
                Arrays.AssertSameBits<float>(alone, shared, $"{form} at degree {degree}");
            }
        }
    }

    [Fact]
    public void Not_a_number_and_infinity_reach_their_row_and_column_only()
    {
        const int size = 20;
        double[] a = Arrays.Random<double>(size * size, 5);
        double[] b = Arrays.Random<double>(size * size, 6);
        a[(3 * size) + 2] = double.NaN;
        b[(4 * size) + 19] = double.PositiveInfinity;
        a[(7 * size) + 4] = 0;
        var c = new double[size * size];
        MatrixProduct.Multiply<double>(a, b, c, size, size, size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double value = c[(i * size) + j];
                bool undefined = i == 3 || (i == 7 && j == 19);
                Assert.Equal(undefined, double.IsNaN(value));
                Assert.Equal(!undefined && j == 19, double.IsInfinity(value));
            }
        }
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_numbers()
    {
        var six = new float[6];
        string a = Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<float>(six, six, new float[4], 2, 4, 2)).Message;
        Assert.Contains("a has length 6 but 2×4 = 8 is required", a, StringComparison.Ordinal);
        string b = Assert
            .Throws<ArgumentException>(() => MatrixProduct.MultiplyTransposedRight<float>(six, six, six, 2, 3, 3))
            .Message;
        Assert.Contains("b has length 6 but 3×3 = 9 is required", b, StringComparison.Ordinal);
        string c = Assert
            .Throws<ArgumentException>(() => MatrixProduct.MultiplyTransposedLeft<float>(six, six, six, 2, 3, 2))
            .Message;
        Assert.Contains("c has length 6 but 2×2 = 4 is required", c, StringComparison.Ordinal);
        string m = Assert
            .Throws<ArgumentOutOfRangeException>(() => MatrixProduct.Multiply<float>(six, six, six, -2, 3, 2))
            .Message;
        Assert.Contains("m is -2", m, StringComparison.Ordinal);
        string degree = Assert
            .Throws<ArgumentOutOfRangeException>(() => MatrixProduct.Multiply<float>(six, six, new float[4], 2, 3, 2, degree: 0))
            .Message;
        Assert.Contains("degree is 0", degree, StringComparison.Ordinal);
    }

    [Fact]
    public void Result_overlapping_a_factor_is_refused()
    {
        var memory = new float[12];
        string message = Assert
            .Throws<ArgumentException>(() =>
                MatrixProduct.Multiply<float>(memory.AsSpan(0, 4), new float[4], memory.AsSpan(3, 4), 2, 2, 2)
            )
            .Message;
        Assert.Contains("c overlaps a", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_element_types_are_refused()
    {
        var half = new Half[1];
        Assert.Throws<NotSupportedException>(() => MatrixProduct.Multiply<Half>(half, new Half[1], new Half[1], 1, 1, 1));
    }

    [Fact]
    public void Steady_state_allocates_nothing()
    {
        float[] a = Arrays.Random<float>(100 * 100, 7);
        var c = new float[100 * 100];
        void Multiply()
        {
            MatrixProduct.Multiply<float>(a, a, c, 100, 100, 100);
            MatrixProduct.MultiplyTransposedLeft<float>(a, a, c, 100, 100, 100);
            MatrixProduct.MultiplyTransposedRight<float>(a, a, c, 100, 100, 100);
        }

        // The first time, this thread's packing buffers grow.
        Multiply();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Multiply();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void CheckAgainstDefinition<T>(ProductForm form, int m, int k, int n, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] a = Arrays.Random<T>(m * k, 8);
        T[] b = Arrays.Random<T>(k * n, 9);
        T[] c = Arrays.Random<T>(m * n, 10);
        double[] expected = NaiveProduct.Compute(form, a, b, accumulate ? c : null, m, k, n, out double[] bound);

        // Not a number wherever the product may not look, and around it where it may not write.
        T[] actual = Product(form, a, b, accumulate ? c : [.. c.Select(_ => T.NaN)], m, k, n, accumulate, degree: 1);

        for (int i = 0; i < actual.Length; i++)
        {
            double error = Math.Abs(double.CreateTruncating(actual[i]) - expected[i]);
            Assert.True(error <= bound[i], $"{form} {m}×{k}×{n}, element {i}: {actual[i]} instead of {expected[i]}");
        }
    }

    private static T[] Product<T>(ProductForm form, T[] a, T[] b, T[] initial, int m, int k, int n, bool accumulate, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var memory = new T[initial.Length + 40];
        Array.Fill(memory, T.CreateTruncating(777));
        initial.CopyTo(memory, 20);
        Span<T> c = memory.AsSpan(20, initial.Length);
        switch (form)
        {
            case ProductForm.Plain:
                MatrixProduct.Multiply(a, b, c, m, k, n, accumulate, degree);
                break;
            case ProductForm.TransposedLeft:
                MatrixProduct.MultiplyTransposedLeft(a, b, c, m, k, n, accumulate, degree);
                break;
            default:
                MatrixProduct.MultiplyTransposedRight(a, b, c, m, k, n, accumulate, degree);
                break;
        }
        Assert.All(
            memory.Take(20).Concat(memory.Skip(20 + initial.Length)),
            value => Assert.Equal(T.CreateTruncating(777), value)
        );
        return c.ToArray();
    }

    private static void CheckWidths<T>(int m, int k, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (m * k * n == 0)
        {
            return;
        }
        T[] a = Arrays.Random<T>(m * k, 11);
        T[] b = Arrays.Random<T>(k * n, 12);
        foreach (bool transposeA in new[] { false, true })
        {
            foreach (bool transposeB in new[] { false, true })
            {
                T[] scalar = WithLane<T, ScalarLane<T>>(a, transposeA, b, transposeB, m, k, n);
                Arrays.AssertSameBits<T>(scalar, WithLane<T, Lane128<T>>(a, transposeA, b, transposeB, m, k, n), "128 bits");
                Arrays.AssertSameBits<T>(scalar, WithLane<T, Lane256<T>>(a, transposeA, b, transposeB, m, k, n), "256 bits");
                Arrays.AssertSameBits<T>(scalar, WithLane<T, Lane512<T>>(a, transposeA, b, transposeB, m, k, n), "512 bits");
            }
        }
    }

    private static T[] WithLane<T, TLane>(T[] a, bool transposeA, T[] b, bool transposeB, int m, int k, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
    {
        var c = new T[m * n];
        var loop = new ProductLoop<T, NoEpilogue>(
            new ProductOperands<T>
            {
                A = ref MemoryMarshal.GetArrayDataReference(a),
                ARow = transposeA ? 1 : (nuint)k,
                AStep = transposeA ? (nuint)m : 1,
                B = ref MemoryMarshal.GetArrayDataReference(b),
                BStep = transposeB ? 1 : (nuint)n,
                BColumn = transposeB ? (nuint)k : 1,
                C = ref MemoryMarshal.GetArrayDataReference(c),
                CRow = (nuint)n,
                Rows = m,
                Depth = k,
                Columns = n,
            },
            default,
            0
        );
        loop.Run<TLane>();
        return c;
    }
}
