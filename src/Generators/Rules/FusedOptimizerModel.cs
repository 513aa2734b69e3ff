using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Rules;

/// <summary>Everything that is emitted for one [FusedOptimizer] type follows from this value.</summary>
/// <remarks>Strings, numbers and equatable sequences only: no symbol, syntax node or location may ever be added, or nothing is cached.</remarks>
/// <param name="Type">The user's type.</param>
/// <param name="IsRecord">Whether it is a record that becomes the optimizer, or a static class that gets a <c>Create</c>.</param>
/// <param name="CreateAccessibility"><c>public</c>, or <c>internal</c> where a parameter is of a type that others do not see.</param>
/// <param name="Parameters">The parameters of a static <c>Define</c>.</param>
/// <param name="Rules">The rules in order; empty when the chain could not be read.</param>
/// <param name="IsReadable">Whether the chain could be read.</param>
/// <param name="Settings">The record's hyperparameters.</param>
/// <param name="OwnMembers">Members that the user wrote and the generator therefore does not.</param>
/// <param name="TakenNames">The short names that mean something of the user\'s where the type stands.</param>
internal sealed record FusedOptimizerModel(
    DeclaredType Type,
    bool IsRecord,
    string CreateAccessibility,
    EquatableArray<DefineParameter> Parameters,
    EquatableArray<RuleSignature> Rules,
    bool IsReadable,
    EquatableArray<SettingModel> Settings,
    EquatableArray<string> OwnMembers,
    ValueList<string> TakenNames
);

/// <summary>A parameter of <c>Define</c>, which <c>Create</c> takes as well.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as code writes it.</param>
/// <param name="Default">Its default value, as code writes it; empty when it has none.</param>
internal sealed record DefineParameter(string Name, string Type, string Default);
