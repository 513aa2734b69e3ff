using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>The first pass of rules that need a norm of what comes in.</summary>
internal static class RuleNorms
{
    /// <summary>
    /// The norm of all that comes in, in double precision (also written to its place among the coefficients, when the lane takes it), and the norm of each
    /// tensor when the rule wants those. The global norm is the norm of the tensors' norms: one definition, whether all tensors take part or some are frozen.
    /// </summary>
    public static (double Global, T[] ByTensor) Compute<T>(RulePlan plan, TensorSet<T> incoming, Span<T> coefficients, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (plan.Sequence.Rules.Count == 0 || !plan.Sequence.Rules[0].Description.NeedsNorm)
        {
            return (0, []);
        }

        RuleDescription rule = plan.Sequence.Rules[0].Description;
        double[] norms = new double[plan.NormTensors.Length];
        for (int i = 0; i < norms.Length; i++)
        {
            norms[i] = Reduction.Norm(incoming.Slot(plan.NormTensors[i]), degree);
        }

        double global = rule.NeedsGlobalNorm ? Reduction.Norm<double>(norms) : 0;
        if (rule.TakesGlobalNorm)
        {
            coefficients[rule.Coefficients.Count] = T.CreateTruncating(global);
        }

        if (!rule.NeedsSlotNorm)
        {
            return (global, []);
        }

        T[] byTensor = new T[plan.Layout.Slots.Count];
        for (int i = 0; i < norms.Length; i++)
        {
            byTensor[plan.NormTensors[i]] = T.CreateTruncating(norms[i]);
        }

        return (global, byTensor);
    }
}
