using Spectre.Console;

namespace Digits;

/// <summary>The program: reads the options, loads the data, trains, reports.</summary>
internal static class Application
{
    public const int Success = 0;
    public const int UserError = 2;

    /// <summary>Runs the program, and returns its exit code.</summary>
    public static int Run(string[] arguments, IAnsiConsole console, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            TrainingOptions? options = new CommandLine().Parse(arguments, console.Profile.Out.Writer);
            if (options is not null)
            {
                Train(options, console, cancellation);
            }
            return Success;
        }
        catch (UserErrorException mistake)
        {
            error.WriteLine("digits: " + mistake.Message);
            return UserError;
        }
    }

    private static void Train(TrainingOptions options, IAnsiConsole console, CancellationToken cancellation)
    {
        DataSplit data = options.DataFolder is { } folder ? IdxFolder.Load(folder) : DataSplit.Stratified(DigitsData.Load());
        data = data.Standardised();
        using MetricsFile? metrics = options.MetricsFile is { } path ? new MetricsFile(path) : null;

        IDigitClassifier classifier = Classifiers.For(data.Training.PixelCount, Math.Min(options.BatchSize, data.Training.Count));
        console.WriteLine(classifier.Description);
        console.WriteLine();
        TrainingResult result = TrainingDisplay.Show(
            console,
            new TrainingLoop(classifier, data, options),
            options,
            metrics,
            cancellation
        );
        Report.Write(console, result, data, options);
    }
}
