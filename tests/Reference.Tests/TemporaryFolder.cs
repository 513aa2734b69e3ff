using System.Text.Json.Nodes;
using Pullback.ReferenceCheck;

namespace Pullback.Reference.Tests;

/// <summary>A folder of reference files that a test makes, and that is gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("reference").FullName;

    /// <summary>Writes a file of the project's own copy, changed.</summary>
    public TemporaryFolder WithChanged(string name, Action<JsonNode> change)
    {
        JsonNode root = JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(ReferenceFolder.Own.Path, name)))!;
        change(root);
        return With(name, root.ToJsonString());
    }

    public TemporaryFolder With(string name, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        return this;
    }

    /// <summary>Runs the program on the folder.</summary>
    public (int ExitCode, string Output, string Error) Run()
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = new ReferenceFolder(Path).Run(output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
