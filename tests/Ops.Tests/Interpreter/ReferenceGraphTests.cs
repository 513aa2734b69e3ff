using Xunit;

namespace Pullback.Ops.Tests.Interpreter;

/// <summary>
/// The interpreter against PyTorch, node by node and gradient by gradient. The other graphs of the file need ops that do not exist yet (batch and RMS
/// normalisation).
/// </summary>
public sealed class ReferenceGraphTests
{
    private const double Tolerance = 1e-11;

    [Theory]
    [InlineData("graph0")]
    [InlineData("graph3")]
    public void Values_of_all_nodes_agree(string id)
    {
        ReferenceGraph reference = new(id);

        IReadOnlyDictionary<string, double[]> values = new GraphInterpreter(reference.Graph).Forward(
            reference.Parameters,
            reference.Inputs
        );

        var compared = reference.NodeNames.Where(name => values.ContainsKey(name.Ours)).ToList();
        Assert.True(compared.Count >= 8, $"only {compared.Count} nodes were compared");
        Assert.All(compared, name => AssertClose(reference.Value(name.Theirs), values[name.Ours], name.Theirs));
    }

    [Theory]
    [InlineData("graph0")]
    [InlineData("graph3")]
    public void Gradients_of_all_parameters_and_of_the_input_agree(string id)
    {
        ReferenceGraph reference = new(id);
        string prediction = id == "graph0" ? "n11" : "n13";

        var gradients = new GraphInterpreter(reference.Graph).Backward(
            reference.Parameters,
            reference.Inputs,
            reference.NodeGradient(prediction)
        );

        Assert.All(
            reference.ParameterNames,
            name => AssertClose(reference.Gradient(name.Reference), gradients.Parameters[name.Slot].ToArray(), name.Reference)
        );
        AssertClose(reference.Gradient("x"), gradients.Inputs["x"].ToArray(), "x");
    }

    [Fact]
    public void Loss_and_its_gradients_agree()
    {
        ReferenceGraph reference = new("graph0");

        Evaluation<double> evaluation = new GraphInterpreter(reference.Graph).Evaluate(reference.Parameters, reference.Inputs);

        // The reference sums over the batch, and ours is the mean.
        Assert.Equal(reference.Loss, evaluation.Loss * reference.Rows, Tolerance);
        Assert.All(
            reference.ParameterNames,
            name =>
                AssertClose(
                    reference.Gradient(name.Reference),
                    evaluation.Gradients[name.Slot].ToArray().Select(x => x * reference.Rows).ToArray(),
                    name.Reference
                )
        );
    }

    private static void AssertClose(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]) / Math.Max(1, Math.Abs(expected[i]));
            Assert.True(error <= Tolerance, $"{what}[{i}]: {actual[i]:R} instead of {expected[i]:R}, error {error:E2}");
        }
    }
}
