using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>The method <c>Sums</c> of a rule, with a signature that has been checked; it may be missing.</summary>
/// <param name="Method">The method, or <see langword="null"/>.</param>
/// <param name="Arguments">The names of its parameters.</param>
/// <param name="Names">The names, in camel case, of the sums.</param>
/// <param name="IsBroken">Whether there is one that could not be read.</param>
internal sealed record SumsMethod(
    IMethodSymbol? Method,
    EquatableArray<string> Arguments,
    EquatableArray<string> Names,
    bool IsBroken = false
)
{
    private static SumsMethod None { get; } = new(null, EquatableArray<string>.Empty, EquatableArray<string>.Empty);

    public static SumsMethod Read(INamedTypeSymbol type, DiagnosticBag bag)
    {
        List<IMethodSymbol> methods =
        [
            .. type.GetMembers(RuleNames.Sums).OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary),
        ];
        if (methods.Count == 0)
        {
            return None;
        }
        IMethodSymbol sums = methods[0];
        string? problem =
            methods.Count > 1 ? "exists more than once"
            : ElementMethod.Problem(sums) is { } wrong ? wrong
            : ElementMethod.LacksNames(sums) ? "returns a tuple with a member without a name"
            : null;
        if (problem is not null)
        {
            bag.Report(RuleDiagnostics.WrongSums, sums.Locations.FirstOrDefault(), type.Name, problem);
            return None with { IsBroken = true };
        }
        List<string> names = [.. ElementMethod.Elements(sums).Select(element => RuleNames.Camel(element.Name))];
        return new SumsMethod(
            sums,
            sums.Parameters.Select(parameter => parameter.Name).ToEquatableArray(),
            (names.Count == 0 ? [RuleNames.Sum] : names).ToEquatableArray()
        );
    }
}
