using System.Text.Json.Nodes;
using Xunit;

namespace Pullback.Reference.Tests;

/// <summary>
/// Folders with other shapes, step counts and settings than the project's copy. Their values are computed here, by plain loops that share nothing with the
/// library.
/// </summary>
public class OtherFolderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Adam_on_another_problem(int seed)
    {
        PlainProblem problem = new(
            seed,
            [
                [3],
                [2, 1, 2],
                [],
            ],
            steps: 7
        );
        double lr = 0.01 * seed;
        double beta1 = 0.5 + 0.1 * seed;
        const double Beta2 = 0.97;
        const double Epsilon = 1e-3;
        double[][] trajectory = problem.Adam(lr, beta1, Beta2, Epsilon);
        using TemporaryFolder folder = new();
        JsonObject hyper = new()
        {
            ["betas"] = new JsonArray(beta1, Beta2),
            ["eps"] = Epsilon,
            ["weight_decay"] = 0,
        };
        folder.With("optimizers.json", problem.File("torch.Adam", lr, hyper, trajectory));
        (int exitCode, string output, string error) = folder.Run();
        Assert.Equal("", error);
        Assert.StartsWith(
            "optimizers.json: 1 checked, 0 failed, 0 without counterpart, 0 exempt",
            Line(output),
            StringComparison.Ordinal
        );
        Assert.Equal(0, exitCode);

        trajectory[5][2] += 1e-9;
        folder.With("optimizers.json", problem.File("torch.Adam", lr, hyper.DeepClone().AsObject(), trajectory));
        (exitCode, output, _) = folder.Run();
        Assert.Equal(1, exitCode);
        Assert.Contains("x after step 6[2]", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_of_ops_that_the_library_has()
    {
        using TemporaryFolder folder = new();
        folder.With("layers.json", new PlainGraph().File());
        (int exitCode, string output, string error) = folder.Run();
        Assert.Equal("", error);
        // The graph, and its dense, layer norm, activation and loss on their own.
        Assert.StartsWith(
            "layers.json: 5 checked, 0 failed, 0 without counterpart, 0 exempt",
            Line(output),
            StringComparison.Ordinal
        );
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("grads", "W1")]
    [InlineData("grads", "x")]
    [InlineData("grads", "gamma3")]
    [InlineData("values", "n4")]
    public void A_wrong_gradient_or_value_of_a_graph_is_seen(string section, string tensor)
    {
        using TemporaryFolder folder = new();
        JsonNode root = JsonNode.Parse(new PlainGraph().File())!;
        JsonArray data = root["graphs"]![0]![section]![tensor]!["data"]!.AsArray();
        data[0] = data[0]!.GetValue<double>() + 1e-8;
        folder.With("layers.json", root.ToJsonString());
        (int exitCode, string output, string _) = folder.Run();
        Assert.Equal(1, exitCode);
        Assert.Contains("  failed: plain: ", output, StringComparison.Ordinal);
    }

    private static string Line(string output) =>
        output.Split('\n').First(line => line.Contains("checked", StringComparison.Ordinal));
}
