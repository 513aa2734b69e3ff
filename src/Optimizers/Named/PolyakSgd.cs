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
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1.0);

    [ExposesSettings]
    private ScaleByPolyak Direction { get; init; } = new();

    private Chain Define() => Chain.Of(Direction, Rate);
}
