using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>The method <c>Rule</c> of a rule, with a signature that has been checked.</summary>
/// <param name="Method">The method.</param>
/// <param name="Arguments">The names of its parameters.</param>
/// <param name="Slots">The names, in camel case, of what it returns after the update.</param>
internal sealed record RuleMethod(IMethodSymbol Method, EquatableArray<string> Arguments, EquatableArray<string> Slots)
{
    public static RuleMethod? Read(INamedTypeSymbol type, DiagnosticBag bag)
    {
        List<IMethodSymbol> methods =
        [
            .. type.GetMembers(RuleNames.Rule).OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary),
        ];
        if (methods.Count != 1)
        {
            bag.Report(
                RuleDiagnostics.MissingRule,
                type.Locations.FirstOrDefault(location => location.IsInSource),
                type.Name,
                methods.Count == 0 ? "has no method Rule" : "has more than one method Rule"
            );
            return null;
        }
        IMethodSymbol rule = methods[0];
        if (Problem(rule) is { } problem)
        {
            bag.Report(RuleDiagnostics.MissingRule, rule.Locations.FirstOrDefault(), type.Name, "has a Rule that " + problem);
            return null;
        }
        return new RuleMethod(
            rule,
            rule.Parameters.Select(parameter => parameter.Name).ToEquatableArray(),
            ElementMethod.Elements(rule).Skip(1).Select(element => RuleNames.Camel(element.Name)).ToEquatableArray()
        );
    }

    private static string? Problem(IMethodSymbol rule)
    {
        if (ElementMethod.Problem(rule) is { } problem)
        {
            return problem;
        }
        ImmutableArray<IFieldSymbol> elements = ElementMethod.Elements(rule);
        return elements.Length > 0 && elements[0].Name != RuleNames.Update
                ? $"returns a tuple whose first member is not called {RuleNames.Update}"
            : ElementMethod.LacksNames(rule) ? "returns a tuple with a member without a name"
            : null;
    }
}
