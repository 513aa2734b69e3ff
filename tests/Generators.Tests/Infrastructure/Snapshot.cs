using System.Runtime.CompilerServices;
using Xunit;

namespace Pullback.Generators.Tests.Infrastructure;

/// <summary>Compares text with a file <c>Snapshots/NAME.verified.cs.txt</c> beside the test, so that a change of emitted code is seen in review.</summary>
public static class Snapshot
{
    /// <summary>Fails when the text differs from the file. With the environment variable PULLBACK_ACCEPT_SNAPSHOTS=1 the file is written instead.</summary>
    public static void Verify(string name, string text, [CallerFilePath] string testFile = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots", name + ".verified.cs.txt");
        if (Environment.GetEnvironmentVariable("PULLBACK_ACCEPT_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        Assert.True(File.Exists(path), $"{path} does not exist; set PULLBACK_ACCEPT_SNAPSHOTS=1 to write it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }
}
