using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;
using Xunit;

namespace Pullback.PropertyTests.Values;

/// <summary>
/// The axioms of a normed vector space with an inner product: to the last bit where IEEE 754 promises it, otherwise within the rounding of
/// the operations involved.
/// </summary>
public abstract class VectorSpaceProperties<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double Epsilon = double.CreateChecked(T.BitIncrement(T.One) - T.One);

    private static void ForAll(Action<VectorCase> law) => Prop.ForAll(VectorCase.Finite, law).QuickCheckThrowOnFailure();

    [Fact]
    public void Addition_commutes() => ForAll(@case => Assert.Equal(X(@case) + Y(@case), Y(@case) + X(@case)));

    [Fact]
    public void Addition_associates_up_to_rounding() =>
        ForAll(@case =>
        {
            var (x, y, z) = (X(@case), Y(@case), Z(@case));
            Close(x + y + z, x + (y + z), 2 * Epsilon, x, y, z);
        });

    [Fact]
    public void Zero_is_neutral_and_negatives_cancel() =>
        ForAll(@case =>
        {
            var x = X(@case);
            var zero = TensorSet<T>.Zeros(@case.Layout);
            Assert.Equal(x, x + zero);
            Assert.Equal(x, x - zero);
            Assert.Equal(zero, x - x);
            Assert.Equal(zero, x + -x);
            Assert.Equal(X(@case) - Y(@case), X(@case) + -Y(@case));
        });

    [Fact]
    public void Scaling_by_one_minus_one_and_powers_of_two_is_exact() =>
        ForAll(@case =>
        {
            var x = X(@case);
            Assert.Equal(x, 1.0 * x);
            Assert.Equal(-x, -1.0 * x);
            Assert.Equal(x + x, 2.0 * x);
            Assert.Equal(x, 0.25 * (4.0 * x));
        });

    [Fact]
    public void Scaling_associates_and_distributes_up_to_rounding() =>
        ForAll(@case =>
        {
            var (x, y, factor) = (X(@case), Y(@case), @case.Factor);
            Close(factor * (x + y), (factor * x) + (factor * y), 4 * Epsilon, factor * x, factor * y);
            Close(factor * (3.0 * x), factor * 3.0 * x, 4 * Epsilon, 3.0 * factor * x);
            Close((factor + 3.0) * x, (factor * x) + (3.0 * x), 4 * Epsilon, factor * x, 3.0 * x);
        });

    [Fact]
    public void Map_and_zip_agree_with_the_operators() =>
        ForAll(@case =>
        {
            var (x, y) = (X(@case), Y(@case));
            var factor = T.CreateTruncating(@case.Factor);
            Assert.Equal(x + y, x.Zip(y, (a, b) => a + b));
            Assert.Equal(x - y, x.Zip(y, (a, b) => a - b));
            Assert.Equal(x.Scale(@case.Factor), x.Map(a => factor * a));
            Assert.Equal(x, x.Map(a => a));
        });

    [Fact]
    public void The_inner_product_is_symmetric_and_linear_up_to_rounding() =>
        ForAll(@case =>
        {
            var (x, y, z) = (X(@case), Y(@case), Z(@case));
            Assert.Equal(x.Dot(y), y.Dot(x));
            var size = (x.Norm() + y.Norm()) * z.Norm();
            Assert.Equal(x.Dot(z) + y.Dot(z), (x + y).Dot(z), 1e-300 + (4 * Epsilon * size));
            Assert.Equal(
                @case.Factor * x.Dot(z),
                (@case.Factor * x).Dot(z),
                1e-300 + (4 * Epsilon * Math.Abs(@case.Factor) * size)
            );
        });

    [Fact]
    public void Norms_obey_their_inequalities() =>
        ForAll(@case =>
        {
            var (x, y) = (X(@case), Y(@case));
            const double Rounding = 1 + 1e-12;
            Assert.Equal(Math.Sqrt(x.Dot(x)), x.Norm());
            Assert.True(Math.Abs(x.Dot(y)) <= x.Norm() * y.Norm() * Rounding, "Cauchy–Schwarz");
            Assert.True((x + y).Norm() <= (x.Norm() + y.Norm()) * (1 + (4 * Epsilon)), "triangle inequality");
            Assert.True(x.MaxNorm() <= x.Norm() * Rounding, "max-norm ≤ norm");
            Assert.True(x.Norm() <= Math.Sqrt(@case.Layout.ParameterCount) * x.MaxNorm() * Rounding, "norm ≤ √n max-norm");
            Assert.Equal(x.Norm(), (-x).Norm());
        });

    [Fact]
    public void Sums_agree_with_a_plain_loop() =>
        ForAll(@case =>
        {
            var elements = Array.ConvertAll(X(@case).Flatten(), double.CreateChecked);
            var size = elements.Sum(Math.Abs);
            Assert.Equal(elements.Sum(), X(@case).Sum(), size * 1e-13);
        });

    private static TensorSet<T> X(VectorCase @case) => @case.Vector<T>(0);

    private static TensorSet<T> Y(VectorCase @case) => @case.Vector<T>(1);

    private static TensorSet<T> Z(VectorCase @case) => @case.Vector<T>(2);

    /// <summary>Elements differ by no more than the tolerance times the sum of the operands' magnitudes at that place.</summary>
    private static void Close(TensorSet<T> expected, TensorSet<T> actual, double tolerance, params TensorSet<T>[] operands)
    {
        var difference = (expected - actual).Flatten();
        var sizes = operands.Select(operand => operand.Map(T.Abs)).Aggregate((left, right) => left + right).Flatten();
        for (var index = 0; index < difference.Length; index++)
        {
            Assert.Equal(0.0, double.CreateChecked(difference[index]), double.CreateChecked(sizes[index]) * tolerance);
        }
    }
}

public sealed class SingleVectorSpaceProperties : VectorSpaceProperties<float>;

public sealed class DoubleVectorSpaceProperties : VectorSpaceProperties<double>;
