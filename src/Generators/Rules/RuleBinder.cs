using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Binds the arguments of a rule and of its sums by their names: what is given, slots, coefficients.</summary>
internal sealed class RuleBinder
{
    private readonly INamedTypeSymbol _type;
    private readonly RuleMethods _methods;
    private readonly DiagnosticBag _bag;
    private bool _isBound = true;

    private RuleBinder(INamedTypeSymbol type, RuleMethods methods, DiagnosticBag bag)
    {
        _type = type;
        _methods = methods;
        _bag = bag;
    }

    /// <summary>Binds them, or says which name means nothing, or too much.</summary>
    public static RuleSignature? Bind(INamedTypeSymbol type, RuleMethods methods, DiagnosticBag bag) =>
        new RuleBinder(type, methods, bag).Bind();

    private EquatableArray<string> Slots => _methods.Rule.Slots;

    private RuleSignature? Bind()
    {
        (CoefficientsMethod coefficients, CoefficientsMethod ofTensor) = (_methods.Coefficients, _methods.TensorCoefficients);
        List<string> known = [.. coefficients.Names, .. ofTensor.Names];
        List<string> open =
        [
            .. _methods.Rule.Arguments.Where(name => !RuleNames.IsGiven(name) && !Slots.Has(name) && !known.Contains(name)),
        ];
        List<string> openInSums =
        [
            .. _methods.Sums.Arguments.Where(name =>
                !RuleNames.IsElement(name)
                && !Slots.Has(name)
                && !_methods.SumCoefficients.Names.Contains(name, StringComparer.Ordinal)
            ),
        ];
        List<string>? members = NamesOf(coefficients, RuleNames.Coefficients, open, RuleNames.Rule);
        List<string>? tensorMembers = NamesOf(ofTensor, RuleNames.TensorCoefficients, open, RuleNames.Rule);
        List<string>? sumMembers = NamesOf(_methods.SumCoefficients, RuleNames.SumCoefficients, openInSums, RuleNames.Sums);
        if (members is null || tensorMembers is null || sumMembers is null)
        {
            return null;
        }
        CheckNames(members, tensorMembers, sumMembers);
        CheckArguments(_methods.Rule.Method, RuleNames.IsGiven, [.. members, .. tensorMembers]);
        CheckArguments(_methods.Sums.Method, RuleNames.IsElement, sumMembers);
        CheckSumCoefficients();
        ReportUnused(members, tensorMembers, sumMembers);
        return !_isBound
            ? null
            : new RuleSignature(
                _type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                _type.Name,
                _methods.Rule.Arguments,
                Slots,
                coefficients.Kept,
                members.Where(name => _methods.Rule.Arguments.Has(name)).ToEquatableArray(),
                coefficients.Takes(RuleNames.GlobalNorm),
                RuleSignature.HasMask(_type),
                new SumSignature(_methods.Sums.Arguments, _methods.Sums.Names, sumMembers.ToEquatableArray()),
                new TensorSignature(
                    tensorMembers.Where(name => _methods.Rule.Arguments.Has(name)).ToEquatableArray(),
                    ofTensor.Kept,
                    ofTensor.Takes(RuleNames.SlotNorm) || ofTensor.Takes(RuleNames.GlobalNorm)
                )
            );
    }

    /// <summary>The names of what a method returns. A single number has no name of its own: it is the one argument that is nothing else.</summary>
    private List<string>? NamesOf(CoefficientsMethod method, string name, List<string> open, string user)
    {
        if (method.Method is null || method.IsTuple)
        {
            return [.. method.Names];
        }
        if (open.Count == 1)
        {
            return open;
        }
        _bag.Report(
            RuleDiagnostics.WrongCoefficients,
            method.Method.Locations.FirstOrDefault(),
            _type.Name,
            $"returns a single number, but {user} has {Literals.Int32(open.Count)} arguments that could be it",
            name
        );
        return null;
    }

    private void CheckNames(List<string> members, List<string> tensorMembers, List<string> sumMembers)
    {
        Location? place = _methods.Rule.Method.Locations.FirstOrDefault();
        Location? tensorPlace = _methods.TensorCoefficients.Method?.Locations.FirstOrDefault() ?? place;
        Location? sumsPlace = _methods.Sums.Method?.Locations.FirstOrDefault() ?? place;
        CheckOnce(Slots, place, "Rule returns two members whose names differ in the case of the first letter alone");
        CheckOnce(members, _methods.Coefficients.Method?.Locations.FirstOrDefault(), TwoMembers(RuleNames.Coefficients));
        CheckOnce(tensorMembers, tensorPlace, TwoMembers(RuleNames.TensorCoefficients));
        CheckOnce(sumMembers, _methods.SumCoefficients.Method?.Locations.FirstOrDefault(), TwoMembers(RuleNames.SumCoefficients));
        CheckOnce(_methods.Sums.Names, sumsPlace, TwoMembers(RuleNames.Sums));
        foreach (string slot in Slots)
        {
            if (RuleNames.IsGiven(slot) || slot is "update")
            {
                TakenTwice(slot, place, "as a slot, and for what every rule is given or returns");
            }
            else if (members.Contains(slot) || tensorMembers.Contains(slot) || _methods.TensorCoefficients.Kept.Has(slot))
            {
                TakenTwice(slot, place, "as a slot, and for a coefficient or a number of the state");
            }
            else if (!_methods.Rule.Arguments.Has(slot))
            {
                _bag.Report(RuleDiagnostics.ResultWithoutSlot, place, RuleNames.Pascal(slot), _type.Name, slot);
                _isBound = false;
            }
        }
        foreach (string argument in _methods.Rule.Arguments.Concat(_methods.Sums.Arguments).Where(name => name == "TLane"))
        {
            TakenTwice(argument, place, "as an argument, and for the vector type of what is emitted");
        }
        CheckState(Slots, place);
        CheckState(_methods.TensorCoefficients.Kept, tensorPlace);
        CheckState(_methods.Coefficients.Kept, _methods.Coefficients.Method?.Locations.FirstOrDefault());
        foreach (string member in members.Concat(tensorMembers).Where(RuleNames.IsGiven))
        {
            TakenTwice(member, place, "as a coefficient, and for what every rule is given");
        }
        foreach (string member in tensorMembers.Where(members.Contains))
        {
            TakenTwice(member, tensorPlace, "Coefficients and TensorCoefficients both return it");
        }
        foreach (string member in sumMembers.Where(member => RuleNames.IsElement(member) || Slots.Has(member)))
        {
            TakenTwice(
                member,
                _methods.SumCoefficients.Method?.Locations.FirstOrDefault(),
                "as a coefficient of Sums, and for a slot or what every rule is given"
            );
        }
        foreach (string sum in _methods.Sums.Names)
        {
            if (
                sum
                is RuleNames.GlobalNorm
                    or RuleNames.SlotNorm
                    or RuleNames.ElementCount
                    or RuleNames.Tensor
                    or RuleNames.Loss
                    or RuleNames.Metric
                    or "step"
            )
            {
                TakenTwice(sum, sumsPlace, "as a sum, and for what every Coefficients is given");
            }
        }
    }

    private static string TwoMembers(string method) =>
        $"{method} returns two members whose names differ in the case of the first letter alone";

    private void CheckOnce(IEnumerable<string> names, Location? place, string reason)
    {
        foreach (
            IGrouping<string, string> same in names.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Count() > 1)
        )
        {
            TakenTwice(same.Key, place, reason);
        }
    }

    /// <summary>What the state keeps becomes a property of the state, beside those that every state has.</summary>
    private void CheckState(IEnumerable<string> names, Location? place)
    {
        foreach (string name in names.Where(name => StateMembers.IsTaken(RuleNames.Pascal(name), _type.Name + "State")))
        {
            TakenTwice(name, place, "as something that the state keeps, and for what every state is or has");
        }
    }

    private void TakenTwice(string name, Location? place, string reason)
    {
        _bag.Report(
            RuleDiagnostics.NameTakenTwice,
            place,
            RuleNames.Pascal(name),
            _type.Name,
            reason,
            RuleDiagnostics.ChooseAnotherName
        );
        _isBound = false;
    }

    private void CheckArguments(IMethodSymbol? method, Func<string, bool> isGiven, List<string> members)
    {
        foreach (IParameterSymbol parameter in method?.Parameters ?? [])
        {
            if (!isGiven(parameter.Name) && !Slots.Has(parameter.Name) && !members.Contains(parameter.Name))
            {
                _bag.Report(
                    RuleDiagnostics.UnknownArgument,
                    parameter.Locations.FirstOrDefault(),
                    parameter.Name,
                    _type.Name,
                    RuleNames.Pascal(parameter.Name),
                    method!.Name,
                    method.Name == RuleNames.Sums ? RuleNames.SumCoefficients : RuleNames.Coefficients
                );
                _isBound = false;
            }
        }
    }

    private void CheckSumCoefficients()
    {
        string? lost = _methods.SumCoefficients.Kept.FirstOrDefault(name => !_methods.Coefficients.Kept.Has(name));
        if (lost is not null)
        {
            _bag.Report(
                RuleDiagnostics.WrongCoefficients,
                _methods.SumCoefficients.Method?.Locations.FirstOrDefault(),
                _type.Name,
                $"has the parameter '{lost}', which is not a number that Coefficients keeps in the state",
                RuleNames.SumCoefficients
            );
            _isBound = false;
        }
    }

    private void ReportUnused(List<string> members, List<string> tensorMembers, List<string> sumMembers)
    {
        Report(
            _methods.Coefficients.Method,
            members,
            name => _methods.Rule.Arguments.Has(name) || _methods.Coefficients.Kept.Has(name)
        );
        Report(
            _methods.TensorCoefficients.Method,
            tensorMembers,
            name => _methods.Rule.Arguments.Has(name) || _methods.TensorCoefficients.Kept.Has(name)
        );
        Report(_methods.SumCoefficients.Method, sumMembers, name => _methods.Sums.Arguments.Has(name));
        Report(
            _methods.Sums.Method,
            [.. _methods.Sums.Names],
            name => _methods.Coefficients.Takes(name) || _methods.TensorCoefficients.Takes(name)
        );
    }

    private void Report(IMethodSymbol? method, List<string> names, Func<string, bool> isUsed)
    {
        foreach (string name in names.Where(name => !isUsed(name)))
        {
            _bag.Report(
                RuleDiagnostics.UnusedCoefficient,
                method?.Locations.FirstOrDefault(),
                RuleNames.Pascal(name),
                _type.Name,
                name,
                method?.Name,
                method?.Name switch
                {
                    RuleNames.SumCoefficients => $"{RuleNames.Sums} has no argument",
                    RuleNames.Sums => $"neither {RuleNames.Coefficients} nor {RuleNames.TensorCoefficients} has an argument",
                    _ => $"{RuleNames.Rule} has no argument",
                }
            );
        }
    }
}
