using System.Globalization;
using Spectre.Console;

namespace Digits;

/// <summary>Shows a training while it runs: a progress bar on a terminal, one line per epoch elsewhere.</summary>
internal static class TrainingDisplay
{
    public static TrainingResult Show(
        IAnsiConsole console,
        TrainingLoop loop,
        TrainingOptions options,
        MetricsFile? metrics,
        CancellationToken cancellation
    )
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return loop.Run(new Lines(console, options.Epochs, metrics), cancellation);
        }
        return console
            .Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
                loop.Run(new Bar(context.AddTask("training", maxValue: loop.TotalSteps), options.Epochs, metrics), cancellation)
            );
    }

    private static string Describe(int epoch, int epochs, double loss, double accuracy) =>
        string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}/{epochs}  loss {loss:F4}  accuracy {accuracy:F4}");

    private sealed class Bar(ProgressTask task, int epochs, MetricsFile? metrics) : ITrainingObserver
    {
        public void OnStep(int epoch, double loss, double accuracy)
        {
            task.Description = Describe(epoch, epochs, loss, accuracy);
            task.Increment(1);
        }

        public void OnEpoch(EpochMetrics epoch) => metrics?.Write(epoch);
    }

    private sealed class Lines(IAnsiConsole console, int epochs, MetricsFile? metrics) : ITrainingObserver
    {
        public void OnStep(int epoch, double loss, double accuracy) { }

        public void OnEpoch(EpochMetrics epoch)
        {
            metrics?.Write(epoch);
            string training = Describe(epoch.Epoch, epochs, epoch.TrainingLoss, epoch.TrainingAccuracy);
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{training}  test {epoch.TestAccuracy:F4}"));
        }
    }
}
