namespace Pullback.Optimizers;

/// <summary>What Adam's bias correction of both means comes to when it is a factor of the step.</summary>
internal static class StepCorrection
{
    /// <summary><c>√(1 − β₂ᵗ) / (1 − β₁ᵗ)</c>.</summary>
    /// <param name="beta1">The decay rate of the mean.</param>
    /// <param name="beta2">The decay rate of the mean of squares.</param>
    /// <param name="count">How many gradients the means have gathered, t; at least 1.</param>
    public static double Of(double beta1, double beta2, double count) =>
        Math.Sqrt(1 - Math.Pow(beta2, count)) / (1 - Math.Pow(beta1, count));
}
