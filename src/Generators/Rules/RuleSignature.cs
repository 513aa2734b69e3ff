using Microsoft.CodeAnalysis;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>What a fused optimizer needs to know of a rule, read alike from source and from metadata, without its emitted members.</summary>
/// <remarks>Strings, numbers and equatable sequences only: no symbol, syntax node or location may ever be added, or nothing is cached.</remarks>
/// <param name="FullName">The full name: <c>global::Pullback.Optimizers.ScaleByAdam</c>.</param>
/// <param name="Name">The simple name.</param>
/// <param name="Arguments">The names of the lane's arguments, in order.</param>
/// <param name="Slots">The names of the state's tensors, in the order in which the lane returns them.</param>
/// <param name="Scalars">The names of the numbers in the state.</param>
/// <param name="Coefficients">The names of the coefficients that the lane takes.</param>
/// <param name="NormInCoefficients">Whether <c>Coefficients</c> takes the global norm.</param>
/// <param name="IsMasked">Whether the rule has a property <c>Where</c>.</param>
internal sealed record RuleSignature(
    string FullName,
    string Name,
    EquatableArray<string> Arguments,
    EquatableArray<string> Slots,
    EquatableArray<string> Scalars,
    EquatableArray<string> Coefficients,
    bool NormInCoefficients,
    bool IsMasked
)
{
    public bool TakesGlobalNorm => Arguments.Has(RuleNames.GlobalNorm);

    public bool NeedsGlobalNorm => TakesGlobalNorm || NormInCoefficients;

    public bool NeedsSlotNorm => Arguments.Has(RuleNames.SlotNorm);

    public bool NeedsNorm => NeedsGlobalNorm || NeedsSlotNorm;

    public bool NeedsParameter => Arguments.Has(RuleNames.Parameter);

    /// <summary>The length of the rule's part of a block's coefficients: its own, then the norms it needs, global before slot.</summary>
    public int BlockCoefficientCount => Coefficients.Count + (TakesGlobalNorm ? 1 : 0) + (NeedsSlotNorm ? 1 : 0);

    /// <summary>Where an argument that is the same for all elements lies among the rule's block coefficients; −1 for one that is not.</summary>
    public int BlockCoefficientOf(string argument) =>
        argument switch
        {
            RuleNames.GlobalNorm => Coefficients.Count,
            RuleNames.SlotNorm => Coefficients.Count + (TakesGlobalNorm ? 1 : 0),
            _ => Coefficients.IndexOf(argument),
        };

    public int SlotOf(string argument) => Slots.IndexOf(argument);

    /// <summary>Reads what the generator wrote about a rule of a referenced assembly; <see langword="null"/> for a type that is none.</summary>
    public static RuleSignature? FromMetadata(INamedTypeSymbol type)
    {
        AttributeData? attribute = type.GetAttributes()
            .FirstOrDefault(candidate => candidate.AttributeClass?.ToDisplayString() == RuleNames.Signature);
        if (attribute is null || attribute.ConstructorArguments.Length != 5)
        {
            return null;
        }
        return new RuleSignature(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            type.Name,
            Strings(attribute, 0),
            Strings(attribute, 1),
            Strings(attribute, 2),
            Strings(attribute, 3),
            attribute.ConstructorArguments[4].Value is true,
            HasMask(type)
        );
    }

    /// <summary>Whether the type has a property <c>Where</c> that is a filter.</summary>
    public static bool HasMask(INamedTypeSymbol type) =>
        type.GetMembers(RuleNames.Where)
            .OfType<IPropertySymbol>()
            .Any(property => property.Type.ToDisplayString() == RuleNames.ParameterFilter);

    private static EquatableArray<string> Strings(AttributeData attribute, int argument) =>
        attribute.ConstructorArguments[argument] is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Select(value => value.Value as string ?? string.Empty).ToEquatableArray()
            : EquatableArray<string>.Empty;
}
