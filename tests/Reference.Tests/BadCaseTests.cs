using System.Text.Json.Nodes;
using Xunit;

namespace Pullback.Reference.Tests;

/// <summary>Cases that are damaged, strange or refused: each is named with what is wrong, the others are checked all the same.</summary>
public sealed class BadCaseTests
{
    private const string Plain = "torch.SGD/plain/random";
    private const string Adam = "torch.Adam/default/random";
    private const string Good = "torch.SGD/momentum/random";

    public static TheoryData<string, Action<JsonNode>, string> Damages =>
        new()
        {
            { Plain, item => Remove(item, "trajectory"), "failed: {0}: not of the schema: member 'trajectory' is missing" },
            { Plain, item => Remove(item, "source"), "failed: {0}: not of the schema: member 'source' is missing" },
            { Plain, item => Remove(item, "hyper"), "failed: {0}: not of the schema: member 'hyper' is missing" },
            { Plain, item => item["hyper"] = 7, "failed: {0}: not of the schema: an object with a member" },
            { Plain, item => Remove(item, "lr"), "failed: {0}: not of the schema: member 'lr' is missing" },
            { Plain, item => item["trajectory"] = new JsonArray(), "'trajectory' has 0 elements, of 0 steps" },
            { Plain, item => item["lr"] = new JsonArray(0.1, 0.2), "'lr' has 2 elements, of 25 steps" },
            { Plain, item => item["trajectory"]![3]!.AsArray().RemoveAt(0), "failed: {0}: x after step 4 has" },
            { Plain, item => item["trajectory"]![3]![1] = "NaN", "failed: {0}: x after step 4[1] is" },
            { Plain, item => item["trajectory"]![3]![1] = "Infinity", "failed: {0}: x after step 4[1] is" },
            { Plain, item => item["trajectory"]![3]![1] = "many", "not of the schema: a number was expected" },
            { Plain, item => Shift(item, rounding: "NaN"), "failed: {0}: x after step 5[0]" },
            { Plain, item => Shift(item, rounding: "Infinity"), "failed: {0}: x after step 5[0]" },
            { Plain, item => Shift(item, rounding: -1.0), "failed: {0}: x after step 5[0]" },
            { Plain, item => item["grad"] = "cubic", "without counterpart: {0}: the gradient kind 'cubic' is unknown" },
            { Plain, item => item["groups"] = new JsonArray(new JsonObject()), "there are 1 groups, but 3 tensors" },
            { Plain, item => item["extra"] = new JsonObject { ["y"] = new JsonArray() }, "state does not give 'y'" },
            {
                "torch.ASGD/default/random",
                item => item["extra"]!["ax"]!.AsArray().RemoveAt(7),
                "failed: {0}: not of the schema: 'ax' has 24 elements, of 25 steps"
            },
            {
                Adam,
                item => item["hyper"]!["betas"] = new JsonArray(1.0, 0.999),
                "refused: {0}: Beta1 must be at least 0 and less than 1, but is 1."
            },
            { Adam, item => item["hyper"]!["eps"] = "NaN", "refused: {0}: Epsilon must be finite and at least 0, but is NaN." },
            { Adam, item => item["hyper"]!["betas"] = new JsonArray(0.9), "'betas' has 1 numbers, a pair was expected" },
            { Adam, item => item["hyper"]!["amsgrad"] = 2, "true or false was expected" },
            {
                Adam,
                item => item["hyper"]!["centred"] = true,
                "without counterpart: {0}: the library has no setting for centred"
            },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_bad_case_is_named_and_the_others_are_checked(string id, Action<JsonNode> damage, string said)
    {
        (int exitCode, string output, string error) = Run(id, damage);
        string expected = string.Format(System.Globalization.CultureInfo.InvariantCulture, said, id);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Contains(id, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Good, output, StringComparison.Ordinal);
        Assert.Empty(error);
        Assert.Equal(
            expected.StartsWith("without", StringComparison.Ordinal) || said.Contains("does not give", StringComparison.Ordinal)
                ? 0
                : 1,
            exitCode
        );
    }

    public static TheoryData<string, Action<JsonNode>> Spellings =>
        new()
        {
            {
                Adam,
                item => Set(item["hyper"]!, ("foreach", true), ("fused", null), ("capturable", false), ("differentiable", 0))
            },
            { Adam, item => Set(item["hyper"]!, ("maximize", 0), ("amsgrad", 0.0)) },
            { "torch.SGD/momentum/random", item => Set(item["hyper"]!, ("nesterov", 0), ("foreach", null)) },
            { Adam, item => Set(item["hyper"]!, ("decoupled_weight_decay", false), ("decoupled", null)) },
            { "wrap.lookahead/sgd/random", item => item["hyper"]!["sync_period"] = 5.0 },
            { "torch.AdamW/default/random", item => item["id"] = 7 },
        };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Other_spellings_and_settings_that_change_no_number_pass(string id, Action<JsonNode> change)
    {
        (int exitCode, string output, string error) = Run(id, change);
        Assert.DoesNotContain("failed:", output, StringComparison.Ordinal);
        Assert.DoesNotContain("without counterpart:", output, StringComparison.Ordinal);
        Assert.Empty(error);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void A_damaged_graph_fails_by_itself()
    {
        using TemporaryFolder folder = new();
        folder.WithChanged("layers.json", root => root["graphs"]![0]!["ops"]![0]!["in"] = 7);
        (int exitCode, string output, string error) = folder.Run();
        Assert.Equal(1, exitCode);
        Assert.Contains("failed: graph0: not of the schema: a list was expected", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Fact]
    public void A_problem_that_is_not_of_the_schema_fails_only_what_needs_it()
    {
        using TemporaryFolder folder = new();
        folder.WithChanged("optimizers.json", root => root["problem"]!["A"]!.AsArray().RemoveAt(0));
        (int exitCode, string output, string _) = folder.Run();
        Assert.Equal(1, exitCode);
        Assert.Contains($"failed: {Plain}: not of the schema: 'A' of the problem has", output, StringComparison.Ordinal);
        Assert.DoesNotContain("failed: averaging", output, StringComparison.Ordinal);
        Assert.DoesNotContain("failed: newton_schulz", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_does_not_keep_the_others_from_being_checked()
    {
        using TemporaryFolder folder = new();
        folder.With("optimizers.json", "{").WithChanged("schedulers.json", _ => { });
        (int exitCode, string output, string error) = folder.Run();
        Assert.Equal(2, exitCode);
        Assert.Contains("optimizers.json", error, StringComparison.Ordinal);
        Assert.Contains("schedulers.json: 67 checked, 0 failed", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "'lr' has no values")]
    [InlineData("[1, 1, 1, \"Infinity\"]", "lr by state[3]")]
    [InlineData("[1, 1, 2]", "lr by state[2]")]
    [InlineData("{}", "a list was expected")]
    public void A_wrong_column_of_rates_fails(string column, string said)
    {
        (int exitCode, string output) = Schedule(
            $$"""{"id": "a", "source": "torch.StepLR", "base_lr": 1, "params": {"step_size": 4}, "lr": {{column}}}"""
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("  failed: a: ", output, StringComparison.Ordinal);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"source": "torch.StepLR", "base_lr": 1, "params": {"step_size": 4.5}, "lr": [1]}""",
        "failed: cases[0]: not of"
    )]
    [InlineData("""{"source": "torch.StepLR", "params": {"step_size": 4}, "lr": [1]}""", "member 'base_lr' is missing")]
    [InlineData(
        """{"source": "torch.StepLR", "base_lr": 1, "params": {"step_size": 0}, "lr": [1]}""",
        "refused: cases[0]: every must be"
    )]
    [InlineData("7", "failed: cases[0]: not of the schema: an object with")]
    public void A_schedule_that_cannot_be_made_is_named(string item, string said)
    {
        (int exitCode, string output) = Schedule(item);
        Assert.Equal(1, exitCode);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"step_size\": 4.0, \"last_epoch\": -1, \"verbose\": true", 0)]
    [InlineData("\"step_size\": 4, \"last_epoch\": 3", 1)]
    public void The_flags_of_schedulers_that_change_no_rate_are_let_be(string settings, int missing)
    {
        (int exitCode, string output) = Schedule(
            $$"""{"source": "torch.StepLR", "base_lr": [1, 1], "params": { {{settings}} }, "lr": [1, 1, 1, 1, 0.1]}"""
        );
        Assert.Equal(0, exitCode);
        Assert.Contains($"0 failed, {missing} without counterpart", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[0.25]", 0)]
    [InlineData("[0.25, 0.25]", 0)]
    [InlineData("[0.25, 0.1]", 1)]
    public void A_least_rate_may_be_a_list_of_one_for_each_group(string least, int missing)
    {
        (int _, string output) = Schedule(
            $$"""
            {"source": "torch.ReduceLROnPlateau", "base_lr": 1, "params": {"patience": 0, "factor": 0.5, "min_lr": {{least}}},
             "metrics": [1, 1, 1, 1], "lr": [1, 1, 0.5, 0.25, 0.25]}
            """
        );
        Assert.Contains($"0 failed, {missing} without counterpart", output, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output) Schedule(string item)
    {
        using TemporaryFolder folder = new();
        (int exitCode, string output, string error) = folder.With("schedulers.json", $$"""{"cases": [{{item}}]}""").Run();
        Assert.Empty(error);
        return (exitCode, output);
    }

    /// <summary>Runs a folder of the changed case and a good one.</summary>
    private static (int ExitCode, string Output, string Error) Run(string id, Action<JsonNode> change)
    {
        using TemporaryFolder folder = new();
        folder.WithChanged(
            "optimizers.json",
            root =>
            {
                JsonArray cases = root["cases"]!.AsArray();
                JsonNode changed = cases.First(item => item!["id"]!.GetValue<string>() == id)!.DeepClone();
                JsonNode good = cases.First(item => item!["id"]!.GetValue<string>() == Good)!.DeepClone();
                change(changed);
                root["cases"] = new JsonArray(changed, good);
            }
        );
        return folder.Run();
    }

    private static void Remove(JsonNode item, string member) => item.AsObject().Remove(member);

    private static void Shift(JsonNode item, JsonNode rounding)
    {
        item["rounding"] = rounding;
        JsonNode row = item["trajectory"]![4]!;
        row[0] = row[0]!.GetValue<double>() + 1e-6;
    }

    private static void Set(JsonNode settings, params (string Name, JsonNode? Value)[] values)
    {
        foreach ((string name, JsonNode? value) in values)
        {
            settings[name] = value;
        }
    }
}
