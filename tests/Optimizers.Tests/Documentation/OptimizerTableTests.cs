using Xunit;

namespace Pullback.Optimizers.Tests.Documentation;

/// <summary>The tables of <c>docs/optimizers.md</c> cannot drift from the library.</summary>
public sealed class OptimizerTableTests
{
    private const string Begin = "<!-- From here: written by OptimizerTableTests from the documentation comments. -->\n";
    private const string End = "<!-- Up to here. -->\n";

    /// <summary>What has no formula to show, or no paper: plumbing, and definitions that say themselves.</summary>
    private static readonly Dictionary<string, string> WithoutSource = new(StringComparer.Ordinal)
    {
        [nameof(Chain)] = "composition of functions",
        [nameof(Freeze)] = "selects tensors",
        [nameof(AverageUpdates)] = "an average says itself",
        [nameof(Averaged)] = "holds an average, which has its own source",
        [nameof(Scale)] = "a product says itself",
    };

    [Fact]
    public void The_tables_are_those_of_the_library()
    {
        string path = Path.Combine(Repository.Root, "docs", "optimizers.md");
        string page = File.ReadAllText(path).ReplaceLineEndings("\n");
        int begin = page.IndexOf(Begin, StringComparison.Ordinal);
        int end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"{path} needs the lines '{Begin.Trim()}' and '{End.Trim()}'.");
        string written = page[..(begin + Begin.Length)] + "\n" + OptimizerTable.Markdown() + page[end..];
        if (Environment.GetEnvironmentVariable("PULLBACK_ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, written);
            return;
        }
        Assert.True(
            written == page,
            $"The documentation comments or the states have changed: set PULLBACK_ACCEPT_SNAPSHOTS=1 to write the tables of {path}."
        );
    }

    [Fact]
    public void Every_transformation_and_average_is_in_a_table()
    {
        string tables = OptimizerTable.Markdown();
        Assert.DoesNotContain(OptimizerTable.Types, type => !tables.Contains($"| `{type.Name}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_comment_has_a_formula_and_a_source()
    {
        string[] lacking =
        [
            .. OptimizerTable
                .Types.Where(type => !WithoutSource.ContainsKey(type.Name))
                .Select(type => (type.Name, Comment: TypeComment.Of(type)))
                .Where(item => item.Comment.Formula is null || item.Comment.Source is null)
                .Select(item =>
                    $"{item.Name} ({(item.Comment.Formula is null ? "formula " : "")}{(item.Comment.Source is null ? "source" : "")})"
                ),
        ];
        Assert.True(lacking.Length == 0, "Without a formula or a source: " + string.Join(", ", lacking));
    }

    [Fact]
    public void Every_comment_compares_with_PyTorch_and_Optax()
    {
        string[] lacking =
        [
            .. OptimizerTable.Types.Where(type => TypeComment.Of(type).Differences is null).Select(type => type.Name),
        ];
        Assert.True(lacking.Length == 0, "Without a paragraph on differences: " + string.Join(", ", lacking));
    }

    [Fact]
    public void Every_function_has_a_formula_and_a_source()
    {
        Assert.Equal(10, OptimizerTable.Functions.Sum(family => family.Names.Count));
        Assert.All(
            OptimizerTable.Functions.SelectMany(family => family.Names.Select(name => TypeComment.Of(family.Owner, name))),
            comment =>
            {
                Assert.NotNull(comment.Formula);
                Assert.NotNull(comment.Source);
            }
        );
    }

    [Fact]
    public void What_needs_no_source_is_there_and_has_none() =>
        Assert.All(
            WithoutSource.Keys,
            name => Assert.Null(TypeComment.Of(Assert.Single(OptimizerTable.Types, type => type.Name == name)).Source)
        );
}
