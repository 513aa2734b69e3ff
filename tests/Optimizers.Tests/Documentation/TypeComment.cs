using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pullback.Optimizers.Tests.Documentation;

/// <summary>
/// The documentation comment of a type, in the convention of the library: the first paragraph of the remarks is the formula, one that begins with
/// "Differences: " compares with PyTorch and Optax, the last one is the source.
/// </summary>
internal sealed partial class TypeComment
{
    private const string DifferencesMark = "Differences: ";

    private static readonly Lazy<XDocument> File = new(() =>
        XDocument.Load(Path.ChangeExtension(typeof(Chain).Assembly.Location, ".xml"))
    );

    private TypeComment(string summary, IReadOnlyList<string> paragraphs)
    {
        Summary = summary;
        Differences = paragraphs
            .FirstOrDefault(paragraph => paragraph.StartsWith(DifferencesMark, StringComparison.Ordinal))
            ?[DifferencesMark.Length..];
        Formula = paragraphs is [var first, ..] && first.Contains('`', StringComparison.Ordinal) ? first : null;
        Source = paragraphs is [.., var last] && Year().IsMatch(last) ? last : null;
    }

    public string Summary { get; }

    /// <summary>The formula; null where the first paragraph has no code.</summary>
    public string? Formula { get; }

    public string? Differences { get; }

    /// <summary>Authors, title, place and year; null where the last paragraph has no year.</summary>
    public string? Source { get; }

    public static TypeComment Of(Type type) => Of(id => id == $"T:{type.FullName}");

    /// <summary>The comment of a member, the first of its overloads. Where it has no remarks but a source, the formula is in the summary.</summary>
    public static TypeComment Of(Type type, string member) =>
        Of(id => id.Length > 2 && Arity().Replace(id[2..].Split('(')[0], "") == $"{type.FullName}.{member}");

    private static TypeComment Of(Predicate<string> isWanted)
    {
        XElement? member = File
            .Value.Descendants("member")
            .FirstOrDefault(element => isWanted((string)element.Attribute("name")!));
        string summary = Text(member?.Element("summary"));
        XElement? remarks = member?.Element("remarks");
        XElement[] paragraphs = [.. remarks?.Elements("para") ?? []];
        return new TypeComment(
            summary,
            paragraphs.Length > 0 || remarks is null ? [.. paragraphs.Select(Text)] : [summary, Text(remarks)]
        );
    }

    private static string Text(XNode? node) =>
        node switch
        {
            XText text => Spaces().Replace(text.Value, " "),
            XElement { Name.LocalName: "c" } code => $"`{Spaces().Replace(code.Value, " ")}`",
            XElement { Name.LocalName: "see" } see => $"`{LastName(see)}`",
            XElement { Name.LocalName: "paramref" } argument => $"`{argument.Attribute("name")!.Value}`",
            XElement element => string.Concat(element.Nodes().Select(Text)).Trim(),
            _ => "",
        };

    /// <summary><c>AdamW</c> of <c>T:Pullback.Optimizers.AdamW</c>, <c>ScaleByAdam.Nesterov</c> of a member; a method without its parameters.</summary>
    private static string LastName(XElement see)
    {
        string reference = (see.Attribute("cref") ?? see.Attribute("langword") ?? see.Attribute("href"))!.Value;
        string name = Arity().Replace(reference.Split('(')[0], "");
        string[] parts = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('.');
        return reference.StartsWith("T:", StringComparison.Ordinal) || parts.Length < 2 ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();

    [GeneratedRegex(@"\b(1[6-9]|20)\d\d\b")]
    private static partial Regex Year();
}
