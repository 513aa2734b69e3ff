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
        if (!canBeExtended && RuleTypes.CanStandIn(type, "UpdateRule", cancellation))
        {
            return Broken(type, compilation);
        }
        if (canBeExtended && !LanguageCheck.Check(type, bag))
        {
            return Old(Broken(type, compilation));
        }
        RuleMethods? methods = RuleMethods.Read(type, bag);
        RuleSignature? signature = methods is null ? null : RuleBinder.Bind(type, methods, bag);
        if (methods is null || signature is null)
        {
            return canBeExtended ? Broken(type, compilation) : null;
        }
        FormulaModel? formula = FormulaReader.Read(methods.Rule.Method, compilation, bag, cancellation);
        FormulaModel? sums = methods.Sums.Method is { } method
            ? FormulaReader.Read(method, compilation, bag, cancellation)
            : null;
        EquatableArray<SlotStart> starts = StartsAtReader.ReadSlots(type, methods.Rule, signature, bag);
        EquatableArray<SlotStart> scalarStarts = StartsAtReader.ReadScalars(type, methods.Coefficients, bag);
        EquatableArray<SlotStart> tensorStarts = StartsAtReader.ReadScalars(type, methods.TensorCoefficients, bag);
        bool isFree = EmittedMembers.CheckRule(type, signature, bag);
        return !canBeExtended ? null
            : !isFree ? Broken(type, compilation)
            : new UpdateRuleModel(
                DeclaredType.Read(type),
                signature,
                starts,
                scalarStarts,
                tensorStarts,
                CoefficientMembers.Of(methods.Coefficients),
                CoefficientMembers.Of(methods.TensorCoefficients),
                CoefficientMembers.Of(methods.SumCoefficients),
                SettingModel.Read(type),
                EmittedMembers.Own(type, compilation),
                formula,
                sums,
                ShortNames.TakenIn(type, compilation)
            );
    }

    /// <summary>Partial properties are left to the compiler, which says that they have one part only.</summary>
    private static UpdateRuleModel Old(UpdateRuleModel model) =>
        model with
        {
            Settings = SettingModel.WithoutParts(model.Settings),
        };

    /// <summary>A record that keeps its promise to be a transformation, so that the mistake in its rule is the only error of the build.</summary>
    private static UpdateRuleModel Broken(INamedTypeSymbol type, Compilation compilation) =>
        new(
            DeclaredType.Read(type),
            null,
            EquatableArray<SlotStart>.Empty,
            EquatableArray<SlotStart>.Empty,
            EquatableArray<SlotStart>.Empty,
            CoefficientMembers.None,
            CoefficientMembers.None,
            CoefficientMembers.None,
            SettingModel.Read(type),
            EmittedMembers.Own(type, compilation),
            null,
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
        return RuleMethods.Read(type, ignored) is { } methods ? RuleBinder.Bind(type, methods, ignored) : null;
    }

    /// <summary>Whether a rule gets its lane: always in a referenced assembly, in source only where nothing is wrong with the record.</summary>
    public static bool IsEmitted(INamedTypeSymbol type, RuleSignature signature, CancellationToken cancellation)
    {
        if (RuleSignature.FromMetadata(type) is not null)
        {
            return true;
        }
        var ignored = new DiagnosticBag();
        return RuleTypes.CheckRecord(type, "UpdateRule", RuleDiagnostics.NotARuleRecord, ignored, cancellation)
            && EmittedMembers.CheckRule(type, signature, ignored)
            && LanguageCheck.Check(type, ignored);
    }

    private static void CheckMask(INamedTypeSymbol type, DiagnosticBag bag)
    {
        if (type.GetMembers(RuleNames.Where).FirstOrDefault() is { } mask && !RuleSignature.HasMask(type))
        {
            bag.Report(RuleDiagnostics.WrongMask, mask.Locations.FirstOrDefault(), type.Name);
        }
    }
}
