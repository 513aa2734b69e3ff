using Xunit;

namespace Pullback.Ops.Tests.Execution;

public sealed class GraphInputsTests
{
    [Fact]
    public void It_is_a_value_that_copies_what_it_is_given()
    {
        float[] pixels = [1, 2, 3, 4];
        int[] labels = [0, 1];
        GraphInputs<float> empty = new(2);

        GraphInputs<float> inputs = empty.With("pixels", pixels).WithLabels("labels", labels);
        pixels[0] = 9;
        labels[0] = 9;

        Assert.Equal([1f, 2f, 3f, 4f], inputs.Values("pixels", 2).ToArray());
        Assert.Equal([0, 1], inputs.Labels("labels").ToArray());
        Assert.Equal(["pixels", "labels"], inputs.Names);
        Assert.Empty(empty.Names);
    }

    [Fact]
    public void Wrong_lengths_and_missing_names_are_told_with_their_numbers()
    {
        GraphInputs<float> inputs = new GraphInputs<float>(2).With("pixels", new float[4]);

        Assert.Contains(
            "3 elements, which is no multiple of the batch size 2",
            Message(() => inputs.With("x", new float[3])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "3 labels, but the batch has 2 samples",
            Message(() => inputs.WithLabels("y", new int[3])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "4 elements, but 2 samples of 3 features need 6",
            Message(() => inputs.Values("pixels", 3).ToArray()),
            StringComparison.Ordinal
        );
        Assert.Contains("'x' is missing", Message(() => inputs.Values("x", 3).ToArray()), StringComparison.Ordinal);
        Assert.Contains("There are: 'pixels'", Message(() => inputs.Labels("y").ToArray()), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GraphInputs<float>(-1));
    }

    private static string Message(Func<object> call) => Assert.Throws<ArgumentException>(() => call()).Message;
}
