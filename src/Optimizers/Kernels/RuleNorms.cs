using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>The first pass of rules that need a norm of what comes in.</summary>
internal static class RuleNorms
{
    /// <summary>
    /// Writes the global norm to its place among the coefficients, and returns the norm of each tensor when the rule wants those (else nothing). The
    /// global norm is the norm of the tensors' norms: one definition, whether all tensors take part or some are frozen.
    /// </summary>
    public static T[] Compute<T>(RulePlan plan, TensorSet<T> incoming, Span<T> coefficients, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (plan.Sequence.Rules.Count == 0 || !plan.Sequence.Rules[0].Description.NeedsNorm)
        {
            return [];
        }

        RuleDescription rule = plan.Sequence.Rules[0].Description;
        double[] norms = new double[plan.NormTensors.Length];
        for (int i = 0; i < norms.Length; i++)
        {
            norms[i] = Reduction.Norm(incoming.Slot(plan.NormTensors[i]), degree);
        }

        if (rule.NeedsGlobalNorm)
        {
            coefficients[rule.Coefficients.Count] = T.CreateTruncating(Reduction.Norm<double>(norms));
        }

        if (!rule.NeedsSlotNorm)
        {
            return [];
        }

        T[] byTensor = new T[plan.Layout.Slots.Count];
        for (int i = 0; i < norms.Length; i++)
        {
            byTensor[plan.NormTensors[i]] = T.CreateTruncating(norms[i]);
        }

        return byTensor;
    }
}
