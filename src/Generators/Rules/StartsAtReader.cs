using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Reads where slots and numbers of a rule start.</summary>
internal static class StartsAtReader
{
    /// <summary>The start of each slot, in the order of the slots.</summary>
    public static EquatableArray<SlotStart> ReadSlots(
        INamedTypeSymbol type,
        RuleMethod rule,
        RuleSignature signature,
        DiagnosticBag bag
    )
    {
        foreach (IParameterSymbol parameter in rule.Method.Parameters)
        {
            if (Find(parameter) is not null && signature.SlotOf(parameter.Name) < 0)
            {
                bag.Report(
                    RuleDiagnostics.WrongStart,
                    parameter.Locations.FirstOrDefault(),
                    parameter.Name,
                    "is not kept in the state, so it has no start"
                );
            }
        }
        return signature
            .Slots.Select(slot => Read(type, rule.Method.Parameters.First(parameter => parameter.Name == slot), bag))
            .ToEquatableArray();
    }

    /// <summary>The start of each number.</summary>
    public static EquatableArray<SlotStart> ReadScalars(
        INamedTypeSymbol type,
        CoefficientsMethod coefficients,
        DiagnosticBag bag
    ) =>
        coefficients
            .Kept.Select(name => coefficients.Method!.Parameters.First(parameter => parameter.Name == name))
            .Select(parameter =>
            {
                SlotStart start = Read(type, parameter, bag);
                if (!start.IsParameter)
                {
                    return start;
                }
                bag.Report(
                    RuleDiagnostics.WrongStart,
                    parameter.Locations.FirstOrDefault(),
                    parameter.Name,
                    "is a number, which starts at a value or at a property"
                );
                return SlotStart.Zero;
            })
            .ToEquatableArray();

    private static SlotStart Read(INamedTypeSymbol type, IParameterSymbol parameter, DiagnosticBag bag)
    {
        if (Find(parameter) is not { } attribute)
        {
            return SlotStart.Zero;
        }
        if (attribute.ConstructorArguments.Length == 0)
        {
            return new SlotStart(null, null);
        }
        if (attribute.ConstructorArguments[0].Value is double value)
        {
            return new SlotStart(value, null);
        }
        string property = attribute.ConstructorArguments[0].Value as string ?? string.Empty;
        if (
            type.GetMembers(property)
                .OfType<IPropertySymbol>()
                .Any(candidate =>
                    candidate is { IsIndexer: false, GetMethod: not null, Type.SpecialType: SpecialType.System_Double }
                )
        )
        {
            return new SlotStart(null, property);
        }
        bag.Report(
            RuleDiagnostics.WrongStart,
            parameter.Locations.FirstOrDefault(),
            parameter.Name,
            $"starts at '{property}', which is not a property of type double"
        );
        return SlotStart.Zero;
    }

    private static AttributeData? Find(IParameterSymbol parameter) =>
        parameter.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == RuleNames.StartsAt);
}
