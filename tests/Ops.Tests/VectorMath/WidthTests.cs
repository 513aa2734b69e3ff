using System.Numerics;
using Pullback.Ops.Tests.LaneTests;
using Xunit;

namespace Pullback.Ops.Tests.VectorMathTests;

/// <summary>An element's value depends on that element alone: not on the width, its position, its neighbours or the length.</summary>
public class WidthTests
{
    public static TheoryData<string> Names => [.. VectorFunctions.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_widths_agree_bit_for_bit_in_double(string name) => WidthsAgree(VectorFunctions.Named(name), Doubles());

    [Theory]
    [MemberData(nameof(Names))]
    public void All_widths_agree_bit_for_bit_in_float(string name) => WidthsAgree(VectorFunctions.Named(name), Floats());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_length_and_position_gives_the_same_values(string name)
    {
        PositionsAgree(VectorFunctions.Named(name), Doubles());
        PositionsAgree(VectorFunctions.Named(name), Floats());
    }

    private static void WidthsAgree<T>(VectorFunction function, T[] x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] y = [.. x.Reverse()];
        var expected = new T[x.Length];
        function.Apply(0, x, y, expected);
        foreach (int width in EveryLane.Widths)
        {
            var actual = new T[x.Length];
            function.Apply(width, x, y, actual);
            for (int i = 0; i < x.Length; i++)
            {
                Assert.True(
                    SpecialValues.Same(expected[i], actual[i]),
                    $"{function} at ({x[i]}, {y[i]}): {actual[i]} at width {width}, {expected[i]} scalar"
                );
            }
        }
    }

    private static void PositionsAgree<T>(VectorFunction function, T[] values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sentinel = T.CreateChecked(-77);
        foreach (int width in EveryLane.Widths)
        {
            for (int length = 0; length <= EveryLane.LongestLength; length++)
            {
                // Huge and special neighbours on all sides; the same values again one position later.
                ReadOnlySpan<T> x = values.AsSpan(length * 3 % 100, length);
                T[] inPlace = [sentinel, .. x, sentinel];
                function.Apply(width, inPlace.AsSpan(1, length), x, inPlace.AsSpan(1, length));
                Assert.Equal(sentinel, inPlace[0]);
                Assert.Equal(sentinel, inPlace[^1]);
                for (int i = 0; i < length; i++)
                {
                    Assert.True(
                        SpecialValues.Same(function.At(x[i], x[i]), inPlace[i + 1]),
                        $"{function} at {x[i]}, {i} of {length}, width {width}"
                    );
                }
            }
        }
    }

    private static double[] Doubles() =>
        [.. SpecialValues.Of<double>(), .. Sampling.Doubles(4000 / EveryLane.Thinning + 200, seed: 3)];

    private static float[] Floats() =>
        [.. SpecialValues.Of<float>(), .. Sampling.Floats(8000 / EveryLane.Thinning + 200, seed: 5)];
}
