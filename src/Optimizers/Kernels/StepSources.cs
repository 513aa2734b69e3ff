using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>What comes into a step, after it has been checked.</summary>
internal readonly ref struct StepSources<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private StepSources(TensorSet<T> gradients, TensorSet<T> parameters, TensorSet<T>? curvature, double loss, double metric)
    {
        // Rules that take a curvature but do not look at it in this step read something: what comes in is of the same layout.
        Incoming = gradients.Span;
        Parameters = parameters.Span;
        CurvatureSet = curvature;
        Curvature = curvature is null ? Incoming : curvature.Span;
        Loss = loss;
        Metric = metric;
    }

    public ReadOnlySpan<T> Incoming { get; }

    public ReadOnlySpan<T> Parameters { get; }

    /// <summary>The set that owns the curvature; null when nobody needs it in this step.</summary>
    public TensorSet<T>? CurvatureSet { get; }

    /// <summary>The curvature, or what stands in its place when nobody needs it in this step.</summary>
    public ReadOnlySpan<T> Curvature { get; }

    public double Loss { get; }

    public double Metric { get; }

    /// <summary>Takes what the rules of a plan need in a step.</summary>
    /// <exception cref="InvalidOperationException">Something that a rule needs was not given.</exception>
    /// <exception cref="ArgumentException">The curvature has another layout.</exception>
    public static StepSources<T> Of(
        RulePlan plan,
        long step,
        TensorSet<T> gradients,
        TensorSet<T> parameters,
        StepInputs<T>? inputs
    )
    {
        double loss = 0;
        double metric = 0;
        TensorSet<T>? curvature = null;
        foreach (IUpdateRule rule in plan.Sequence.Rules)
        {
            RuleDescription description = rule.Description;
            loss = description.NeedsLoss ? StepInputs<T>.RequireLoss(inputs, description.Name) : loss;
            metric = description.NeedsMetric ? StepInputs<T>.RequireMetric(inputs, description.Name) : metric;
            if (description.NeedsCurvature && rule.NeedsCurvatureAt(step))
            {
                curvature = StepInputs<T>.RequireCurvature(inputs, description.Name);
                Throw.IfLayoutDiffers(curvature.Layout, parameters.Layout, nameof(StepInputs<T>.Curvature));
            }
        }

        return new StepSources<T>(gradients, parameters, curvature, loss, metric);
    }
}
