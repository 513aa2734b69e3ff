using System.Reflection;
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
    public static IReadOnlyList<Type> Types { get; } =
    [.. PartsOf.Shipped, .. PartsOf.Averages, typeof(Snapshots), typeof(NewtonSchulz)];

    /// <summary>The functions that stand beside the transformations, under a heading, by the class that has them.</summary>
    public static IReadOnlyList<(string Heading, Type Owner, IReadOnlyList<string> Names)> Functions { get; } =
    [
        ("Projections", typeof(Projection), Makers(typeof(Projection), returned: typeof(Projection))),
        (
            "Estimates of the curvature",
            typeof(CurvatureEstimates),
            [nameof(CurvatureEstimates.Hutchinson), nameof(CurvatureEstimates.GaussNewtonBartlett)]
        ),
    ];

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
            AppendHeading(text, heading, "name", "formula", "tensors", "source", "differences from PyTorch and Optax");
            foreach (Type type in family)
            {
                TypeComment comment = TypeComment.Of(type);
                AppendRow(
                    text,
                    $"`{type.Name}`",
                    comment.Formula ?? comment.Summary,
                    StateCost.Of(type),
                    comment.Source ?? "",
                    comment.Differences ?? ""
                );
            }
            text.Append('\n');
        }
        foreach ((string heading, Type owner, IReadOnlyList<string> names) in Functions)
        {
            AppendHeading(text, heading, "name", "formula", "source");
            foreach (string name in names)
            {
                TypeComment comment = TypeComment.Of(owner, name);
                AppendRow(text, $"`{owner.Name}.{name}`", comment.Formula ?? comment.Summary, comment.Source ?? "");
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>What a class makes of a kind: its static methods and properties of that type.</summary>
    private static string[] Makers(Type owner, Type returned) =>
        [
            .. owner
                .GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Where(made => made.PropertyType == returned)
                .Select(made => made.Name),
            .. owner
                .GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(made => made.ReturnType == returned && !made.IsSpecialName)
                .Select(made => made.Name),
        ];

    private static void AppendHeading(StringBuilder text, string heading, params string[] columns)
    {
        text.Append("### ").Append(heading).Append("\n\n");
        AppendRow(text, columns);
        text.Append('|').Insert(text.Length, "---|", columns.Length).Append('\n');
    }

    private static void AppendRow(StringBuilder text, params string[] cells) =>
        text.Append("| ")
            .AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))
            .Append(" |\n");
}
