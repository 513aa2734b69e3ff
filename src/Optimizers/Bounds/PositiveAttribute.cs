namespace Pullback.Optimizers;

/// <summary>The value must be finite and greater than 0.</summary>
public sealed class PositiveAttribute : BoundAttribute;
