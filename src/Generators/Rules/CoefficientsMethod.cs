using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>A method of a rule that computes numbers of a step: <c>Coefficients</c> and its relatives, with a signature that has been checked; it may be missing.</summary>
/// <param name="Method">The method, or <see langword="null"/>.</param>
/// <param name="IsTuple">Whether it returns a tuple, or a single number.</param>
/// <param name="Members">The names of the tuple's members; of a single number, none.</param>
/// <param name="Kept">The parameters that are numbers that the state keeps.</param>
/// <param name="Parameters">All parameters, the step first.</param>
/// <param name="IsBroken">Whether there is one that could not be read, so that nothing can be said about names.</param>
internal sealed record CoefficientsMethod(
    IMethodSymbol? Method,
    bool IsTuple,
    EquatableArray<string> Members,
    EquatableArray<string> Kept,
    EquatableArray<string> Parameters,
    bool IsBroken = false
)
{
    private static CoefficientsMethod None { get; } =
        new(null, false, EquatableArray<string>.Empty, EquatableArray<string>.Empty, EquatableArray<string>.Empty);

    public bool Takes(string name) => Parameters.Has(name);

    /// <summary>The members in camel case: the names of the arguments that they become.</summary>
    public IEnumerable<string> Names => Members.Select(RuleNames.Camel);

    /// <summary>Reads the method of a name.</summary>
    /// <param name="type">The rule.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="isGiven">Which parameters it is given; all others are numbers that the state keeps.</param>
    /// <param name="returnsKept">Whether it returns their next values.</param>
    /// <param name="bag">Where mistakes go.</param>
    public static CoefficientsMethod Read(
        INamedTypeSymbol type,
        string name,
        Func<string, bool> isGiven,
        bool returnsKept,
        DiagnosticBag bag
    )
    {
        List<IMethodSymbol> methods =
        [
            .. type.GetMembers(name).OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary),
        ];
        if (methods.Count == 0)
        {
            return None;
        }
        IMethodSymbol method = methods[0];
        List<IParameterSymbol> kept = [.. method.Parameters.Skip(1).Where(parameter => !isGiven(parameter.Name))];
        string? problem = methods.Count > 1 ? "exists more than once" : Problem(method, returnsKept ? kept : []);
        if (problem is not null)
        {
            bag.Report(RuleDiagnostics.WrongCoefficients, method.Locations.FirstOrDefault(), type.Name, problem, name);
            return None with { IsBroken = true };
        }
        bool isTuple = method.ReturnType.SpecialType != SpecialType.System_Double;
        return new CoefficientsMethod(
            method,
            isTuple,
            isTuple
                ? ((INamedTypeSymbol)method.ReturnType).TupleElements.Select(element => element.Name).ToEquatableArray()
                : EquatableArray<string>.Empty,
            kept.Select(parameter => parameter.Name).ToEquatableArray(),
            method.Parameters.Select(parameter => parameter.Name).ToEquatableArray()
        );
    }

    /// <summary>Whether it is the tensor that coefficients are for: the one parameter that is no number.</summary>
    private static bool IsTensor(IParameterSymbol parameter) =>
        parameter is { Name: RuleNames.Tensor, ContainingSymbol.Name: RuleNames.TensorCoefficients };

    private static bool HasTensorType(IParameterSymbol parameter) => parameter.Type.ToDisplayString() == RuleNames.TensorSlot;

    private static string? Problem(IMethodSymbol method, List<IParameterSymbol> kept)
    {
        if (method.IsStatic || method.TypeParameters.Length > 0)
        {
            return "is static or generic";
        }
        if (method.Parameters.Length == 0 || method.Parameters[0].Type.SpecialType != SpecialType.System_Int64)
        {
            return "does not take the step, a long, as its first parameter";
        }
        if (
            method
                .Parameters.Skip(1)
                .FirstOrDefault(parameter =>
                    parameter.RefKind != RefKind.None
                    || (IsTensor(parameter) ? !HasTensorType(parameter) : parameter.Type.SpecialType != SpecialType.System_Double)
                ) is
            { } wrong
        )
        {
            return $"has the parameter '{wrong.Name}', which is not a plain {(IsTensor(wrong) ? "TensorSlot" : "double")}";
        }
        if (method.ReturnType.SpecialType == SpecialType.System_Double)
        {
            return kept.Count == 0
                ? null
                : $"has the parameter '{kept[0].Name}', which is neither given nor a sum, so it is a number that the state keeps; but it does not return a tuple with the next value";
        }
        if (
            method.ReturnType is not INamedTypeSymbol { IsTupleType: true } tuple
            || tuple.TupleElements.Any(element =>
                element.Type.SpecialType != SpecialType.System_Double || !element.IsExplicitlyNamedTupleElement
            )
        )
        {
            return "returns neither a double nor a tuple of named doubles";
        }
        IParameterSymbol? lost = kept.FirstOrDefault(parameter =>
            !tuple.TupleElements.Any(element => RuleNames.Camel(element.Name) == parameter.Name)
        );
        return lost is null
            ? null
            : $"keeps '{lost.Name}' in the state but returns no {RuleNames.Pascal(lost.Name)} with its next value";
    }
}
