using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
/// <param name="Header">Of a partial property, its modifiers and its type, which both parts must share.</param>
/// <param name="Accessors">Of a partial property, its accessors with their modifiers.</param>
/// <param name="Origin">Of an exposed setting, the rule that has it, as documentation names it; else <see langword="null"/>.</param>
/// <param name="Owners">Of an exposed setting, the properties with the rules that have it.</param>
internal sealed record SettingModel(
    string Name,
    string Type,
    bool IsSchedule,
    bool IsReference,
    bool IsNullable,
    bool CanBeSet,
    string? Bound = null,
    string Header = "",
    EquatableArray<string> Accessors = default,
    string? Origin = null,
    EquatableArray<string> Owners = default
)
{
    private string DeclaredType => Type + (IsNullable ? "?" : string.Empty);

    /// <summary>Types as code writes them where nullable references are on.</summary>
    private static readonly SymbolDisplayFormat _typeFormat = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
    );

    /// <summary>The settings without those whose other part would have to be written.</summary>
    public static EquatableArray<SettingModel> WithoutParts(EquatableArray<SettingModel> settings) =>
        settings.Where(setting => setting.Bound is null).ToEquatableArray();

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
        var settings = new List<SettingModel>();
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (ExposureReader.IsExposing(property))
            {
                Expose(type, property, settings);
            }
            else if (
                property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, Name: not "ToString" }
                && (held.Contains(property) || BoundReader.IsBoundedPart(property))
                && CanBeNamed(property.Type)
            )
            {
                settings.Add(Read(property));
            }
        }
        return settings.ToEquatableArray();
    }

    /// <summary>Adds the settings of a rule; what the record declares itself stays its own, and what two rules have is one setting.</summary>
    private static void Expose(INamedTypeSymbol type, IPropertySymbol owner, List<SettingModel> settings)
    {
        if (!ExposureReader.CanExpose(owner))
        {
            return;
        }
        foreach (
            IPropertySymbol property in ExposureReader
                .SettingsOf(owner)
                .Where(property =>
                    CanBeNamed(property.Type)
                    && ExposureReader.CanBeSeen(property, type)
                    && EmittedMembers.CanExpose(property.Name, type)
                )
        )
        {
            int known = settings.FindIndex(setting => setting.Name == property.Name && setting.Origin is not null);
            if (known >= 0)
            {
                if (settings[known].DeclaredType != Read(property).DeclaredType)
                {
                    continue;
                }
                settings[known] = settings[known] with { Owners = settings[known].Owners.Append(owner.Name).ToEquatableArray() };
            }
            else if (type.GetMembers(property.Name).IsEmpty)
            {
                settings.Add(
                    Read(property) with
                    {
                        Bound = null,
                        Origin = owner.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                        Owners = new EquatableArray<string>([owner.Name]),
                    }
                );
            }
        }
    }

    /// <summary>Whether it is a type that parameters and texts can be made of: no pointer, and nothing that the compiler does not know.</summary>
    public static bool CanBeNamed(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => CanBeNamed(array.ElementType),
            INamedTypeSymbol named => named.TypeKind != TypeKind.Error && named.TypeArguments.All(CanBeNamed),
            IPointerTypeSymbol or IFunctionPointerTypeSymbol => false,
            _ => true,
        };

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
        PropertyDeclarationSyntax? declaration = BoundReader.IsBoundedPart(property) ? BoundReader.PartOf(property) : null;
        return new SettingModel(
            property.Name,
            bare.ToDisplayString(_typeFormat),
            bare.ToDisplayString() == RuleNames.Schedule,
            bare.IsReferenceType,
            isNullable,
            property.SetMethod is { DeclaredAccessibility: Accessibility.Public },
            BoundReader.Read(property),
            declaration is null
                ? string.Empty
                : $"{string.Join(" ", declaration.Modifiers.Select(modifier => modifier.ValueText))} {property.Type.ToDisplayString(_typeFormat)}",
            (declaration?.AccessorList?.Accessors ?? default)
                .Select(accessor =>
                    string.Concat(accessor.Modifiers.Select(modifier => modifier.ValueText + " ")) + accessor.Keyword.ValueText
                )
                .ToEquatableArray()
        );
    }
}
