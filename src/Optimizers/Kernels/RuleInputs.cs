namespace Pullback.Optimizers.Kernels;

/// <summary>What the coefficients of a step are made of.</summary>
public readonly ref struct RuleInputs
{
    internal RuleInputs(
        long step,
        double globalNorm,
        double loss,
        double metric,
        ReadOnlySpan<double> sums,
        ReadOnlySpan<double> scalars
    )
    {
        Step = step;
        GlobalNorm = globalNorm;
        Loss = loss;
        Metric = metric;
        Sums = sums;
        Scalars = scalars;
    }

    /// <summary>The number of updates so far.</summary>
    public long Step { get; }

    /// <summary>The norm of all that comes in, when the rule asks for it; else 0.</summary>
    public double GlobalNorm { get; }

    /// <summary>The loss, when the rule asks for it; else 0.</summary>
    public double Loss { get; }

    /// <summary>The metric, when the rule asks for it; else 0.</summary>
    public double Metric { get; }

    /// <summary>The sums over all tensors of the rule.</summary>
    public ReadOnlySpan<double> Sums { get; }

    /// <summary>The numbers that the state keeps.</summary>
    public ReadOnlySpan<double> Scalars { get; }

    /// <summary>Whether something that was measured or kept is NaN or infinite: then coefficients may be NaN.</summary>
    internal bool IsFinite
    {
        get
        {
            bool isFinite = double.IsFinite(GlobalNorm) && double.IsFinite(Loss) && double.IsFinite(Metric);
            foreach (double sum in Sums)
            {
                isFinite &= double.IsFinite(sum);
            }

            foreach (double scalar in Scalars)
            {
                isFinite &= double.IsFinite(scalar);
            }

            return isFinite;
        }
    }
}

/// <summary>What the coefficients of one tensor are made of.</summary>
public readonly ref struct TensorInputs
{
    internal TensorInputs(
        long step,
        double globalNorm,
        double slotNorm,
        TensorSlot tensor,
        ReadOnlySpan<double> sums,
        ReadOnlySpan<double> scalars
    )
    {
        Step = step;
        GlobalNorm = globalNorm;
        SlotNorm = slotNorm;
        Tensor = tensor;
        Sums = sums;
        Scalars = scalars;
    }

    /// <summary>The number of updates so far.</summary>
    public long Step { get; }

    /// <summary>The norm of all that comes in, when the rule asks for it; else 0.</summary>
    public double GlobalNorm { get; }

    /// <summary>The norm of what comes in for this tensor, when the rule asks for it; else 0.</summary>
    public double SlotNorm { get; }

    /// <summary>The tensor.</summary>
    public TensorSlot Tensor { get; }

    /// <summary>The number of elements of the tensor.</summary>
    public double ElementCount => Tensor.Length;

    /// <summary>The sums over the tensor.</summary>
    public ReadOnlySpan<double> Sums { get; }

    /// <summary>The numbers that the state keeps for the tensor.</summary>
    public ReadOnlySpan<double> Scalars { get; }
}
