using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Binds the arguments of a rule by their names: what is given, slots, coefficients.</summary>
internal static class RuleBinder
{
    /// <summary>Binds them, or says which name means nothing, or too much.</summary>
    public static RuleSignature? Bind(INamedTypeSymbol type, RuleMethod rule, CoefficientsMethod coefficients, DiagnosticBag bag)
    {
        if (coefficients.IsBroken)
        {
            return null;
        }
        List<string> members = [.. coefficients.Members.Select(RuleNames.Camel)];
        if (coefficients is { Method: not null, IsTuple: false })
        {
            // A single number has no name of its own: it is the one argument that is nothing else.
            List<string> open = [.. rule.Arguments.Where(argument => !RuleNames.IsGiven(argument) && !rule.Slots.Has(argument))];
            if (open.Count != 1)
            {
                bag.Report(
                    RuleDiagnostics.WrongCoefficients,
                    coefficients.Method.Locations.FirstOrDefault(),
                    type.Name,
                    $"returns a single number, but Rule has {Literals.Int32(open.Count)} arguments that could be it"
                );
                return null;
            }
            members = open;
        }
        bool isBound = CheckNames(type, rule, members, bag);
        foreach (IParameterSymbol parameter in rule.Method.Parameters)
        {
            if (!RuleNames.IsGiven(parameter.Name) && !rule.Slots.Has(parameter.Name) && !members.Contains(parameter.Name))
            {
                bag.Report(
                    RuleDiagnostics.UnknownArgument,
                    parameter.Locations.FirstOrDefault(),
                    parameter.Name,
                    type.Name,
                    RuleNames.Pascal(parameter.Name)
                );
                isBound = false;
            }
        }
        ReportUnused(type, rule, coefficients, members, bag);
        return !isBound
            ? null
            : new RuleSignature(
                type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                type.Name,
                rule.Arguments,
                rule.Slots,
                coefficients.Scalars,
                members.Where(member => rule.Arguments.Has(member)).ToEquatableArray(),
                coefficients.TakesNorm,
                RuleSignature.HasMask(type)
            );
    }

    private static bool CheckNames(INamedTypeSymbol type, RuleMethod rule, List<string> members, DiagnosticBag bag)
    {
        bool isBound = true;
        Location? place = rule.Method.Locations.FirstOrDefault();
        foreach (string slot in rule.Slots)
        {
            if (
                RuleNames.IsGiven(slot)
                || members.Contains(slot)
                || slot is "update" or "step" or "tensors" or "scalars" or "slot" or "number"
            )
            {
                bag.Report(RuleDiagnostics.NameTakenTwice, place, RuleNames.Pascal(slot), type.Name);
                isBound = false;
            }
            else if (!rule.Arguments.Has(slot))
            {
                bag.Report(RuleDiagnostics.ResultWithoutSlot, place, RuleNames.Pascal(slot), type.Name, slot);
                isBound = false;
            }
        }
        foreach (string member in members.Where(RuleNames.IsGiven))
        {
            bag.Report(RuleDiagnostics.NameTakenTwice, place, RuleNames.Pascal(member), type.Name);
            isBound = false;
        }
        return isBound;
    }

    private static void ReportUnused(
        INamedTypeSymbol type,
        RuleMethod rule,
        CoefficientsMethod coefficients,
        List<string> members,
        DiagnosticBag bag
    )
    {
        foreach (string member in members)
        {
            if (!rule.Arguments.Has(member) && !coefficients.Scalars.Has(member))
            {
                bag.Report(
                    RuleDiagnostics.UnusedCoefficient,
                    coefficients.Method?.Locations.FirstOrDefault(),
                    RuleNames.Pascal(member),
                    type.Name,
                    member
                );
            }
        }
    }
}
