using Xunit;

namespace Samples.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--epochs", "0", "--epochs has to be a whole number from 1 to 2147483647, not '0'.")]
    [InlineData("--epochs", "many", "'many'")]
    [InlineData("--batch-size", "-3", "--batch-size has to be a whole number from 1 to 2147483647, not '-3'.")]
    [InlineData("--learning-rate", "0", "--learning-rate has to be a positive number, not '0'.")]
    [InlineData("--learning-rate", "NaN", "--learning-rate has to be a positive number, not 'NaN'.")]
    [InlineData("--learning-rate", "1e999", "--learning-rate has to be a positive number, not '1e999'.")]
    [InlineData("--learning-rate", "0,01", "--learning-rate has to be a positive number, not '0,01'.")]
    [InlineData("--optimizer", "newton", "'newton' not recognized. Must be one of: 'adamw' 'adam' 'sgd' 'momentum' 'nesterov'")]
    [InlineData("--seed", "1.5", "'1.5'")]
    [InlineData("--speed", "9", "'--speed'")]
    [InlineData("--data", "/no/such/folder", "the folder '/no/such/folder' given by --data does not exist.")]
    [InlineData("--metrics", "/no/such/folder/metrics.csv", "the metrics file '/no/such/folder/metrics.csv' can't be written")]
    public void A_bad_option_is_one_line_on_standard_error_and_exit_code_two(string option, string value, string expected)
    {
        ProgramRun run = ProgramRun.Of(option, value);

        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.ErrorLines);
        Assert.StartsWith("digits: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_missing_value_is_a_bad_option_too()
    {
        ProgramRun run = ProgramRun.Of("--epochs");

        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.ErrorLines);
    }

    [Fact]
    public void Help_names_every_option_and_is_no_error()
    {
        ProgramRun run = ProgramRun.Of("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.All(
            new[] { "--seed", "--epochs", "--batch-size", "--learning-rate", "--optimizer", "--data", "--metrics" },
            option => Assert.Contains(option, run.Output, StringComparison.Ordinal)
        );
    }
}
