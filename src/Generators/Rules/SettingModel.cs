using Microsoft.CodeAnalysis;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>A hyperparameter: a property of the record that holds a value of its own.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Type">Its type, as code writes it.</param>
/// <param name="IsSchedule">Whether it is a schedule.</param>
/// <param name="IsReference">Whether it is of another reference type, so that null could be a value.</param>
/// <param name="IsNullable">Whether null is one of its values.</param>
/// <param name="CanBeSet">Whether <c>with</c> can set it.</param>
/// <param name="Bound">The bound of a partial property, whose other part has to be written; else <see langword="null"/>.</param>
/// <param name="IsInit">Whether it can be set at construction only.</param>
internal sealed record SettingModel(
    string Name,
    string Type,
    bool IsSchedule,
    bool IsReference,
    bool IsNullable,
    bool CanBeSet,
    string? Bound = null,
    bool IsInit = true
)
{
    /// <summary>The name of the parameter that sets it.</summary>
    public string ParameterName => Literals.Identifier(RuleNames.Camel(Name));

    /// <summary>The settings of a record, in the order in which they are declared.</summary>
    public static EquatableArray<SettingModel> Read(INamedTypeSymbol type)
    {
        var held = new HashSet<ISymbol>(
            type.GetMembers()
                .OfType<IFieldSymbol>()
                .Where(field => field.AssociatedSymbol is not null)
                .Select(field => field.AssociatedSymbol!),
            SymbolEqualityComparer.Default
        );
        return type.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(property =>
                property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
                && (held.Contains(property) || BoundReader.IsBoundedPart(property))
            )
            .Select(Read)
            .ToEquatableArray();
    }

    private static SettingModel Read(IPropertySymbol property)
    {
        bool isNullable =
            property.NullableAnnotation == NullableAnnotation.Annotated
            || property.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        ITypeSymbol bare = property.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (bare is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            bare = nullable.TypeArguments[0];
        }
        return new SettingModel(
            property.Name,
            bare.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            bare.ToDisplayString() == RuleNames.Schedule,
            bare.IsReferenceType,
            isNullable,
            property.SetMethod is { DeclaredAccessibility: Accessibility.Public },
            BoundReader.Read(property),
            property.SetMethod is not { IsInitOnly: false }
        );
    }
}
