using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;
using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.PropertyTests.Values;

/// <summary>Neither the number of threads, nor the position in memory, nor the division of a fill into chunks shows in any bit.</summary>
public abstract class DeterminismProperties<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Reductions_are_the_same_at_every_degree() =>
        Prop.ForAll(
                VectorCase.Large,
                @case =>
                {
                    var (x, y) = (@case.Vector<T>(0), @case.Vector<T>(1));
                    for (var degree = 2; degree <= 5; degree++)
                    {
                        Assert.Equal(Reduction.Sum(x), Reduction.Sum(x, degree));
                        Assert.Equal(Reduction.Dot(x, y), Reduction.Dot(x, y, degree));
                        Assert.Equal(Reduction.Norm(x), Reduction.Norm(x, degree));
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Reductions_are_the_same_at_every_position() =>
        Prop.ForAll(
                Gen.Choose(0, 20_000).Zip(Gen.Choose(0, 70)).ToArbitrary(),
                pair =>
                {
                    var (length, offset) = pair;
                    var values = new T[length + offset];
                    new RandomKey(length).FillNormal<T>(values.AsSpan(offset));
                    var here = values.AsSpan(offset);
                    var elsewhere = here.ToArray();
                    Assert.Equal(Reduction.Sum<T>(elsewhere), Reduction.Sum<T>(here));
                    Assert.Equal(Reduction.SumOfSquares<T>(elsewhere), Reduction.SumOfSquares<T>(here));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Fills_are_the_same_in_any_chunks() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, int.MaxValue)).Zip(Gen.Choose(1, 200).ListOf()).ToArbitrary(),
                drawn =>
                {
                    var ((seed, first), chunks) = drawn;
                    var key = new RandomKey(seed);
                    var whole = new T[chunks.Sum()];
                    var chunked = new T[whole.Length];
                    key.FillNormal(whole, first);
                    for (int index = 0, position = 0; index < chunks.Count; position += chunks[index++])
                    {
                        key.FillNormal(chunked.AsSpan(position, chunks[index]), first + position);
                    }

                    Assert.Equal(whole, chunked);
                    key.FillUniform(whole, first);
                    for (int index = 0, position = 0; index < chunks.Count; position += chunks[index++])
                    {
                        key.FillUniform(chunked.AsSpan(position, chunks[index]), first + position);
                    }

                    Assert.Equal(whole, chunked);
                }
            )
            .QuickCheckThrowOnFailure();
}

public sealed class SingleDeterminismProperties : DeterminismProperties<float>;

public sealed class DoubleDeterminismProperties : DeterminismProperties<double>;
