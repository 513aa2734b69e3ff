using Xunit;

namespace Pullback.Ops.Tests.Values;

public sealed class TensorLayoutTests
{
    private static TensorLayout Sample { get; } =
        TensorLayout.Create([
            ("dense1.weight", new Shape(3, 7), true),
            ("dense1.bias", new Shape(7), false),
            ("empty", new Shape(0, 4), true),
            ("scale", Shape.Scalar, true),
        ]);

    [Fact]
    public void Slots_start_at_multiples_of_the_alignment()
    {
        Assert.Equal([0, 32, 48, 48], Sample.Slots.Select(slot => slot.Offset));
        Assert.Equal([21, 7, 0, 1], Sample.Slots.Select(slot => slot.Length));
        Assert.Equal(64, Sample.BufferLength);
        Assert.Equal(29, Sample.ParameterCount);
        Assert.All(Sample.Slots, slot => Assert.Equal(0, slot.Offset % TensorLayout.Alignment));
    }

    [Fact]
    public void Finds_tensors_by_name()
    {
        Assert.Equal(1, Sample.IndexOf("dense1.bias"));
        Assert.True(Sample.Contains("scale"));
        Assert.False(Sample.Contains("Scale"));
        var unknown = Assert.Throws<ArgumentException>("name", () => Sample.IndexOf("dense2.bias"));
        Assert.Contains("no tensor 'dense2.bias'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("'dense1.weight', 'dense1.bias', 'empty', 'scale'", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_packs_what_matches_and_keeps_names_and_flags()
    {
        // The frozen bias has no optimizer state.
        var state = Sample.Select(ParameterFilter.Trainable);
        Assert.Equal(["dense1.weight", "empty", "scale"], state.Slots.Select(slot => slot.Name));
        Assert.Equal([0, 32, 32], state.Slots.Select(slot => slot.Offset));
        Assert.Equal(48, state.BufferLength);
        Assert.Equal(Sample, Sample.Select(ParameterFilter.All));
        Assert.False(Sample.Select(ParameterFilter.Named("*.bias")).Slots[0].Trainable);
        Assert.Equal(TensorLayout.Empty, Sample.Select(ParameterFilter.None));
    }

    [Fact]
    public void Map_changes_shapes_and_keeps_names_and_flags()
    {
        // A factored second moment: one number for each row of a matrix.
        var rows = Sample.Map(slot => slot.Shape.Rank == 2 ? new Shape(slot.Shape[0]) : slot.Shape);
        Assert.Equal([new Shape(3), new Shape(7), new Shape(0), Shape.Scalar], rows.Slots.Select(slot => slot.Shape));
        Assert.Equal(Sample.Slots.Select(slot => slot.Name), rows.Slots.Select(slot => slot.Name));
        Assert.Equal([true, false, true, true], rows.Slots.Select(slot => slot.Trainable));
        Assert.Equal([0, 16, 32, 32], rows.Slots.Select(slot => slot.Offset));
    }

    [Fact]
    public void Is_a_value()
    {
        var same = TensorLayout
            .Empty.Add("dense1.weight", new Shape(3, 7))
            .Add("dense1.bias", new Shape(7), trainable: false)
            .Add("empty", new Shape(0, 4))
            .Add("scale", Shape.Scalar);
        Assert.Equal(Sample, same);
        Assert.Equal(Sample.GetHashCode(), same.GetHashCode());
        Assert.True(Sample == same);
        Assert.True(Sample != TensorLayout.Empty);
        Assert.NotEqual(Sample, Sample.Map(slot => new Shape(slot.Shape.Append(1))));
        Assert.NotEqual(new TensorLayout([("a", new Shape(2))]), TensorLayout.Create([("a", new Shape(2), false)]));
    }

    [Fact]
    public void ToString_is_a_table()
    {
        Assert.Equal(
            """
            TensorLayout: 4 tensors, 29 elements
              dense1.weight 3×7
              dense1.bias 7 (frozen)
              empty 0×4
              scale scalar
            """,
            Sample.ToString()
        );
        var many = new TensorLayout(Enumerable.Range(0, 25).Select(index => ($"w{index}", new Shape(1))));
        Assert.EndsWith("… and 5 more", many.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_names_that_are_empty_or_taken()
    {
        Assert.Throws<ArgumentException>(() => new TensorLayout([(" ", new Shape(1))]));
        Assert.Throws<ArgumentException>(() => new TensorLayout([("a", null!)]));
        Assert.Throws<ArgumentNullException>(() => new TensorLayout(null!));
        var twice = Assert.Throws<ArgumentException>(() => Sample.Add("scale", new Shape(2)));
        Assert.Contains("'scale' occurs twice", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_buffer_longer_than_an_array()
    {
        var half = new Shape(1 << 30);
        var large = Assert.Throws<ArgumentException>(() => new TensorLayout([("a", half), ("b", half)]));
        Assert.Contains("'b' (1073741824)", large.Message, StringComparison.Ordinal);
        Assert.Contains("2147483648 elements", large.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_is_described_by_its_first_slot()
    {
        var other = Sample.Map(slot => slot.Name == "dense1.bias" ? new Shape(8) : slot.Shape);
        Assert.Equal("tensor 1 is dense1.bias 8 (frozen) instead of dense1.bias 7 (frozen)", other.DescribeDifference(Sample));
        var shorter = Sample.Select(ParameterFilter.Named("scale").Not());
        Assert.Equal("it has 3 tensors instead of 4 and lacks scale scalar", shorter.DescribeDifference(Sample));
        Assert.Equal("it has 4 tensors instead of 3 and has scale scalar", Sample.DescribeDifference(shorter));
    }
}
