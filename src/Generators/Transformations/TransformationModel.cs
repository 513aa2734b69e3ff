using Pullback.Generators.Infrastructure;
using Pullback.Generators.Rules;
using Pullback.Graphs;

namespace Pullback.Generators.Transformations;

/// <summary>Everything that is emitted for one [TensorRule] or [ComposedOptimizer] record follows from this value.</summary>
/// <remarks>Strings and equatable sequences only: no symbol, syntax node or location may ever be added, or nothing is cached.</remarks>
/// <param name="Type">The record.</param>
/// <param name="IsComposed">Whether its <c>Define</c> says what it does; else the engine of rules over whole tensors runs it.</param>
/// <param name="Kept">The names of the tensor sets that its state keeps.</param>
/// <param name="Settings">Its hyperparameters.</param>
/// <param name="OwnMembers">Members that its author wrote and the generator therefore does not.</param>
/// <param name="TakenNames">The short names that mean something else where the type stands.</param>
internal sealed record TransformationModel(
    DeclaredType Type,
    bool IsComposed,
    EquatableArray<string> Kept,
    EquatableArray<SettingModel> Settings,
    EquatableArray<string> OwnMembers,
    ValueList<string> TakenNames
)
{
    /// <summary>The attribute, as the heading of the file says it.</summary>
    public string Attribute => IsComposed ? "ComposedOptimizer" : "TensorRule";
}
