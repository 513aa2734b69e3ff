using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;

namespace Pullback.Generators.Rules;

/// <summary>The methods of a rule, with signatures that have been checked; all but <c>Rule</c> may be missing.</summary>
/// <param name="Rule">The formula of an element.</param>
/// <param name="Sums">The terms that are summed before the pass.</param>
/// <param name="Coefficients">What is the same for all elements.</param>
/// <param name="TensorCoefficients">What is the same for all elements of a tensor.</param>
/// <param name="SumCoefficients">What the sums need.</param>
internal sealed record RuleMethods(
    RuleMethod Rule,
    SumsMethod Sums,
    CoefficientsMethod Coefficients,
    CoefficientsMethod TensorCoefficients,
    CoefficientsMethod SumCoefficients
)
{
    /// <summary>Reads them; <see langword="null"/>, with the reason, when one can't be read.</summary>
    public static RuleMethods? Read(INamedTypeSymbol type, DiagnosticBag bag)
    {
        RuleMethod? rule = RuleMethod.Read(type, bag);
        SumsMethod sums = SumsMethod.Read(type, bag);
        if (sums.IsBroken)
        {
            // Without the sums' names, arguments of the other methods would be taken for numbers of the state: one mistake, one error.
            return null;
        }
        CoefficientsMethod coefficients = CoefficientsMethod.Read(
            type,
            RuleNames.Coefficients,
            name => name is RuleNames.GlobalNorm or RuleNames.Loss or RuleNames.Metric || sums.Names.Has(name),
            returnsKept: true,
            bag
        );
        CoefficientsMethod ofTensor = CoefficientsMethod.Read(
            type,
            RuleNames.TensorCoefficients,
            name =>
                name is RuleNames.GlobalNorm or RuleNames.SlotNorm or RuleNames.ElementCount or RuleNames.Tensor
                || sums.Names.Has(name),
            returnsKept: true,
            bag
        );
        CoefficientsMethod ofSums = CoefficientsMethod.Read(type, RuleNames.SumCoefficients, _ => false, returnsKept: false, bag);
        return rule is null || coefficients.IsBroken || ofTensor.IsBroken || ofSums.IsBroken
            ? null
            : new RuleMethods(rule, sums, coefficients, ofTensor, ofSums);
    }
}
