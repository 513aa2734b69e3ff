using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;

namespace Pullback.Generators.Rules;

/// <summary>Reads the rules whose settings an optimizer exposes: <c>[ExposesSettings] private ScaleByAdam Direction { get; init; } = new();</c>.</summary>
internal static class ExposureReader
{
    public static bool IsExposing(IPropertySymbol property) =>
        property.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == RuleNames.ExposesSettings);

    /// <summary>The settings of a rule that others may see: in source, where the other part of it is not written yet, and in metadata, which has no fields.</summary>
    public static IEnumerable<IPropertySymbol> SettingsOf(ITypeSymbol rule) =>
        rule.GetMembers()
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
                : !property.Type.IsRecord || !RuleTypes.Implements((INamedTypeSymbol)property.Type, RuleNames.Transformation)
                    ? $"is of type {property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, which is not a record of a transformation"
                : null;
            if (problem is not null)
            {
                bag.Report(RuleDiagnostics.WrongExposure, property.Locations.FirstOrDefault(), property.Name, problem);
            }
        }
    }
}
