using Pullback.Generators.Formulas;
using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Rules;

/// <summary>Everything that is emitted for one [UpdateRule] record follows from this value.</summary>
/// <remarks>Strings, numbers and equatable sequences only: no symbol, syntax node or location may ever be added, or nothing is cached.</remarks>
/// <param name="Type">The user's record.</param>
/// <param name="Signature">Arguments, slots and coefficients; <see langword="null"/> when they could not be read.</param>
/// <param name="Starts">Where each slot starts.</param>
/// <param name="ScalarStarts">Where each number of the state starts.</param>
/// <param name="TensorScalarStarts">Where each number that a tensor has of its own starts.</param>
/// <param name="Coefficients">What <c>Coefficients</c> takes and returns.</param>
/// <param name="TensorCoefficients">What <c>TensorCoefficients</c> takes and returns.</param>
/// <param name="SumCoefficients">What <c>SumCoefficients</c> takes and returns.</param>
/// <param name="Settings">The record's hyperparameters.</param>
/// <param name="OwnMembers">Members that the user wrote and the generator therefore does not: <c>ToString</c>, <c>With</c> …</param>
/// <param name="Formula">The rule; <see langword="null"/> when it was refused.</param>
/// <param name="Sums">The terms of the sums; <see langword="null"/> when there are none, or they were refused.</param>
/// <param name="TakenNames">The short names that mean something of the user\'s where the record stands.</param>
internal sealed record UpdateRuleModel(
    DeclaredType Type,
    RuleSignature? Signature,
    EquatableArray<SlotStart> Starts,
    EquatableArray<SlotStart> ScalarStarts,
    EquatableArray<SlotStart> TensorScalarStarts,
    CoefficientMembers Coefficients,
    CoefficientMembers TensorCoefficients,
    CoefficientMembers SumCoefficients,
    EquatableArray<SettingModel> Settings,
    EquatableArray<string> OwnMembers,
    FormulaModel? Formula,
    FormulaModel? Sums,
    ValueList<string> TakenNames
);

/// <summary>Where a slot, or a number, starts: at a number, at the value of a property, or (neither) at a copy of the parameter.</summary>
internal sealed record SlotStart(double? Value, string? Property)
{
    public static SlotStart Zero { get; } = new(0.0, null);

    public bool IsParameter => Value is null && Property is null;
}

/// <summary>What a method of coefficients returns: the names of its tuple's members, or a single number, or it does not exist; and the names of its parameters.</summary>
internal sealed record CoefficientMembers(
    bool Exists,
    bool IsTuple,
    EquatableArray<string> Names,
    EquatableArray<string> Parameters
)
{
    public static CoefficientMembers None { get; } =
        new(false, false, EquatableArray<string>.Empty, EquatableArray<string>.Empty);

    public static CoefficientMembers Of(CoefficientsMethod method) =>
        new(method.Method is not null, method.IsTuple, method.Members, method.Parameters);

    public bool Takes(string parameter) => Parameters.Has(parameter);
}
