using System.Text.Json;
using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Losses;

/// <summary>The losses against PyTorch's, for those of its options that exist here: means over the batch, without weights, smoothing or ignored labels.</summary>
public sealed class ReferenceLossTests
{
    [Fact]
    public void Softmax_cross_entropy_agrees()
    {
        string[] plain = ["cross_entropy/plain/mean", "cross_entropy/extreme_right/mean", "cross_entropy/extreme_wrong/mean"];
        List<JsonElement> cases = ReferenceCases
            .Of("losses.json", "cross_entropy")
            .FindAll(element => plain.Contains(Id(element)));
        Assert.Equal(plain.Length, cases.Count);
        foreach (JsonElement element in cases)
        {
            double[] logits = element.GetProperty("inputs").Numbers("x")!;
            int[] labels = [.. element.GetProperty("fixed").Numbers("target")!.Select(label => (int)label)];
            int classes = element.GetProperty("inputs").LastDimension("x");
            var probabilities = new double[logits.Length];
            var gradient = new double[logits.Length];

            double loss = SoftmaxCrossEntropy.Forward<double>(logits, labels, probabilities, labels.Length, classes);
            double upstream = element.GetProperty("g").GetDouble();
            SoftmaxCrossEntropy.Backward<double>(probabilities, labels, upstream, gradient, labels.Length, classes);

            Arrays.AssertClose<double>([element.GetProperty("value").GetDouble()], [loss], ReferenceCases.Tolerance, Id(element));
            Arrays.AssertClose<double>(
                element.GetProperty("grads").Numbers("x"),
                gradient,
                ReferenceCases.Tolerance,
                Id(element)
            );
        }
    }

    [Fact]
    public void Mean_squared_error_agrees()
    {
        List<JsonElement> cases = ReferenceCases
            .Of("losses.json", "mse")
            .FindAll(element => element.GetProperty("reduction").GetString() == "mean");
        Assert.Equal(3, cases.Count);
        foreach (JsonElement element in cases)
        {
            double[] prediction = element.GetProperty("inputs").Numbers("x")!;
            double[] target = element.GetProperty("inputs").Numbers("target") ?? element.GetProperty("fixed").Numbers("target")!;
            var gradient = new double[prediction.Length];

            double loss = MeanSquaredError.Forward<double>(prediction, target);
            MeanSquaredError.Backward<double>(prediction, target, element.GetProperty("g").GetDouble(), gradient);

            Arrays.AssertClose<double>([element.GetProperty("value").GetDouble()], [loss], ReferenceCases.Tolerance, Id(element));
            Arrays.AssertClose<double>(
                element.GetProperty("grads").Numbers("x"),
                gradient,
                ReferenceCases.Tolerance,
                Id(element)
            );
        }
    }

    private static string Id(JsonElement element) => element.GetProperty("id").GetString()!;
}
