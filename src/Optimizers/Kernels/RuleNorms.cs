using System.Buffers;
using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>The first pass of rules that need a norm of what comes in. Its arrays are rented, so that a step allocates nothing for many tensors.</summary>
internal readonly ref struct RuleNorms<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[]? _rented;

    private RuleNorms(double global, T[]? rented, int count)
    {
        Global = global;
        _rented = rented;
        ByTensor = rented.AsSpan(0, count);
    }

    /// <summary>The norm of all that comes in, in double precision; 0 when nobody needs it.</summary>
    public double Global { get; }

    /// <summary>The norm of each tensor of the layout; empty when nobody needs them.</summary>
    public ReadOnlySpan<T> ByTensor { get; }

    /// <summary>
    /// Computes the norms that the first rule wants, and writes the global one to its place among the coefficients when the lane takes it. The global norm is
    /// the norm of the tensors' norms: one definition, whether all tensors take part or some are frozen.
    /// </summary>
    public static RuleNorms<T> Compute(RulePlan plan, TensorSet<T> incoming, Span<T> coefficients, int degree)
    {
        if (plan.Sequence.Rules.Count == 0 || !plan.Sequence.Rules[0].Description.NeedsNorm)
        {
            return default;
        }

        RuleDescription rule = plan.Sequence.Rules[0].Description;
        double[] rented = ArrayPool<double>.Shared.Rent(plan.NormTensors.Length);
        try
        {
            Span<double> norms = rented.AsSpan(0, plan.NormTensors.Length);
            for (int i = 0; i < norms.Length; i++)
            {
                norms[i] = Reduction.Norm(incoming.Slot(plan.NormTensors[i]), degree);
            }

            double global = rule.NeedsGlobalNorm ? Reduction.Norm<double>(norms) : 0;
            if (rule.TakesGlobalNorm)
            {
                coefficients[rule.Coefficients.Count] = T.CreateTruncating(global);
            }

            return rule.NeedsSlotNorm ? Spread(plan, global, norms) : new RuleNorms<T>(global, null, 0);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>Gives the array back.</summary>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<T>.Shared.Return(_rented);
        }
    }

    private static RuleNorms<T> Spread(RulePlan plan, double global, ReadOnlySpan<double> norms)
    {
        int count = plan.Layout.Slots.Count;
        T[] byTensor = ArrayPool<T>.Shared.Rent(count);
        for (int i = 0; i < norms.Length; i++)
        {
            byTensor[plan.NormTensors[i]] = T.CreateTruncating(norms[i]);
        }

        return new RuleNorms<T>(global, byTensor, count);
    }
}
