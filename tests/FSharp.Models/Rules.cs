using System.Numerics;
using Pullback.Optimizers;

namespace FSharpModels;

/// <summary>An update rule of a user's own: steps by a running mean that starts at a value and remembers the start.</summary>
[UpdateRule]
public sealed partial record PulledBack : IGradientTransformation
{
    public Schedule Decay { get; init; } = 0.9;

    public double Pull { get; init; } = 1e-3;

    private (double Decay, double Share, double Pull) Coefficients(long step) => (Decay.At(step), 1 - Decay.At(step), Pull);

    private static (T Update, T Mean, T Start) Rule<T>(
        T gradient,
        T parameter,
        T mean,
        [StartsAt] T start,
        T decay,
        T share,
        T pull
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T next = decay * mean + share * gradient;
        return (next + pull * (parameter - start), next, start);
    }
}

/// <summary>A chain of a user's own as one loop over memory.</summary>
[FusedOptimizer]
public static partial class ClippedDescent
{
    static IGradientTransformation Define(Schedule learningRate) =>
        Chain.Of(new ClipByGlobalNorm(1.0), new ScaleByAdam(), new ScaleByLearningRate(learningRate));
}
