namespace Pullback.Optimizers;

/// <summary>The schedule of the first transformer: up in a line, then down with the root of the step.</summary>
public sealed class NoamSchedule : Schedule
{
    internal NoamSchedule(long modelSize, long warmupSteps, double factor)
    {
        ModelSize = Require.AtLeastOne(modelSize);
        WarmupSteps = Require.AtLeastOne(warmupSteps);
        Factor = Require.Finite(factor);
    }

    /// <summary>The width of the model.</summary>
    public long ModelSize { get; }

    /// <summary>The number of steps on the way up.</summary>
    public long WarmupSteps { get; }

    /// <summary>What all values are multiplied by.</summary>
    public double Factor { get; }

    private protected override double Evaluate(long step)
    {
        double count = step + 1.0;
        return Factor / Math.Sqrt(ModelSize) * Math.Min(1 / Math.Sqrt(count), count * Math.Pow(WarmupSteps, -1.5));
    }

    private protected override SettingsDescription Describe() =>
        new("Noam", ("modelSize", ModelSize), ("warmupSteps", WarmupSteps), ("factor", Factor));
}

public abstract partial class Schedule
{
    /// <summary>
    /// The schedule of the first transformer, <c>factor · modelSize^(−½) · min(n^(−½), n · warmupSteps^(−3/2))</c> with <c>n = t + 1</c>.
    /// </summary>
    /// <param name="modelSize">The width of the model; at least 1.</param>
    /// <param name="warmupSteps">The number of steps on the way up; at least 1. The last of them has the highest value, <c>factor / √(modelSize · warmupSteps)</c>.</param>
    /// <param name="factor">What all values are multiplied by.</param>
    /// <returns>The schedule. For one that is told its peak see <see cref="WarmupInverseSquareRoot"/>.</returns>
    /// <remarks>A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 5.3; named after its author Noam Shazeer.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule Noam(long modelSize, long warmupSteps, double factor = 1) =>
        new NoamSchedule(modelSize, warmupSteps, factor);
}
