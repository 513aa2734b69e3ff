using System.Globalization;
using System.Text.Json;
using Pullback.Ops;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary><c>init.json</c>: the distributions of initialisers, tested on many draws with a fixed key.</summary>
public sealed class InitFile : IReferenceFile
{
    private const int LeastDraws = 100_000;

    public string Name => "init.json";

    public void Check(JsonElement root, FileReport report)
    {
        foreach ((int index, JsonElement item) in root.ItemsOrNone("cases").Index())
        {
            report.Run($"cases[{index}]/{item.TextOr("kind", "")}/{Shape(item)}", () => CheckDistribution(item));
        }
        foreach (JsonElement item in root.ItemsOrNone("gains"))
        {
            string name = item.TextOr("nonlinearity", "");
            report.Run($"gains/{name}", () => throw new NoCounterpartException("the library has no table of gains"));
        }
        foreach ((int index, JsonElement item) in root.ItemsOrNone("properties").Index())
        {
            string kind = item.TextOr("kind", "");
            string lacking = $"the library has no initialiser '{kind}'";
            report.Run($"properties[{index}]/{kind}", () => throw new NoCounterpartException(lacking));
        }
    }

    /// <summary>The shape for a case's name; the check itself says what is wrong with it.</summary>
    private static string Shape(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("shape", out JsonElement shape)
        && shape.ValueKind == JsonValueKind.Array
            ? string.Join("x", shape.Items().Select(length => length.GetRawText()))
            : "";

    /// <summary>
    /// A right initialiser fails the bounds, which are some standard errors wide, once in a thousand draws; a second draw with another key decides.
    /// </summary>
    private static void CheckDistribution(JsonElement item)
    {
        ParameterInitializer initializer = InitializerCounterparts.Find(item);
        double[] draws = new double[Math.Max(LeastDraws, item.Member("numel").Whole())];
        initializer.Fill<double>(draws, new RandomKey(1));
        if (Wrong(item, draws) is null)
        {
            return;
        }
        initializer.Fill<double>(draws, new RandomKey(2));
        if (Wrong(item, draws) is { } wrong)
        {
            throw new CaseFailedException(wrong);
        }
    }

    private static string? Wrong(JsonElement item, double[] draws)
    {
        double count = draws.Length;
        double mean = item.Member("mean").Number();
        double deviation = item.Member("std").Number();
        double actualMean = draws.Average();
        double actualDeviation = Math.Sqrt(draws.Sum(x => (x - actualMean) * (x - actualMean)) / (count - 1));
        if (!(Math.Abs(actualMean - mean) < 5 * deviation / Math.Sqrt(count)))
        {
            return Text($"the mean of {count} draws is {actualMean:R}, the reference {mean:R}");
        }
        if (!(Math.Abs(actualDeviation / deviation - 1) < 5 / Math.Sqrt(2 * count)))
        {
            return Text($"the deviation of {count} draws is {actualDeviation:R}, the reference {deviation:R}");
        }
        double low = item.Optional("low")?.Number() ?? double.NegativeInfinity;
        double high = item.Optional("high")?.Number() ?? double.PositiveInfinity;
        if (draws.Any(x => !(x >= low && x <= high)))
        {
            return Text($"a draw is outside [{low:R}, {high:R}]");
        }
        return WrongQuantile(item.Member("quantiles"), draws);
    }

    private static string? WrongQuantile(JsonElement quantiles, double[] draws)
    {
        double allowed = 2 / Math.Sqrt(draws.Length);
        foreach (JsonProperty quantile in quantiles.Properties())
        {
            double share = double.Parse(quantile.Name, CultureInfo.InvariantCulture);
            double bound = quantile.Value.Number();
            double actual = draws.Count(x => x <= bound) / (double)draws.Length;
            if (!(Math.Abs(actual - share) < allowed))
            {
                return Text($"{actual:R} of the draws are at most {bound:R}, the reference {share:R}");
            }
        }
        return null;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
