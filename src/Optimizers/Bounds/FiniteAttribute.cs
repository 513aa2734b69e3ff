namespace Pullback.Optimizers;

/// <summary>The value must be finite.</summary>
public sealed class FiniteAttribute : BoundAttribute;
