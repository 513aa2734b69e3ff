using Digits;

namespace Samples.Tests;

/// <summary>One run of the sample in this process, with what it printed.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.TrimEnd('\n').Split('\n');

    public string[] ErrorLines => Error.TrimEnd('\n').Split('\n');

    public double TestAccuracy =>
        double.Parse(OutputLines[^1]["test accuracy: ".Length..], System.Globalization.CultureInfo.InvariantCulture);

    public static ProgramRun Of(params string[] arguments) => Of(arguments, CancellationToken.None);

    public static ProgramRun Of(string[] arguments, CancellationToken cancellation)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        int exitCode = Application.Run(arguments, PlainConsole.Create(output), error, cancellation);
        return new ProgramRun(exitCode, output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }
}
