using System.Globalization;
using Spectre.Console;

namespace Digits;

/// <summary>What is printed when training has ended.</summary>
internal static class Report
{
    public static void Write(IAnsiConsole console, TrainingResult result, DataSplit data, TrainingOptions options)
    {
        console.WriteLine();
        if (result.WasInterrupted)
        {
            console.WriteLine(
                result.LastEpoch is { } epoch
                    ? $"Stopped in epoch {epoch.Epoch} of {options.Epochs}; this is what was reached."
                    : "Stopped before the first step; this is what the untrained network gives."
            );
        }
        console.Write(Summary(result, data, options));
        console.Write(Confusion(result.Test));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy: {result.Test.Accuracy:F4}"));
    }

    private static Table Summary(TrainingResult result, DataSplit data, TrainingOptions options)
    {
        Table table = new() { Border = TableBorder.Simple, ShowHeaders = false };
        table.AddColumn("what").AddColumn("value", column => column.RightAligned());
        void Row(string what, FormattableString value) => table.AddRow(what, FormattableString.Invariant(value).EscapeMarkup());
        Row("images", $"{data.Training.Count:N0} training, {data.Test.Count:N0} test");
        Row("seed", $"{options.Seed}");
        Row("optimizer", $"{options.Optimizer}");
        if (result.LastEpoch is { } last)
        {
            Row("steps", $"{last.Steps:N0} of {options.BatchSize} images");
            Row("training loss", $"{last.TrainingLoss:F4}");
            Row("training accuracy", $"{last.TrainingAccuracy:F4}");
        }
        Row("right on the test images", $"{result.Test.Correct:N0} of {result.Test.Total:N0}");
        Row("training time", $"{result.TrainingTime.TotalSeconds:F2} s");
        Row("samples per second", $"{result.SamplesPerSecond:N0}");
        return table;
    }

    private static Table Confusion(ConfusionMatrix matrix)
    {
        Table table = new() { Border = TableBorder.Simple, Title = new TableTitle("true digit (rows) taken for (columns)") };
        table.AddColumn("");
        for (int digit = 0; digit < DataSplit.ClassCount; digit++)
        {
            table.AddColumn(digit.ToString(CultureInfo.InvariantCulture), column => column.RightAligned());
        }
        for (int actual = 0; actual < DataSplit.ClassCount; actual++)
        {
            IEnumerable<string> cells = Enumerable
                .Range(0, DataSplit.ClassCount)
                .Select(predicted =>
                    matrix[actual, predicted] == 0 ? "·" : matrix[actual, predicted].ToString(CultureInfo.InvariantCulture)
                );
            table.AddRow([actual.ToString(CultureInfo.InvariantCulture), .. cells]);
        }
        return table;
    }
}
