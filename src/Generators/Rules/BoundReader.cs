using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Reads the bounds of hyperparameters: <c>[NotNegative] public partial double Epsilon { get; init; }</c>.</summary>
internal static class BoundReader
{
    /// <summary>The bound of a property, which is the name of the method of <c>Require</c>; <see langword="null"/> when it has none.</summary>
    public static string? Find(IPropertySymbol property)
    {
        foreach (AttributeData attribute in property.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.BaseType?.ToDisplayString() == RuleNames.Bound)
            {
                return type.Name.Substring(0, type.Name.Length - nameof(Attribute).Length);
            }
        }
        return null;
    }

    /// <summary>Whether it is a partial property with a bound that nobody has written the other part of.</summary>
    public static bool IsBoundedPart(IPropertySymbol property) =>
        IsPartial(property) && property.PartialImplementationPart is null && Find(property) is not null;

    /// <summary>The bound of a partial property whose other part has to be written: empty when it does not fit; <see langword="null"/> for other properties.</summary>
    public static string? Read(IPropertySymbol property) =>
        !IsBoundedPart(property) ? null
        : Find(property) is { } bound && Fits(property.Type, bound) ? bound
        : string.Empty;

    /// <summary>Reports bounds that have no effect, and bounds that do not fit.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isProgram">Whether it is a record that the generator adds members to.</param>
    /// <param name="bag">Where mistakes go.</param>
    public static void Check(INamedTypeSymbol type, bool isProgram, DiagnosticBag bag)
    {
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (Find(property) is not { } bound)
            {
                continue;
            }
            string? problem =
                !isProgram ? "stands in a type that is neither an [UpdateRule] nor a [FusedOptimizer] record"
                : !IsPartial(property) ? "is on a property that is not partial"
                : property
                    is not {
                        IsStatic: false,
                        DeclaredAccessibility: Accessibility.Public,
                        GetMethod: not null,
                        SetMethod: not null
                    }
                    ? "is on a property that is not public with get and init"
                : !Fits(property.Type, bound)
                    ? $"does not fit the type {property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}"
                : null;
            if (problem is not null)
            {
                bag.Report(RuleDiagnostics.WrongBound, property.Locations.FirstOrDefault(), bound, property.Name, problem);
            }
        }
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

    /// <summary>By syntax: the symbol of a partial property without its other part does not say so in all compilers.</summary>
    private static bool IsPartial(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax() is PropertyDeclarationSyntax declaration
            && declaration.Modifiers.Any(modifier => modifier.ValueText == "partial")
        );
}
