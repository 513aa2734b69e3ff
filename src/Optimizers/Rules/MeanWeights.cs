namespace Pullback.Optimizers;

/// <summary>What running means weigh in an update, computed once a step.</summary>
internal static class MeanWeights
{
    /// <summary>The reciprocal of the weight that a mean has gathered since it started at zero, <c>1 / (1 − βᵗ)</c>; 1 where it is not corrected.</summary>
    public static double Correction(double decay, double step, bool isCorrected = true) =>
        isCorrected ? 1 / (1 - Math.Pow(decay, step + 1)) : 1;

    /// <summary>The weights of mean and gradient in the direction of an update: the mean, corrected or not, which may look ahead by one step.</summary>
    public static (double Mean, double Gradient) Direction(double decay, long step, bool isCorrected, bool looksAhead)
    {
        double correction = Correction(decay, step, isCorrected);
        return looksAhead ? (decay * Correction(decay, step + 1.0, isCorrected), (1 - decay) * correction) : (correction, 0);
    }
}
