using System.Text.Json.Nodes;
using Pullback.ReferenceCheck;
using Xunit;

namespace Pullback.Reference.Tests;

/// <summary>What the program says and how it ends, for folders that are right, wrong, strange or damaged.</summary>
public class ProgramTests
{
    /// <summary>A place in each file, of a case that has a counterpart, whose number must matter.</summary>
    public static TheoryData<string, string, Func<JsonNode, JsonNode>> Numbers =>
        new()
        {
            { "activations.json", "tanh", root => Case(root["elementwise"]!, "tanh")["y_exact"]!.AsArray() },
            {
                "activations.json",
                "gelu/approximate=none",
                root => Case(root["elementwise"]!, "gelu/approximate=none")["dy_exact"]!.AsArray()
            },
            {
                "losses.json",
                "mse/matrix/sum",
                root => Case(root["cases"]!, "mse/matrix/sum")["grads"]!["x"]!["data"]!.AsArray()
            },
            {
                "losses.json",
                "cross_entropy/plain/none",
                root => Case(root["cases"]!, "cross_entropy/plain/none")["value"]!["data"]!.AsArray()
            },
            { "layers.json", "dense/batch", root => Case(root["cases"]!, "dense/batch")["grads"]!["W"]!["data"]!.AsArray() },
            {
                "layers.json",
                "layer_norm/last_affine",
                root => Case(root["cases"]!, "layer_norm/last_affine")["grads"]!["x"]!["data"]!.AsArray()
            },
            {
                "layers.json",
                "residual_mlp/pre_norm_gelu",
                root => Case(root["cases"]!, "residual_mlp/pre_norm_gelu")["grads"]!["gamma"]!["data"]!.AsArray()
            },
            { "layers.json", "graph0/n1 dense", root => root["graphs"]![0]!["values"]!["n1"]!["data"]!.AsArray() },
            {
                "optimizers.json",
                "torch.AdamW/decay/random",
                root => Case(root["cases"]!, "torch.AdamW/decay/random")["trajectory"]![24]!.AsArray()
            },
            {
                "optimizers.json",
                "transforms[2]/clip_by_global_norm",
                root => root["transforms"]![2]!["output"]!["data"]!.AsArray()
            },
            { "schedulers.json", "torch.StepLR/step47", root => Case(root["cases"]!, "torch.StepLR/step47")["lr"]!.AsArray() },
            { "training.json", "sgd/double", root => root["runs"]![0]!["train_loss_after_step"]!.AsArray() },
            { "training.json", "adam/float", root => root["runs"]![1]!["float32_train_loss_after_step"]!.AsArray() },
        };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_wrong_number_is_a_failed_case_with_its_name(string file, string id, Func<JsonNode, JsonNode> numbers)
    {
        using TemporaryFolder folder = new();
        folder.WithChanged(
            file,
            root => Nudge(numbers(root).AsArray(), id.EndsWith("/float", StringComparison.Ordinal) ? 1e-3 : 1e-6)
        );
        (int exitCode, string output, string error) = folder.Run();
        Assert.Equal(1, exitCode);
        Assert.Contains($"  failed: {id}: ", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Fact]
    public void A_wrong_deviation_of_an_initialiser_is_a_failed_case()
    {
        using TemporaryFolder folder = new();
        folder.WithChanged("init.json", root => root["cases"]![0]!["std"] = root["cases"]![0]!["std"]!.GetValue<double>() * 1.05);
        (int exitCode, string output, string _) = folder.Run();
        Assert.Equal(1, exitCode);
        Assert.Contains("  failed: cases[0]/xavier_uniform/256x128: the deviation of", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_source_and_an_unknown_setting_are_named_as_missing()
    {
        using TemporaryFolder folder = new();
        folder.WithChanged(
            "optimizers.json",
            root =>
            {
                Case(root["cases"]!, "torch.SGD/plain/random")["source"] = "torch.Unheard";
                Case(root["cases"]!, "torch.SGD/momentum/random")["hyper"]!["foreach_flavour"] = 3;
            }
        );
        (int exitCode, string output, string _) = folder.Run();
        Assert.Equal(0, exitCode);
        Assert.Contains(
            "without counterpart: torch.SGD/plain/random: the library has no optimizer 'torch.Unheard'",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "torch.SGD/momentum/random: the library has no setting for foreach_flavour = 3",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Files_that_are_not_there_are_said()
    {
        using TemporaryFolder folder = new();
        folder.WithChanged("schedulers.json", _ => { });
        (int exitCode, string output, string _) = folder.Run();
        Assert.Equal(0, exitCode);
        Assert.Contains("optimizers.json: not in this folder", output, StringComparison.Ordinal);
        Assert.Matches(@"schedulers\.json: \d+ checked, 0 failed, \d+ without counterpart, 0 exempt", output);
    }

    [Theory]
    [InlineData("{ \"cases\": [", "schedulers.json")]
    [InlineData("{}", "member 'cases' is missing")]
    [InlineData("[1, 2]", "an object with a member 'cases' was expected")]
    public void A_damaged_file_is_one_clear_line_and_exit_code_2(string text, string said)
    {
        using TemporaryFolder folder = new();
        folder.With("schedulers.json", text);
        (int exitCode, string _, string error) = folder.Run();
        Assert.Equal(2, exitCode);
        Assert.Contains("schedulers.json", error, StringComparison.Ordinal);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_folder_that_is_empty_or_missing_is_one_clear_line_and_exit_code_2()
    {
        using TemporaryFolder folder = new();
        (int exitCode, string _, string error) = folder.Run();
        Assert.Equal(2, exitCode);
        Assert.Contains("has none of activations.json", error, StringComparison.Ordinal);

        using StringWriter missing = new();
        Assert.Equal(2, new ReferenceFolder(folder.Path + "-gone").Run(TextWriter.Null, missing));
        Assert.Contains("does not exist", missing.ToString(), StringComparison.Ordinal);
    }

    private static JsonNode Case(JsonNode cases, string id) =>
        cases.AsArray().First(item => item!["id"]!.GetValue<string>() == id)!;

    /// <summary>Moves the middle number by a small fraction, and by a little where it is zero.</summary>
    private static void Nudge(JsonArray numbers, double nudge)
    {
        int middle = Enumerable
            .Range(0, numbers.Count)
            .First(i => i >= numbers.Count / 2 && numbers[i]!.GetValueKind() == System.Text.Json.JsonValueKind.Number);
        double value = numbers[middle]!.GetValue<double>();
        numbers[middle] = value * (1 + nudge) + 1e-9;
    }
}
