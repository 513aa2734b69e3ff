using System.Numerics;
using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.LaneTests;

public class LaneMemoryTests
{
    public static TheoryData<int> Widths => [.. EveryLane.Widths];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Partial_vectors_touch_only_their_span(int width)
    {
        var ofDoubles = new PartialCheck<double>();
        EveryLane.Run<double, PartialCheck<double>>(width, ref ofDoubles);
        var ofFloats = new PartialCheck<float>();
        EveryLane.Run<float, PartialCheck<float>>(width, ref ofFloats);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_partial_vector_longer_than_a_whole_one_is_refused_with_both_lengths(int width)
    {
        var check = new RefusalCheck();
        EveryLane.Run<float, RefusalCheck>(width, ref check);
    }

    private struct PartialCheck<T> : ILaneKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public readonly void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            T sentinel = T.CreateChecked(-77);
            for (int length = 0; length <= TLane.Count; length++)
            {
                T[] source = [.. Enumerable.Range(1, length).Select(i => T.CreateChecked(i))];
                TLane lane = TLane.LoadPartial(source);
                for (int i = 0; i < TLane.Count; i++)
                {
                    Assert.Equal(i < length ? source[i] : T.Zero, TLane.GetElement(lane, i));
                }

                T[] destination = [.. Enumerable.Repeat(sentinel, length + 2)];
                TLane.StorePartial(lane, destination.AsSpan(1, length));
                Assert.Equal([sentinel, .. source, sentinel], destination);

                T[] whole = [.. Enumerable.Repeat(sentinel, TLane.Count + 2)];
                TLane.Store(lane, ref whole[0], 1);
                Assert.Equal(sentinel, whole[0]);
                Assert.Equal(sentinel, whole[^1]);
                Assert.Equal(
                    TLane.GetElement(lane, TLane.Count - 1),
                    TLane.GetElement(TLane.Load(ref whole[0], 1), TLane.Count - 1)
                );
            }
        }
    }

    private struct RefusalCheck : ILaneKernel<float>
    {
        public readonly void Run<TLane>()
            where TLane : struct, ILane<TLane, float>
        {
            int count = TLane.Count;
            var load = Assert.Throws<ArgumentException>(() => TLane.LoadPartial(new float[count + 1]));
            Assert.Equal($"A partial vector has at most {count} elements, but the span has {count + 1}.", load.Message);
            Assert.Throws<ArgumentException>(() => TLane.StorePartial(TLane.Zero, new float[count + 1]));
        }
    }
}
