using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>The coefficients of a step: computed in double precision by the rules, rounded once to the element type.</summary>
internal static class RuleCoefficients
{
    private const int StackLength = 32;

    /// <summary>Fills the coefficients of all rules (but not the norms, which follow each rule's own) and returns the next numbers of the state.</summary>
    /// <remarks>A NaN that comes from the norm is that of the gradients, and goes its way like any other; one from a schedule is a mistake.</remarks>
    /// <exception cref="InvalidOperationException">A coefficient is NaN; the message names rule, coefficient and step.</exception>
    public static double[] Compute<T>(RulePlan plan, RuleState<T> state, double globalNorm, Span<T> coefficients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] next = plan.ScalarNames.Length == 0 ? [] : new double[plan.ScalarNames.Length];
        Span<double> stack = stackalloc double[StackLength];
        for (int i = 0; i < plan.Ranges.Length; i++)
        {
            IUpdateRule rule = plan.Sequence.Rules[i];
            RuleRange range = plan.Ranges[i];
            int count = rule.Description.Coefficients.Count;
            Span<double> exact = count <= StackLength ? stack[..count] : new double[count];
            rule.WriteCoefficients(
                state.Step,
                i == 0 ? globalNorm : 0,
                state.Numbers.AsSpan(range.FirstScalar, range.ScalarCount),
                exact,
                next.AsSpan(range.FirstScalar, range.ScalarCount)
            );
            for (int c = 0; c < count; c++)
            {
                coefficients[range.FirstCoefficient + c] =
                    double.IsNaN(exact[c]) && !(i == 0 && double.IsNaN(globalNorm))
                        ? throw NotANumber(rule, rule.Description.Coefficients[c], state.Step)
                        : T.CreateTruncating(exact[c]);
            }
        }

        return next;
    }

    private static InvalidOperationException NotANumber(IUpdateRule rule, string coefficient, long step) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The coefficient {coefficient} of {rule} is NaN at step {step}: check its schedules."
            )
        );
}
