using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;
using Pullback.Generators.Rules;

namespace Pullback.Generators.Transformations;

/// <summary>Reads a [TensorRule] or [ComposedOptimizer] record into its model.</summary>
/// <remarks>
/// Both attributes are internal to the library. A record that nothing can be added to is left alone: the compiler then says which members of
/// its interface are missing.
/// </remarks>
internal static class TransformationReader
{
    public static TransformationModel? Read(
        INamedTypeSymbol type,
        AttributeData attribute,
        bool isComposed,
        Compilation compilation,
        CancellationToken cancellation
    ) =>
        RuleTypes.CheckRecord(
            type,
            attribute.AttributeClass!.Name,
            RuleDiagnostics.NotAFusedType,
            new DiagnosticBag(),
            cancellation
        )
            ? new TransformationModel(
                DeclaredType.Read(type),
                isComposed,
                Kept(attribute),
                SettingModel.Read(type),
                EmittedMembers.Own(type, compilation),
                ShortNames.TakenIn(type, compilation)
            )
            : null;

    private static EquatableArray<string> Kept(AttributeData attribute) =>
        attribute
            .ConstructorArguments.Where(argument => argument.Kind == TypedConstantKind.Array && !argument.IsNull)
            .SelectMany(argument => argument.Values)
            .Select(value => value.Value as string ?? string.Empty)
            .Where(name => name.Length > 0)
            .ToEquatableArray();
}
