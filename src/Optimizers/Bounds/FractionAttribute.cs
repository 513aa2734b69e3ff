namespace Pullback.Optimizers;

/// <summary>A fraction: the value must be at least 0 and at most 1.</summary>
public sealed class FractionAttribute : BoundAttribute;
