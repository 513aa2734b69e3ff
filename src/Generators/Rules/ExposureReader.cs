using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Reads the rules whose settings an optimizer exposes: <c>[ExposesSettings] private ScaleByAdam Direction { get; init; } = new();</c>.</summary>
internal static class ExposureReader
{
    public static bool IsExposing(IPropertySymbol property) => Find(property) is not null;

    /// <summary>
    /// The settings of the rule that others may see, but for those that the optimizer decides itself. In source the other part of the rule is not written yet, and
    /// metadata has no fields: what can be set is a setting.
    /// </summary>
    public static IEnumerable<IPropertySymbol> SettingsOf(IPropertySymbol owner)
    {
        EquatableArray<string> except = Except(owner);
        return AllSettingsOf(owner).Where(property => !except.Has(property.Name));
    }

    private static IEnumerable<IPropertySymbol> AllSettingsOf(IPropertySymbol owner) =>
        owner
            .Type.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(property =>
                property
                    is {
                        IsStatic: false,
                        IsIndexer: false,
                        DeclaredAccessibility: Accessibility.Public,
                        GetMethod.DeclaredAccessibility: Accessibility.Public,
                        SetMethod.DeclaredAccessibility: Accessibility.Public
                    }
                && property.Name is not (RuleNames.Where or "MaxDegreeOfParallelism")
            );

    private static EquatableArray<string> Except(IPropertySymbol owner) =>
        Find(owner)
            ?.ConstructorArguments.Where(names => names is { Kind: TypedConstantKind.Array, IsNull: false })
            .SelectMany(names => names.Values)
            .Select(name => name.Value as string ?? string.Empty)
            .ToEquatableArray()
        ?? EquatableArray<string>.Empty;

    private static AttributeData? Find(IPropertySymbol property) =>
        property
            .GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == RuleNames.ExposesSettings);

    /// <summary>Whether the settings of what the property holds can be read and set through it.</summary>
    public static bool CanExpose(IPropertySymbol property) =>
        property is { IsStatic: false, GetMethod: not null, SetMethod: not null } && WrongType(property) is null;

    /// <summary>Whether a setting can be a public property of an optimizer.</summary>
    public static bool CanBeSeen(IPropertySymbol setting, INamedTypeSymbol optimizer) =>
        Visibility.Of(setting.Type) >= Visibility.Of(optimizer);

    private static string? WrongType(IPropertySymbol property) =>
        !property.Type.IsRecord
        || !property.Type.IsReferenceType
        || !RuleTypes.Implements((INamedTypeSymbol)property.Type, RuleNames.Transformation)
            ? $"is of type {property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, which is not a record of a transformation"
        : property.NullableAnnotation == NullableAnnotation.Annotated ? "may be null, and then has no settings"
        : null;

    /// <summary>Reports exposures that have no effect.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isProgram">Whether it is a record that the generator adds members to.</param>
    /// <param name="bag">Where mistakes go.</param>
    public static void Check(INamedTypeSymbol type, bool isProgram, DiagnosticBag bag)
    {
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>().Where(IsExposing))
        {
            string? problem =
                !isProgram ? "stands in a type that is not a [FusedOptimizer] record"
                : property is not { IsStatic: false, DeclaredAccessibility: Accessibility.Private }
                    ? "is not private: its settings would be there twice"
                : property is not { GetMethod: not null, SetMethod: not null } ? "can't be set at construction"
                : property.Type.TypeKind == TypeKind.Error ? null
                : WrongType(property) is { } wrong ? wrong
                : Except(property).FirstOrDefault(name => AllSettingsOf(property).All(setting => setting.Name != name))
                    is { } unknown
                    ? $"excepts '{unknown}', which is no setting of {property.Type.Name}"
                : SettingsOf(property).FirstOrDefault(setting => !CanBeSeen(setting, type)) is { } hidden
                    ? $"has the setting {hidden.Name}, whose type is less accessible than {type.Name}: except it"
                : null;
            if (problem is not null)
            {
                bag.Report(RuleDiagnostics.WrongExposure, property.Locations.FirstOrDefault(), property.Name, problem);
            }
        }
    }
}
