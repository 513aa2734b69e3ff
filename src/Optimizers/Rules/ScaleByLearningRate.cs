using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Multiplies by the negated learning rate, <c>u = −α g</c>: the one place where gradients become steps downhill.</summary>
/// <remarks>The last element of an optimizer's chain. Updates are added to the parameters, so without it a chain would climb.</remarks>
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
