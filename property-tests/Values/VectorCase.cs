using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;

namespace Pullback.PropertyTests.Values;

/// <summary>
/// A layout and a seed, from which the vectors of a case are drawn. Small enough to be read in a failure report, and it shrinks: tensors are
/// left out, extents are halved.
/// </summary>
public sealed record VectorCase(int[][] Shapes, int Seed, double Factor, bool Special)
{
    private static readonly double[] SpecialValues =
    [
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        -0.0,
        double.Epsilon,
        double.MaxValue,
    ];

    /// <summary>Finite cases, with zero to five tensors of rank zero to three; extents include 0 and 1.</summary>
    public static Arbitrary<VectorCase> Finite { get; } = Of(Gen.Choose(0, 9), special: false);

    /// <summary>The same with NaN, infinities, −0, subnormal and huge elements.</summary>
    public static Arbitrary<VectorCase> WithSpecialValues { get; } = Of(Gen.Choose(0, 9), special: true);

    /// <summary>Cases with tensors of several reduction blocks.</summary>
    public static Arbitrary<VectorCase> Large { get; } = Of(Gen.Choose(0, 60), special: false);

    public TensorLayout Layout =>
        TensorLayout.Create(Shapes.Select((extents, index) => ($"tensor{index}", new Shape(extents), (index + Seed) % 3 != 0)));

    /// <summary>One of the vectors of the case: normal numbers of very different magnitudes.</summary>
    public TensorSet<T> Vector<T>(int ordinal)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var key = new RandomKey(Seed).Fold(ordinal);
        var values = new double[Layout.ParameterCount];
        key.Fold(0).FillNormal(values);
        for (var index = 0; index < values.Length; index++)
        {
            var choice = key.Fold(1).BitsAt(index);
            values[index] =
                Special && choice % 4 == 0
                    ? SpecialValues[choice / 4 % SpecialValues.Length]
                    : Math.ScaleB(values[index], (int)(choice % 20) - 10);
        }

        return TensorSet<T>.Unflatten(Layout, Array.ConvertAll(values, T.CreateTruncating));
    }

    public override string ToString() =>
        FormattableString.Invariant(
            $"shapes [{string.Join("; ", Shapes.Select(extents => string.Join('×', extents)))}], seed {Seed}, factor {Factor}{(Special ? ", special values" : "")}"
        );

    private static Arbitrary<VectorCase> Of(Gen<int> extent, bool special)
    {
        var shape = Gen.Choose(0, 3).SelectMany(rank => Gen.ArrayOf(extent, rank));
        var shapes = Gen.Choose(0, 5).SelectMany(count => Gen.ArrayOf(shape, count));
        var factor = Gen.Choose(-1000, 1000).Select(thousandths => thousandths / 37.0);
        var cases = shapes
            .Zip(Gen.Choose(0, 1_000_000))
            .Zip(factor, (pair, number) => new VectorCase(pair.Item1, pair.Item2, number, special));
        return Arb.From(cases, Shrink);
    }

    private static IEnumerable<VectorCase> Shrink(VectorCase failed)
    {
        for (var left = 0; left < failed.Shapes.Length; left++)
        {
            yield return failed with
            {
                Shapes = [.. failed.Shapes.Where((_, index) => index != left)],
            };
        }

        for (var changed = 0; changed < failed.Shapes.Length; changed++)
        {
            for (var dimension = 0; dimension < failed.Shapes[changed].Length; dimension++)
            {
                var extents = (int[])failed.Shapes[changed].Clone();
                extents[dimension] /= 2;
                if (extents[dimension] != failed.Shapes[changed][dimension])
                {
                    yield return failed with
                    {
                        Shapes = [.. failed.Shapes.Select((old, index) => index == changed ? extents : old)],
                    };
                }
            }
        }
    }
}
