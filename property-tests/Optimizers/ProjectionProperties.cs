using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;
using Pullback.Optimizers;
using Xunit;

namespace Pullback.PropertyTests.Optimizers;

/// <summary>What makes a function the projection on a closed convex set.</summary>
public class ProjectionProperties
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Nothing_of_the_set_is_nearer() =>
        Check(
            (projection, x, y) =>
            {
                // ⟨x − Px, z − Px⟩ ≤ 0 for every z of the set says that Px is the nearest point of it.
                double[] nearest = projection.Apply(x);
                double[] other = projection.Apply(y);
                double product = nearest.Select((p, i) => (x[i] - p) * (other[i] - p)).Sum();
                return product <= Tolerance * (1 + Norm(x)) * (1 + Norm(other));
            }
        );

    [Fact]
    public void Projecting_twice_is_projecting_once() =>
        Check(
            (projection, x, _) =>
            {
                double[] nearest = projection.Apply(x);
                return Distance(projection.Apply(nearest), nearest) <= Tolerance * (1 + Norm(x));
            }
        );

    [Fact]
    public void Points_never_get_farther_apart() =>
        Check(
            (projection, x, y) =>
                Distance(projection.Apply(x), projection.Apply(y)) <= Distance(x, y) + (Tolerance * (1 + Norm(x) + Norm(y)))
        );

    [Fact]
    public void The_result_lies_in_the_set() =>
        Prop.ForAll(
                Vectors.ToArbitrary(),
                x =>
                    Projection.Box(-0.5, 1).Apply(x).All(e => e is >= -0.5 and <= 1)
                    && Projection.NonNegative.Apply(x).All(e => e >= 0)
                    && Projection.LInfinityBall(2).Apply(x).All(e => Math.Abs(e) <= 2)
                    && Projection.Simplex(3).Apply(x).All(e => e >= 0)
                    && Math.Abs(Projection.Simplex(3).Apply(x).Sum() - 3) <= Tolerance * (1 + Norm(x))
                    && Projection.L1Ball(3).Apply(x).Sum(Math.Abs) <= 3 + (Tolerance * (1 + Norm(x)))
                    && Norm(Projection.L2Ball(3).Apply(x)) <= 3 + Tolerance
                    && Math.Abs(
                        Projection.Hyperplane(Normal(x.Length), 0.7).Apply(x).Zip(Normal(x.Length), (e, a) => e * a).Sum() - 0.7
                    )
                        <= Tolerance * (1 + Norm(x)) * x.Length
            )
            .QuickCheckThrowOnFailure();

    /// <summary>Vectors of 1 to 40 elements, some equal, some zero, some large.</summary>
    private static Gen<double[]> Vectors =>
        from length in Gen.Choose(1, 40)
        from seed in Gen.Choose(0, int.MaxValue)
        from scale in Gen.Elements(0.01, 1.0, 100.0)
        select Draw(length, seed, scale);

    private static double[] Draw(int length, int seed, double scale)
    {
        double[] x = new double[length];
        new RandomKey(seed).FillNormal(x);
        return
        [
            .. x.Select(
                (e, i) =>
                    i % 5 == 3 ? 0
                    : i % 7 == 6 ? scale
                    : e * scale
            ),
        ];
    }

    private static void Check(Func<Projection, double[], double[], bool> holds) =>
        Prop.ForAll(
                Vectors.ToArbitrary(),
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                (x, seed) => All(x.Length).All(projection => holds(projection, x, Draw(x.Length, seed, 2)))
            )
            .QuickCheckThrowOnFailure();

    private static Projection[] All(int length) =>
        [
            Projection.Box(-0.5, 1),
            Projection.NonNegative,
            Projection.Simplex(),
            Projection.Simplex(10),
            Projection.L1Ball(2),
            Projection.L2Ball(2),
            Projection.LInfinityBall(0.7),
            Projection.Hyperplane(Normal(length), 0.7),
            Projection.HalfSpace(Normal(length), -0.2),
        ];

    private static double[] Normal(int length) => [.. Enumerable.Range(0, length).Select(i => 1 + Math.Cos(i))];

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(e => e * e));

    private static double Distance(double[] x, double[] y) => Norm([.. x.Zip(y, (a, b) => a - b)]);
}
