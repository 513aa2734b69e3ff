namespace Pullback.Generators.Tests.Documentation;

/// <summary>One fenced block of C# in a page of the documentation.</summary>
/// <param name="Page">The page, relative to the repository.</param>
/// <param name="Line">The line at which the block starts, from 1.</param>
/// <param name="Heading">The heading it stands under.</param>
/// <param name="Code">Its text.</param>
public sealed record Snippet(string Page, int Line, string Heading, string Code)
{
    public override string ToString() => $"{Page}:{Line} ({Heading})";
}

/// <summary>Finds the pages of the repository, and the blocks in them.</summary>
public static class Snippets
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The pages that users read, relative to the repository.</summary>
    public static IEnumerable<string> Pages() =>
        Directory
            .EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Root, "README.md"))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>The blocks fenced as csharp of a page, in order.</summary>
    public static IReadOnlyList<Snippet> Of(string page)
    {
        var found = new List<Snippet>();
        var code = new List<string>();
        string heading = "";
        int start = 0;
        string[] lines = File.ReadAllLines(Path.Combine(Root, page));
        for (int i = 0; i < lines.Length; i++)
        {
            if (start == 0 && lines[i].StartsWith('#'))
            {
                heading = lines[i].TrimStart('#', ' ');
            }
            else if (start == 0 && lines[i].Trim() == "```csharp")
            {
                start = i + 1;
                code.Clear();
            }
            else if (start > 0 && lines[i].Trim() == "```")
            {
                found.Add(new Snippet(page, start, heading, string.Join('\n', code)));
                start = 0;
            }
            else if (start > 0)
            {
                code.Add(lines[i]);
            }
        }
        return found;
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Toolkit.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }
        return folder ?? throw new InvalidOperationException($"No Toolkit.sln above {AppContext.BaseDirectory}.");
    }
}
