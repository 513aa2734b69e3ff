using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Formulas;

/// <summary>Everything that is emitted for one [ElementwiseOp] struct follows from this value.</summary>
/// <remarks>Strings, numbers and equatable sequences only: no symbol, syntax node or location may ever be added, or nothing is cached.</remarks>
/// <param name="Type">The user's struct.</param>
/// <param name="Input">The name of the formula's first parameter.</param>
/// <param name="Constants">The names of its further parameters.</param>
/// <param name="Initialization">The member of <c>Pullback.Ops.Initialization</c>: how a layer before this op draws its weights.</param>
/// <param name="Source">The formula as its author wrote it, where it is short.</param>
/// <param name="HasOutputDerivative">Whether the struct has a <c>DerivativeFromOutput</c>.</param>
/// <param name="Formula">The formula; <see langword="null"/> when it was refused.</param>
/// <param name="OutputDerivative">The derivative from the output; <see langword="null"/> when there is none or it was refused.</param>
/// <param name="Names">How the emitted part writes the types it uses.</param>
internal sealed record ElementwiseOpModel(
    DeclaredType Type,
    string Input,
    EquatableArray<string> Constants,
    string Initialization,
    string Source,
    bool HasOutputDerivative,
    FormulaModel? Formula,
    FormulaModel? OutputDerivative,
    EmittedNames Names
);
