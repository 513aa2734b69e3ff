namespace Pullback.Optimizers;

/// <summary>A factor that shrinks: the value must be greater than 0 and below 1.</summary>
public sealed class ShrinkingAttribute : BoundAttribute;
