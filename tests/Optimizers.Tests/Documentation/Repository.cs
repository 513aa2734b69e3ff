using System.Runtime.CompilerServices;

namespace Pullback.Optimizers.Tests.Documentation;

/// <summary>Where the sources are from which the tests were compiled.</summary>
internal static class Repository
{
    public static string Root { get; } = Above();

    private static string Above([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
