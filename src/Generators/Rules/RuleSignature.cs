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
/// <param name="Sums">What is summed before the pass.</param>
/// <param name="Tensor">What each tensor has of its own.</param>
internal sealed record RuleSignature(
    string FullName,
    string Name,
    EquatableArray<string> Arguments,
    EquatableArray<string> Slots,
    EquatableArray<string> Scalars,
    EquatableArray<string> Coefficients,
    bool NormInCoefficients,
    bool IsMasked,
    SumSignature Sums,
    TensorSignature Tensor
)
{
    public bool TakesGlobalNorm => Arguments.Has(RuleNames.GlobalNorm);

    public bool NeedsCurvature => Arguments.Has(RuleNames.Curvature) || Sums.Arguments.Has(RuleNames.Curvature);

    public bool TakesSlotNorm => Arguments.Has(RuleNames.SlotNorm);

    /// <summary>Whether a norm of what comes in is needed.</summary>
    public bool NeedsNorm => TakesGlobalNorm || TakesSlotNorm || NormInCoefficients || Tensor.TakesNorm;

    /// <summary>Whether a pass over what comes in is needed before the main one.</summary>
    public bool NeedsMeasuring => NeedsNorm || Sums.Names.Count > 0;

    /// <summary>The names of all tensor sets in the state: the slots, then the numbers that each tensor has of its own.</summary>
    public EquatableArray<string> StateTensors => Slots.Concat(Tensor.Scalars).ToEquatableArray();

    /// <summary>What members of the state and locals of the loops may be called: names that hide types of the same name.</summary>
    public IEnumerable<string> EmittedNames =>
        StateTensors.Concat(Scalars).Select(RuleNames.Pascal).Concat(Arguments).Concat(Sums.Arguments);

    private int FirstTensorValue => Coefficients.Count + (TakesGlobalNorm ? 1 : 0);

    private int FirstSumCoefficient => FirstTensorValue + Tensor.Coefficients.Count + (TakesSlotNorm ? 1 : 0);

    /// <summary>The length of the rule's part of a block's coefficients: its own, the global norm, those by tensor, the slot's norm, those of its sums.</summary>
    public int BlockCoefficientCount => FirstSumCoefficient + Sums.Coefficients.Count;

    /// <summary>Where an argument of the lane that is the same for many elements lies among the rule's block coefficients; −1 for one that is not.</summary>
    public int BlockCoefficientOf(string argument)
    {
        if (argument == RuleNames.GlobalNorm)
        {
            return Coefficients.Count;
        }
        if (argument == RuleNames.SlotNorm)
        {
            return FirstSumCoefficient - 1;
        }
        int ofTensor = Tensor.Coefficients.IndexOf(argument);
        return ofTensor >= 0 ? FirstTensorValue + ofTensor : Coefficients.IndexOf(argument);
    }

    /// <summary>Where an argument of the sums lies among the rule's block coefficients; −1 for one that each element has of its own.</summary>
    public int SumCoefficientOf(string argument)
    {
        int index = Sums.Coefficients.IndexOf(argument);
        return index < 0 ? -1 : FirstSumCoefficient + index;
    }

    public int SlotOf(string argument) => Slots.IndexOf(argument);

    /// <summary>Reads what the generator wrote about a rule of a referenced assembly; <see langword="null"/> for a type that is none.</summary>
    public static RuleSignature? FromMetadata(INamedTypeSymbol type)
    {
        AttributeData? attribute = Find(type, RuleNames.Signature);
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
            HasMask(type),
            Find(type, RuleNames.SumSignature) is { ConstructorArguments.Length: 3 } sums
                ? new SumSignature(Strings(sums, 0), Strings(sums, 1), Strings(sums, 2))
                : SumSignature.None,
            Find(type, RuleNames.TensorSignature) is { ConstructorArguments.Length: 3 } tensor
                ? new TensorSignature(Strings(tensor, 0), Strings(tensor, 1), tensor.ConstructorArguments[2].Value is true)
                : TensorSignature.None
        );
    }

    private static AttributeData? Find(INamedTypeSymbol type, string attribute) =>
        type.GetAttributes().FirstOrDefault(candidate => candidate.AttributeClass?.ToDisplayString() == attribute);

    /// <summary>Whether the type has a property <c>Where</c> that is a filter.</summary>
    public static bool HasMask(INamedTypeSymbol type) =>
        type.GetMembers(RuleNames.Where)
            .OfType<IPropertySymbol>()
            .Any(property => property.GetMethod is not null && property.Type.ToDisplayString() == RuleNames.ParameterFilter);

    private static EquatableArray<string> Strings(AttributeData attribute, int argument) =>
        attribute.ConstructorArguments[argument] is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Select(value => value.Value as string ?? string.Empty).ToEquatableArray()
            : EquatableArray<string>.Empty;
}

/// <summary>What a rule sums before the pass.</summary>
/// <param name="Arguments">The names of the arguments of the sums' lane, in order.</param>
/// <param name="Names">The names of the sums.</param>
/// <param name="Coefficients">The names of the coefficients that the lane takes.</param>
internal sealed record SumSignature(
    EquatableArray<string> Arguments,
    EquatableArray<string> Names,
    EquatableArray<string> Coefficients
)
{
    public static SumSignature None { get; } =
        new(EquatableArray<string>.Empty, EquatableArray<string>.Empty, EquatableArray<string>.Empty);
}

/// <summary>What each tensor has of its own.</summary>
/// <param name="Coefficients">The names of the coefficients that the rule's lane takes.</param>
/// <param name="Scalars">The names of the numbers in the state.</param>
/// <param name="TakesNorm">Whether <c>TensorCoefficients</c> takes a norm of what comes in.</param>
internal sealed record TensorSignature(EquatableArray<string> Coefficients, EquatableArray<string> Scalars, bool TakesNorm)
{
    public static TensorSignature None { get; } = new(EquatableArray<string>.Empty, EquatableArray<string>.Empty, false);
}
