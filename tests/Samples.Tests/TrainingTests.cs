using Xunit;

namespace Samples.Tests;

public sealed class TrainingTests
{
    [Fact]
    public void The_default_run_reaches_its_accuracy_and_ends_with_it()
    {
        ProgramRun run = ProgramRun.Of();

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Matches(@"^test accuracy: 0\.\d{4}$", run.OutputLines[^1]);
        Assert.True(run.TestAccuracy >= 0.955, run.OutputLines[^1]);
        Assert.Contains("samples per second", run.Output, StringComparison.Ordinal);
        Assert.Contains("epoch 30/30", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_metrics_to_the_last_bit_and_another_seed_others()
    {
        using TemporaryFolder folder = new();
        string Metrics(string name, string seed)
        {
            Assert.Equal(0, ProgramRun.Of("--epochs", "2", "--seed", seed, "--metrics", folder.File(name)).ExitCode);
            return File.ReadAllText(folder.File(name));
        }

        string first = Metrics("first.csv", "5");

        Assert.Equal(first, Metrics("second.csv", "5"));
        Assert.NotEqual(first, Metrics("third.csv", "6"));
    }

    [Fact]
    public void The_metrics_file_has_one_row_per_epoch()
    {
        using TemporaryFolder folder = new();

        ProgramRun run = ProgramRun.Of("--epochs", "3", "--batch-size", "100", "--metrics", folder.File("metrics.csv"));

        string[] lines = File.ReadAllLines(folder.File("metrics.csv"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("epoch,steps,learning_rate,training_loss,training_accuracy,test_accuracy", lines[0]);
        // 1,437 training images are fifteen batches.
        Assert.Equal(["1,15,", "2,30,", "3,45,"], lines[1..].Select(line => line[..(line.IndexOf(',', 2) + 1)]));
        Assert.Equal(6, lines[3].Split(',').Length);
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("nesterov")]
    public void Every_optimizer_learns(string optimizer)
    {
        ProgramRun run = ProgramRun.Of("--optimizer", optimizer, "--epochs", "5");

        Assert.Equal(0, run.ExitCode);
        Assert.True(run.TestAccuracy >= 0.9, run.OutputLines[^1]);
    }

    [Fact]
    public void Images_from_a_folder_are_learned()
    {
        using TemporaryFolder folder = new();
        IdxWriter.WritePair(folder, "train", 200, gzip: true);

        ProgramRun run = ProgramRun.Of("--data", folder.Path, "--epochs", "5", "--batch-size", "16");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1.0, run.TestAccuracy);
    }

    [Fact]
    public void A_batch_may_be_larger_than_the_data()
    {
        ProgramRun run = ProgramRun.Of("--epochs", "1", "--batch-size", "2147483647");

        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Stopping_it_reports_what_was_reached()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        ProgramRun run = ProgramRun.Of([], stop.Token);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Stopped before the first step", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"^test accuracy: 0\.\d{4}$", run.OutputLines[^1]);
    }
}
