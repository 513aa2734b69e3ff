namespace Pullback.Optimizers;

/// <summary>
/// The way from one value to another, by the share <c>u</c> of the steps that has passed: <c>end + (start − end) · w(u)</c>, where the weight w falls
/// from 1 to 0.
/// </summary>
public enum Interpolation
{
    /// <summary>A straight line: <c>w = 1 − u</c>.</summary>
    Linear,

    /// <summary>Half a cosine wave, flat at both ends: <c>w = ½ (1 + cos(π u))</c>.</summary>
    Cosine,

    /// <summary>
    /// Steep at first, then flatter and flatter: <c>w = 1 − √u</c>. A. Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed
    /// Training Durations", NeurIPS 2024, for the last phase of <see cref="Schedule.WarmupStableDecay"/>.
    /// </summary>
    OneMinusSquareRoot,
}
