namespace Pullback.Optimizers;

/// <summary>
/// Estimates of the diagonal of the Hessian, for <see cref="StepInputs{T}.Curvature"/>: from gradients at shifted parameters (<see cref="Hutchinson"/>), or from
/// gradients at labels that the model itself has drawn (<see cref="GaussNewtonBartlett"/>).
/// </summary>
/// <remarks>Both are noisy: they are meant for a running mean, such as that of <see cref="Sophia"/>.</remarks>
public static partial class CurvatureEstimates;
