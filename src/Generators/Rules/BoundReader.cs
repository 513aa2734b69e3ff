using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Reads the bounds of hyperparameters: <c>[NotNegative] public partial double Epsilon { get; init; }</c>.</summary>
internal static class BoundReader
{
    /// <summary>The bounds that <c>Require</c> has a method for.</summary>
    private static readonly string[] _known =
    [
        "Positive",
        "NotNegative",
        "Finite",
        "Decay",
        "Shrinking",
        "Fraction",
        "AtLeastOne",
    ];

    /// <summary>The bound of a property, which is the name of the method of <c>Require</c>; <see langword="null"/> when it has none.</summary>
    public static string? Find(IPropertySymbol property) => FindAll(property).FirstOrDefault();

    private static IEnumerable<string> FindAll(IPropertySymbol property)
    {
        const string Suffix = nameof(Attribute);
        foreach (AttributeData attribute in property.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.BaseType?.ToDisplayString() == RuleNames.Bound)
            {
                yield return type.Name.EndsWith(Suffix, StringComparison.Ordinal)
                    ? type.Name.Substring(0, type.Name.Length - Suffix.Length)
                    : type.Name;
            }
        }
    }

    /// <summary>Whether it is a partial property with a bound that nobody has written the other part of, and that can have one.</summary>
    public static bool IsBoundedPart(IPropertySymbol property) =>
        property is { RefKind: RefKind.None, IsIndexer: false, GetMethod: not null }
        && PartOf(property) is { AccessorList.Accessors: var accessors }
        && accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null)
        && property.PartialImplementationPart is null
        && (Find(property) ?? OfType(property)) is not null;

    /// <summary>The part of a partial property that its author wrote, by syntax: the symbol of one without its other part does not say so in all compilers.</summary>
    public static PropertyDeclarationSyntax? PartOf(IPropertySymbol property) =>
        property
            .DeclaringSyntaxReferences.Select(reference => reference.GetSyntax())
            .OfType<PropertyDeclarationSyntax>()
            .FirstOrDefault(declaration => declaration.Modifiers.Any(modifier => modifier.ValueText == "partial"));

    /// <summary>The bound that the type alone gives: what is not nullable is never null, and an enumeration has the values that it names.</summary>
    private static string? OfType(IPropertySymbol property) =>
        property.Type.TypeKind == TypeKind.Enum ? RuleNames.Defined
        : property is { Type.IsReferenceType: true, NullableAnnotation: not NullableAnnotation.Annotated } ? RuleNames.NotNull
        : null;

    /// <summary>The bound of a partial property whose other part has to be written: empty when it does not fit; <see langword="null"/> for other properties.</summary>
    public static string? Read(IPropertySymbol property) =>
        !IsBoundedPart(property) ? null
        : Find(property) is not { } bound ? OfType(property)
        : Array.IndexOf(_known, bound) >= 0 && Fits(property.Type, bound) ? bound
        : string.Empty;

    /// <summary>Reports bounds that have no effect, and bounds that do not fit.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isProgram">Whether it is a record that the generator adds members to.</param>
    /// <param name="bag">Where mistakes go.</param>
    /// <param name="compilation">The compilation, for the values of defaults.</param>
    public static void Check(INamedTypeSymbol type, bool isProgram, DiagnosticBag bag, Compilation compilation)
    {
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (Find(property) is not { } bound)
            {
                continue;
            }
            string? problem =
                !isProgram ? "stands in a type that is neither an [UpdateRule] nor a [FusedOptimizer] record"
                : PartOf(property) is null ? "is on a property that is not partial"
                : property
                    is not {
                        IsStatic: false,
                        DeclaredAccessibility: Accessibility.Public,
                        GetMethod: not null,
                        SetMethod: not null
                    }
                    ? "is on a property that is not public with get and init"
                : FindAll(property).Skip(1).FirstOrDefault() is { } second
                    ? $"stands beside [{second}], and only one of them would be checked"
                : Array.IndexOf(_known, bound) < 0 ? "is none of the bounds that Require has a method for"
                : !Fits(property.Type, bound)
                    ? $"does not fit the type {property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}"
                : Default(property, compilation) is { } value && !Holds(bound, value)
                    ? $"does not hold for the default {Literals.Double(value)}, which no check sees: {Meaning(bound)} is needed"
                : null;
            if (problem is not null)
            {
                bag.Report(RuleDiagnostics.WrongBound, property.Locations.FirstOrDefault(), bound, property.Name, problem);
            }
        }
    }

    /// <summary>The constant with which the property starts; <see langword="null"/> when it starts with something else.</summary>
    private static double? Default(IPropertySymbol property, Compilation compilation)
    {
        foreach (SyntaxReference reference in property.DeclaringSyntaxReferences)
        {
            if (
                reference.GetSyntax() is PropertyDeclarationSyntax { Initializer.Value: { } start }
                && compilation.ContainsSyntaxTree(reference.SyntaxTree)
                && compilation.GetSemanticModel(reference.SyntaxTree).GetConstantValue(start)
                    is { HasValue: true, Value: IConvertible value }
                && value is double or float or int or long
            )
            {
                return value.ToDouble(System.Globalization.CultureInfo.InvariantCulture);
            }
        }
        return null;
    }

    /// <summary>What a bound asks for, as the method of <c>Require</c> of this name says it.</summary>
    private static string Meaning(string bound) =>
        bound switch
        {
            "Positive" => "a finite number greater than 0",
            "NotNegative" => "a finite number of at least 0",
            "Finite" => "a finite number",
            "Decay" => "at least 0 and less than 1",
            "Shrinking" => "greater than 0 and less than 1",
            "Fraction" => "at least 0 and at most 1",
            _ => "at least 1",
        };

    /// <summary>What the method of <c>Require</c> of this name lets pass.</summary>
    private static bool Holds(string bound, double value)
    {
        bool isFinite = !double.IsNaN(value) && !double.IsInfinity(value);
        return bound switch
        {
            "Positive" => isFinite && value > 0,
            "NotNegative" => isFinite && value >= 0,
            "Finite" => isFinite,
            "Decay" => value is >= 0 and < 1,
            "Shrinking" => value is > 0 and < 1,
            "Fraction" => value is >= 0 and <= 1,
            "AtLeastOne" => value >= 1,
            _ => true,
        };
    }

    private static bool Fits(ITypeSymbol type, string bound)
    {
        bool isCount = type.SpecialType is SpecialType.System_Int64 or SpecialType.System_Int32;
        return bound switch
        {
            "AtLeastOne" => isCount,
            "NotNegative" when isCount => true,
            _ => type.SpecialType == SpecialType.System_Double || type.ToDisplayString() == RuleNames.Schedule,
        };
    }
}
