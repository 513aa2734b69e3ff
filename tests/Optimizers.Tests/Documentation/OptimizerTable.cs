using System.Text;
using Pullback.Optimizers.Tests.Composition;

namespace Pullback.Optimizers.Tests.Documentation;

/// <summary>The tables of <c>docs/optimizers.md</c>, made of documentation comments and of what states measure.</summary>
internal static class OptimizerTable
{
    /// <summary>The folders of the library and the headings of what is in them.</summary>
    private static readonly (string[] Folders, string Heading)[] Families =
    [
        (["Named"], "Named optimizers"),
        (["Rules"], "Rules"),
        (["Transformations", "Projections"], "Transformations of whole tensors"),
        (["Wrappers"], "Wrappers"),
        (["Composition"], "Composition"),
        (["Averages"], "Averages of parameters"),
    ];

    /// <summary>Everything that the tables list.</summary>
    public static IReadOnlyList<Type> Types { get; } = [.. PartsOf.Shipped, .. PartsOf.Averages];

    /// <summary>What the library has in a folder.</summary>
    public static IReadOnlyList<Type> InFolder(params string[] folders) =>
        [
            .. Types.Where(type =>
                folders.Any(folder => File.Exists(Path.Combine(Repository.Root, "src", "Optimizers", folder, type.Name + ".cs")))
            ),
        ];

    public static string Markdown()
    {
        StringBuilder text = new();
        foreach ((string[] folders, string heading) in Families)
        {
            IReadOnlyList<Type> family = InFolder(folders);
            if (family.Count == 0)
            {
                continue;
            }
            text.Append("### ").Append(heading).Append("\n\n");
            text.Append("| name | formula | tensors | source | differences from PyTorch and Optax |\n|---|---|---|---|---|\n");
            foreach (Type type in family)
            {
                AppendRow(text, type);
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, Type type)
    {
        TypeComment comment = TypeComment.Of(type);
        string cost = type.IsAssignableTo(typeof(IGradientTransformation)) ? StateCost.Of(type) : "–";
        string[] cells =
        [
            $"`{type.Name}`",
            comment.Formula ?? comment.Summary,
            cost,
            comment.Source ?? "",
            comment.Differences ?? "",
        ];
        text.Append("| ")
            .AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))
            .Append(" |\n");
    }
}
