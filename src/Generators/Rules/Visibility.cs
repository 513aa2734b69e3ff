using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Rules;

/// <summary>From how far a type can be seen, with all that it stands in and is made of.</summary>
internal static class Visibility
{
    /// <summary>Within a type, or its file.</summary>
    public const int Private = 0;

    /// <summary>Within the assembly.</summary>
    public const int Internal = 1;

    /// <summary>Everywhere.</summary>
    public const int Public = 2;

    public static int Of(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => Of(array.ElementType),
            INamedTypeSymbol named => OfNamed(named),
            _ => Public,
        };

    private static int OfNamed(INamedTypeSymbol type)
    {
        int own =
            type.IsFileLocal ? Private
            : type.TypeKind == TypeKind.Error ? Public
            : type.DeclaredAccessibility switch
            {
                Accessibility.Public or Accessibility.NotApplicable => Public,
                Accessibility.Internal or Accessibility.ProtectedOrInternal => Internal,
                _ => Private,
            };
        int around = type.ContainingType is { } container ? OfNamed(container) : Public;
        return type.TypeArguments.Select(Of).Append(own).Append(around).Min();
    }
}
