namespace Pullback.Optimizers;

/// <summary>Optimistic gradient descent: each step takes back part of the last one, so that games converge in which plain descent circles.</summary>
/// <remarks>
/// <para><c>p ← p − α ((a + b) g − b g_before)</c>; in the first step the gradient before is the gradient. With a = b = 1 it is <c>p ← p − 2 α g + α g_before</c>.</para>
/// <para>Differences: none; as Optax's <c>optimistic_gradient_descent</c>.</para>
/// <para>C. Daskalakis, A. Ilyas, V. Syrgkanis, H. Zeng, "Training GANs with Optimism", ICLR 2018.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record OptimisticGradientDescent : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-2);

    [ExposesSettings]
    private ScaleByOptimism Direction { get; init; } = new();

    private Chain Define() => Chain.Of(Direction, Rate);
}
