using System.Text.Json;
using Pullback.ReferenceCheck.Files;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck;

/// <summary>A folder of reference files and the checks over it.</summary>
public sealed class ReferenceFolder(string path)
{
    /// <summary>The project's own copy, which lies beside the program.</summary>
    public static ReferenceFolder Own { get; } = new(System.IO.Path.Combine(AppContext.BaseDirectory, "Reference"));

    /// <summary>Rules that the copy does not have, beside it.</summary>
    public static ReferenceFolder Further { get; } = new(System.IO.Path.Combine(Own.Path, "further"));

    /// <summary>Combinations of PyTorch's schedulers, computed by PyTorch.</summary>
    public static ReferenceFolder Stepped { get; } = new(System.IO.Path.Combine(Own.Path, "stepped"));

    public string Path { get; } = path;

    /// <summary>Every file that the program can check, in the order of its output.</summary>
    public static IReadOnlyList<IReferenceFile> KnownFiles { get; } =
    [
        new ActivationsFile(),
        new LossesFile(),
        new LayersFile(),
        new OptimizersFile(),
        new SchedulersFile(),
        new TrainingFile(),
        new InitFile(),
        new MinimiseFile(),
    ];

    /// <summary>Checks one file; null when the folder does not have it.</summary>
    /// <exception cref="ReferenceFormatException">The file is not JSON, or not of the schema.</exception>
    public FileReport? Check(IReferenceFile file)
    {
        string fullName = System.IO.Path.Combine(Path, file.Name);
        if (!File.Exists(fullName))
        {
            return null;
        }
        try
        {
            using FileStream stream = File.OpenRead(fullName);
            using JsonDocument document = JsonDocument.Parse(stream);
            FileReport report = new(file.Name);
            file.Check(document.RootElement, report);
            return report;
        }
        catch (Exception damage)
            when (damage is JsonException or ReferenceFormatException or IOException or UnauthorizedAccessException)
        {
            throw new ReferenceFormatException($"{file.Name}: {damage.Message}", damage);
        }
    }

    /// <summary>Checks all files and writes what came of it. Returns the exit code: 0 passed, 1 a case failed or was refused, 2 a file could not be read.</summary>
    /// <remarks>Files that the folder does not have are named only with <paramref name="namesAbsent"/>.</remarks>
    public int Run(TextWriter output, TextWriter error, bool namesAbsent = true)
    {
        if (!Directory.Exists(Path))
        {
            error.WriteLine($"The folder '{Path}' does not exist.");
            return 2;
        }
        if (!KnownFiles.Any(file => File.Exists(System.IO.Path.Combine(Path, file.Name))))
        {
            error.WriteLine($"The folder '{Path}' has none of {string.Join(", ", KnownFiles.Select(file => file.Name))}.");
            return 2;
        }
        bool failed = false;
        bool damaged = false;
        foreach (IReferenceFile file in KnownFiles)
        {
            try
            {
                if (Check(file) is { } report)
                {
                    report.Write(output);
                    failed |= report.IsWrong;
                }
                else if (namesAbsent)
                {
                    output.WriteLine($"{file.Name}: not in this folder");
                }
            }
            catch (ReferenceFormatException damage)
            {
                error.WriteLine($"The folder '{Path}' cannot be read: {damage.Message}");
                damaged = true;
            }
        }
        return (damaged, failed) switch
        {
            (true, _) => 2,
            (_, true) => 1,
            _ => 0,
        };
    }
}
