using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary>The images, the split, the order of batches and the first weights of <c>training.json</c>.</summary>
internal sealed partial class TrainingData
{
    private const string KnownModel = "relu(x W1 + b1) W2 + b2, W stored (in, out)";

    private readonly double[] pixels;
    private readonly int[] labels;
    private readonly int[] train;
    private readonly int[] test;
    private readonly int[][] permutations;

    public TrainingData(JsonElement root)
    {
        JsonElement setup = root.Member("setup");
        if (setup.Member("model").Text() != KnownModel)
        {
            throw new ReferenceFormatException($"setup.model is not '{KnownModel}'");
        }
        Match scaling = ScalingRule().Match(setup.Member("scaling").Text());
        Match split = SplitRule().Match(setup.Member("split").Text());
        if (!scaling.Success || !split.Success)
        {
            throw new ReferenceFormatException(
                "setup.scaling or setup.split is no known rule ('X/16', 'test = indices with i % 5 == 4')"
            );
        }

        Hidden = setup.Member("hidden").Whole();
        BatchSize = setup.Member("batch_size").Whole();
        Steps = setup.Member("steps").Whole();
        double divisor = Number(scaling, 1);
        ReferenceTensor images = ReferenceTensor.Read(root.Member("X"));
        Features = images.LastAxis;
        pixels = [.. images.Data.Select(value => value / divisor)];
        labels = [.. ReferenceTensor.Read(root.Member("y")).Data.Select(label => (int)label)];
        int modulus = (int)Number(split, 1);
        int remainder = (int)Number(split, 2);
        train = [.. Enumerable.Range(0, labels.Length).Where(i => i % modulus != remainder)];
        test = [.. Enumerable.Range(0, labels.Length).Where(i => i % modulus == remainder)];
        permutations =
        [
            .. root.Member("permutations").Items().Select(p => ReferenceTensor.Read(p).Data.Select(row => (int)row).ToArray()),
        ];
        JsonElement initial = root.Member("initial");
        Initial = [.. ParameterNames.Select(name => ReferenceTensor.Read(initial.Member(name)))];
        Classes = Initial[^1].Data.Length;
        CheckDecoding(root.Member("first_values"));
    }

    public static IReadOnlyList<string> ParameterNames { get; } = ["W1", "b1", "W2", "b2"];

    public int Features { get; }

    public int Hidden { get; }

    public int Classes { get; }

    public int BatchSize { get; }

    public int Steps { get; }

    public int TrainCount => train.Length;

    public int TestCount => test.Length;

    public ReferenceTensor[] Initial { get; }

    public (double[] Pixels, int[] Labels) Train => Rows(train);

    public (double[] Pixels, int[] Labels) Test => Rows(test);

    /// <summary>The batches of all epochs in order; the last of an epoch is short.</summary>
    public IEnumerable<(double[] Pixels, int[] Labels)> Batches() =>
        permutations
            .SelectMany(order => order.Chunk(BatchSize))
            .Select(rows => Rows(rows.Select(row => train[row]).ToArray()))
            .Take(Steps);

    private (double[] Pixels, int[] Labels) Rows(int[] rows) =>
        (
            [.. rows.SelectMany(row => new ArraySegment<double>(pixels, row * Features, Features))],
            [.. rows.Select(row => labels[row])]
        );

    private void CheckDecoding(JsonElement first)
    {
        foreach ((int index, string name) in ParameterNames.Index())
        {
            double[] expected = first.Member(name).Numbers();
            if (!Initial[index].Data.AsSpan(0, expected.Length).SequenceEqual(expected))
            {
                throw new ReferenceFormatException($"initial.{name} does not begin with first_values.{name}");
            }
        }
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^X/(\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex ScalingRule();

    [GeneratedRegex(@"^test = indices with i % (\d+) == (\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex SplitRule();
}
