using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Multiplies by the negated learning rate: the one place where gradients become steps downhill.</summary>
/// <remarks>
/// <para><c>u = −α g</c>.</para>
/// <para>The last element of an optimizer's chain. Updates are added to the parameters, so without it a chain would climb.</para>
/// <para>Differences: none; as Optax's <c>scale_by_learning_rate</c>.</para>
/// <para>A. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", 1847.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByLearningRate : IGradientTransformation
{
    /// <summary>Scales by a learning rate.</summary>
    /// <param name="learningRate">The learning rate α; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is constant, and not finite or negative.</exception>
    public ScaleByLearningRate(Schedule learningRate) => LearningRate = learningRate;

    /// <summary>The learning rate α.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant, and not finite or negative.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; }

    private double Coefficients(long step) => -LearningRate.At(step);

    private static T Rule<T>(T gradient, T negatedRate)
        where T : unmanaged, IFloatingPointIeee754<T> => negatedRate * gradient;
}
