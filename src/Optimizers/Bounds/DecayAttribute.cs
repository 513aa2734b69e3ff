namespace Pullback.Optimizers;

/// <summary>A decay rate or a momentum: the value must be at least 0 and below 1.</summary>
public sealed class DecayAttribute : BoundAttribute;
