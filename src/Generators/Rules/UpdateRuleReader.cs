using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Formulas;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Reads an [UpdateRule] record into its model: the stage that generator and analyzer share.</summary>
internal static class UpdateRuleReader
{
    /// <summary>Reads the record.</summary>
    /// <returns>The model; <see langword="null"/> when there is nothing that members could be added to or made from.</returns>
    public static UpdateRuleModel? Read(
        INamedTypeSymbol type,
        Compilation compilation,
        DiagnosticBag bag,
        CancellationToken cancellation
    )
    {
        bool canBeExtended = RuleTypes.CheckRecord(type, "UpdateRule", RuleDiagnostics.NotARuleRecord, bag, cancellation);
        CheckMask(type, bag);
        RuleMethod? rule = RuleMethod.Read(type, bag);
        CoefficientsMethod coefficients = CoefficientsMethod.Read(type, bag);
        RuleSignature? signature = rule is null ? null : RuleBinder.Bind(type, rule, coefficients, bag);
        if (rule is null || signature is null)
        {
            return canBeExtended ? Broken(type, compilation) : null;
        }
        FormulaModel? formula = FormulaReader.Read(rule.Method, compilation, bag, cancellation);
        EquatableArray<SlotStart> starts = StartsAtReader.ReadSlots(type, rule, signature, bag);
        EquatableArray<double> scalarStarts = StartsAtReader.ReadScalars(coefficients, bag);
        return !canBeExtended
            ? null
            : new UpdateRuleModel(
                DeclaredType.Read(type),
                signature,
                starts,
                scalarStarts,
                new CoefficientMembers(
                    coefficients.Method is not null,
                    coefficients.IsTuple,
                    coefficients.Members,
                    (coefficients.Method?.Parameters.Select(parameter => parameter.Name) ?? []).ToEquatableArray()
                ),
                SettingModel.Read(type),
                RuleTypes.OwnMembers(type),
                formula,
                ShortNames.TakenIn(type, compilation)
            );
    }

    /// <summary>A record that keeps its promise to be a transformation, so that the mistake in its rule is the only error of the build.</summary>
    private static UpdateRuleModel Broken(INamedTypeSymbol type, Compilation compilation) =>
        new(
            DeclaredType.Read(type),
            null,
            EquatableArray<SlotStart>.Empty,
            EquatableArray<double>.Empty,
            new CoefficientMembers(false, false, EquatableArray<string>.Empty, EquatableArray<string>.Empty),
            SettingModel.Read(type),
            RuleTypes.OwnMembers(type),
            null,
            ShortNames.TakenIn(type, compilation)
        );

    /// <summary>The signature of a rule that is declared in source, or of one of a referenced assembly; <see langword="null"/> for a type that is no rule.</summary>
    public static RuleSignature? ReadSignature(INamedTypeSymbol type)
    {
        if (RuleSignature.FromMetadata(type) is { } known)
        {
            return known;
        }
        if (!RuleTypes.HasAttribute(type, KnownNames.UpdateRuleAttribute) || type.DeclaringSyntaxReferences.Length == 0)
        {
            return null;
        }
        var ignored = new DiagnosticBag();
        return RuleMethod.Read(type, ignored) is { } rule
            ? RuleBinder.Bind(type, rule, CoefficientsMethod.Read(type, ignored), ignored)
            : null;
    }

    private static void CheckMask(INamedTypeSymbol type, DiagnosticBag bag)
    {
        if (type.GetMembers(RuleNames.Where).FirstOrDefault() is { } mask && !RuleSignature.HasMask(type))
        {
            bag.Report(RuleDiagnostics.WrongMask, mask.Locations.FirstOrDefault(), type.Name);
        }
    }
}
