using FsCheck;
using FsCheck.Fluent;
using Pullback.Ops;
using Xunit;

namespace Pullback.PropertyTests.Values;

public sealed class LayoutProperties
{
    private static void ForAll(Action<TensorLayout> law) =>
        Prop.ForAll(VectorCase.Finite, @case => law(@case.Layout)).QuickCheckThrowOnFailure();

    [Fact]
    public void Slots_are_aligned_in_order_and_do_not_overlap() =>
        ForAll(layout =>
        {
            var end = 0;
            foreach (var slot in layout.Slots)
            {
                Assert.True(
                    slot.Offset >= end && slot.Offset < end + TensorLayout.Alignment,
                    "a gap is shorter than the alignment"
                );
                Assert.Equal(0, slot.Offset % TensorLayout.Alignment);
                end = slot.Offset + slot.Length;
            }

            Assert.InRange(layout.BufferLength, end, end + TensorLayout.Alignment - 1);
            Assert.Equal(layout.Slots.Sum(slot => slot.Length), layout.ParameterCount);
        });

    [Fact]
    public void A_derived_layout_depends_on_nothing_but_what_it_was_derived_from() =>
        ForAll(layout =>
        {
            var filter = ParameterFilter.Trainable.And(ParameterFilter.RankAtLeast(2)).Or(ParameterFilter.Named("*0"));
            var selected = layout.Select(filter);
            Assert.Equal(selected, selected.Select(filter));
            Assert.Equal(layout, layout.Map(slot => slot.Shape));
            Assert.Equal(layout, layout.Select(filter.Or(filter.Not())));
            Assert.Equal(layout.Slots.Count, selected.Slots.Count + layout.Select(filter.Not()).Slots.Count);
            Assert.Equal(selected.Map(_ => Shape.Scalar), layout.Map(_ => Shape.Scalar).Select(Renamed(selected)));
            Assert.Equal(selected.GetHashCode(), layout.Select(filter).GetHashCode());

            // The shapes have changed, so the same tensors are found by name.
            static ParameterFilter Renamed(TensorLayout names) =>
                ParameterFilter.Custom("by name", slot => names.Contains(slot.Name));
        });

    [Fact]
    public void De_Morgan_holds_for_filters() =>
        ForAll(layout =>
        {
            var (left, right) = (ParameterFilter.RankAtLeast(2), ParameterFilter.Trainable);
            Assert.Equal(layout.Select(left.And(right).Not()), layout.Select(left.Not().Or(right.Not())));
            Assert.Equal(layout.Select(left.Or(right).Not()), layout.Select(left.Not().And(right.Not())));
        });
}
