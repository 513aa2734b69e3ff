namespace Pullback.Optimizers;

/// <summary>Gradient descent with Polyak's step, which follows from the loss and the norm of the gradient. Needs the loss.</summary>
/// <remarks>
/// <para><c>p ← p − α min((f − f*) / (‖g‖² + ε), α_max) g</c>, over all tensors together.</para>
/// <para>Differences: none; as Optax's <c>polyak_sgd</c>. PyTorch has no counterpart.</para>
/// <para>
/// B. T. Polyak, "Introduction to Optimization", 1987; N. Loizou et al., "Stochastic Polyak Step-size for SGD: An Adaptive Learning Rate for Fast Convergence",
/// AISTATS 2021.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var optimizer = new PolyakSgd { LeastLoss = 0 };
/// (parameters, state) = optimizer.Step(parameters, gradients, state, new StepInputs&lt;double&gt; { Loss = loss });
/// </code>
/// </example>
[FusedOptimizer]
public sealed partial record PolyakSgd : IGradientTransformation
{
    /// <summary>What Polyak's step is multiplied by, α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1.0;

    /// <summary>The least value of the loss, f*, or a bound below it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    [Finite]
    public partial double LeastLoss { get; init; }

    /// <summary>The largest step α_max; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not positive.</exception>
    [Positive]
    public partial double MaxStep { get; init; } = 1;

    /// <summary>What is added to the square of the norm, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; }

    private Chain Define() =>
        Chain.Of(
            new ScaleByPolyak
            {
                LeastLoss = LeastLoss,
                MaxStep = MaxStep,
                Epsilon = Epsilon,
            },
            new ScaleByLearningRate(LearningRate)
        );
}
