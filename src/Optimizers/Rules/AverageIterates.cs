using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Descent with a slowly falling rate and a decay of the weights, and the average of the iterates from some step on: the step of averaged SGD.</summary>
/// <remarks>
/// <para>
/// <c>p ← p (1 − λ ηₜ) − ηₜ g</c>, with <c>η₁ = α</c> and then <c>ηₜ₊₁ = α / (1 + λ α t)^κ</c>; <c>a ← a + μₜ (p − a)</c>, with <c>μₜ = 1 / max(1, t − 1 − t₀)</c>: up to step
/// t₀ + 2 the average is the last iterate, after it the mean of all later ones. It negates, so it ends a chain.
/// </para>
/// <para>Differences: none; as PyTorch's <c>ASGD</c> without its <c>weight_decay</c>. Optax has no counterpart.</para>
/// <para>B. T. Polyak, A. B. Juditsky, "Acceleration of Stochastic Approximation by Averaging", SIAM J. Control and Optimization 30, 1992, as in PyTorch's <c>ASGD</c>.</para>
/// </remarks>
[UpdateRule]
public sealed partial record AverageIterates : IHasEvaluationParameters
{
    /// <summary>The learning rate α, before it falls; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>How fast the rate falls and the weights decay, λ; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Decay { get; init; } = 1e-4;

    /// <summary>The power κ with which the rate falls; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Power { get; init; } = 0.75;

    /// <summary>The number of steps t₀ after which iterates are averaged; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double AverageAfter { get; init; } = 1e6;

    /// <inheritdoc/>
    /// <remarks>The average a.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        EvaluationPoint.Of(this, parameters, state, "average", (_, average) => average);

    private (double NegatedRate, double Shrinkage, double AverageWeight, double NextRate) Coefficients(long step, double nextRate)
    {
        double given = LearningRate.At(step);
        double rate = step == 0 ? given : nextRate;
        return (
            -rate,
            -Decay * rate,
            1 / Math.Max(1, step - AverageAfter),
            given / Math.Pow(1 + (Decay * given * (step + 1.0)), Power)
        );
    }

    private static (T Update, T Average) Rule<T>(
        T gradient,
        T parameter,
        [StartsAt] T average,
        T negatedRate,
        T shrinkage,
        T averageWeight
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T update = (shrinkage * parameter) + (negatedRate * gradient);
        T next = parameter + update;
        return (update, averageWeight < T.One ? average + (averageWeight * (next - average)) : next);
    }
}
