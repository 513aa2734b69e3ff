using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Digits;

/// <summary>Reads the command line into <see cref="TrainingOptions"/>.</summary>
internal sealed class CommandLine
{
    private static readonly TrainingOptions Defaults = new();

    private readonly Option<long> seed = Option(
        "--seed",
        "Seed of initialisation, order and dropout; never of the split.",
        Defaults.Seed
    );
    private readonly Option<int?> epochs = Count(
        "--epochs",
        $"How often every training image is seen. [default: {TrainingOptions.EmbeddedEpochs}, with --data {TrainingOptions.FolderEpochs}]"
    );

    private readonly Option<int?> batchSize = Count(
        "--batch-size",
        $"How many images one step uses. [default: {Defaults.BatchSize}]"
    );

    private readonly Option<double?> learningRate = new("--learning-rate")
    {
        Description = "The peak of the learning rate, after the warm-up. [default: what suits the optimizer]",
        HelpName = "rate",
        CustomParser = ParseRate,
    };

    private readonly Option<string> optimizer = Option("--optimizer", "The optimizer.", Defaults.Optimizer);

    private readonly Option<string?> data = new("--data")
    {
        Description = "A folder with MNIST's IDX files, gzipped or not, to train on instead of the embedded digits.",
        HelpName = "FOLDER",
    };

    private readonly Option<string?> metrics = new("--metrics")
    {
        Description = "A CSV file to write, one row per epoch.",
        HelpName = "FILE",
    };

    private readonly RootCommand command = new("Trains a small network to recognise handwritten digits.");

    public CommandLine()
    {
        optimizer.AcceptOnlyFromAmong(OptimizerChoice.Names.ToArray());
        foreach (Option option in new Option[] { seed, epochs, batchSize, learningRate, optimizer, data, metrics })
        {
            command.Add(option);
        }
    }

    /// <summary>The options, or null when the command line asked for help or the version, which then has been printed.</summary>
    /// <exception cref="UserErrorException">The command line is wrong.</exception>
    public TrainingOptions? Parse(string[] arguments, TextWriter output)
    {
        ParseResult result = command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0)
        {
            // One mistake often has several consequences; the first is the mistake.
            throw new UserErrorException(
                string.Join(' ', result.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            );
        }
        if (result.Action is not null)
        {
            result.Invoke(new InvocationConfiguration { Output = output });
            return null;
        }
        string? folder = result.GetValue(data);
        return new TrainingOptions
        {
            Seed = result.GetValue(seed),
            Epochs = result.GetValue(epochs) ?? (folder is null ? TrainingOptions.EmbeddedEpochs : TrainingOptions.FolderEpochs),
            BatchSize = result.GetValue(batchSize) ?? Defaults.BatchSize,
            LearningRate = result.GetValue(learningRate),
            Optimizer = result.GetValue(optimizer)!,
            DataFolder = folder,
            MetricsFile = result.GetValue(metrics),
        };
    }

    private static Option<T> Option<T>(string name, string description, T defaultValue) =>
        new(name) { Description = description, DefaultValueFactory = _ => defaultValue };

    private static Option<int?> Count(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "count",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count) && count >= 1)
                {
                    return count;
                }
                result.AddError($"{name} has to be a whole number from 1 to {int.MaxValue}, not '{text}'.");
                return null;
            },
        };

    /// <summary>Written out, because the default parser follows the culture and takes NaN and infinity.</summary>
    private static double? ParseRate(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate)
            && rate > 0
            && double.IsFinite(rate)
        )
        {
            return rate;
        }
        result.AddError($"--learning-rate has to be a positive number, not '{text}'.");
        return null;
    }
}
