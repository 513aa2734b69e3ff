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
/// <param name="CoefficientMembers">What <c>Coefficients</c> returns.</param>
/// <param name="Settings">The record's hyperparameters.</param>
/// <param name="OwnMembers">Members that the user wrote and the generator therefore does not: <c>ToString</c>, <c>With</c> …</param>
/// <param name="Formula">The rule; <see langword="null"/> when it was refused.</param>
/// <param name="TakenNames">The short names that mean something of the user\'s where the record stands.</param>
internal sealed record UpdateRuleModel(
    DeclaredType Type,
    RuleSignature? Signature,
    EquatableArray<SlotStart> Starts,
    EquatableArray<double> ScalarStarts,
    CoefficientMembers CoefficientMembers,
    EquatableArray<SettingModel> Settings,
    EquatableArray<string> OwnMembers,
    FormulaModel? Formula,
    ValueList<string> TakenNames
);

/// <summary>Where a slot starts: at a number, at the value of a property, or (neither) at a copy of the parameter.</summary>
internal sealed record SlotStart(double? Value, string? Property)
{
    public bool IsParameter => Value is null && Property is null;
}

/// <summary>What <c>Coefficients</c> returns: the names of its tuple's members, or a single number, or it does not exist; and the names of its parameters.</summary>
internal sealed record CoefficientMembers(
    bool Exists,
    bool IsTuple,
    EquatableArray<string> Names,
    EquatableArray<string> Parameters
);
