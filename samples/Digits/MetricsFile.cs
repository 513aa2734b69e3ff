using System.Globalization;

namespace Digits;

/// <summary>A CSV file with one row per epoch, written as training goes on, so that an interrupted run leaves what it reached.</summary>
internal sealed class MetricsFile : IDisposable
{
    private readonly string path;
    private readonly StreamWriter writer;

    /// <exception cref="UserErrorException">The file can't be written.</exception>
    public MetricsFile(string path)
    {
        this.path = path;
        writer = Guard(() => new StreamWriter(path) { NewLine = "\n" });
        WriteLine("epoch,steps,learning_rate,training_loss,training_accuracy,test_accuracy");
    }

    public void Write(EpochMetrics metrics) =>
        WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{metrics.Epoch},{metrics.Steps},{metrics.LearningRate:R},{metrics.TrainingLoss:R},{metrics.TrainingAccuracy:R},{metrics.TestAccuracy:R}"
            )
        );

    public void Dispose() => writer.Dispose();

    private void WriteLine(string line) =>
        Guard(() =>
        {
            writer.WriteLine(line);
            writer.Flush();
            return writer;
        });

    private StreamWriter Guard(Func<StreamWriter> write)
    {
        try
        {
            return write();
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException(
                $"the metrics file '{path}' can't be written: {error.Message.ReplaceLineEndings(" ")}",
                error
            );
        }
    }
}
