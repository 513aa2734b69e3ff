using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>What rules and fused optimizers ask of the types they are declared on.</summary>
internal static class RuleTypes
{
    public static bool HasAttribute(INamedTypeSymbol type, string attribute) =>
        type.GetAttributes().Any(candidate => candidate.AttributeClass?.ToDisplayString() == attribute);

    public static bool Implements(INamedTypeSymbol type, string name) =>
        type.AllInterfaces.Any(implemented => implemented.ToDisplayString() == name);

    /// <summary>Checks that a type is a sealed partial record that members can be added to.</summary>
    public static bool CheckRecord(
        INamedTypeSymbol type,
        string attribute,
        DiagnosticDescriptor descriptor,
        DiagnosticBag bag,
        CancellationToken cancellation
    )
    {
        Location? place = type.Locations.FirstOrDefault(location => location.IsInSource);
        string? problem =
            !type.IsRecord || type.TypeKind != TypeKind.Class ? "is not a record class"
            : !type.IsSealed ? "is not sealed"
            : CannotBeExtended(type, attribute, cancellation);
        if (problem is null)
        {
            return true;
        }
        bag.Report(descriptor, place, type.Name, attribute, problem);
        return false;
    }

    /// <summary>
    /// Whether a class that is not what the attribute asks for can be given the members of its interface all the same. If it is not, the compiler complains that they
    /// are missing, and asks no analyzer what the mistake is.
    /// </summary>
    public static bool CanStandIn(INamedTypeSymbol type, string attribute, CancellationToken cancellation) =>
        type is { TypeKind: TypeKind.Class, IsStatic: false } && CannotBeExtended(type, attribute, cancellation) is null;

    private static string? CannotBeExtended(INamedTypeSymbol type, string attribute, CancellationToken cancellation) =>
        !DeclaredType.IsPartial(type, cancellation) ? "is not partial"
        : !DeclaredType.IsPartialThroughout(type, cancellation) ? "stands in a type that is not partial"
        : DeclaredType.IsGenericAnywhere(type) ? "has type parameters, its own or those of an enclosing type"
        : !Implements(type, RuleNames.Transformation) ? "does not implement IGradientTransformation"
        : DeclaredType.IsFileLocalAnywhere(type) ? "is local to its file"
        : attribute != "UpdateRule" && HasAttribute(type, KnownNames.UpdateRuleAttribute) ? "has [UpdateRule] as well"
        : attribute != "FusedOptimizer" && attribute != "UpdateRule" && HasAttribute(type, KnownNames.FusedOptimizerAttribute)
            ? "has [FusedOptimizer] as well"
        : null;
}
