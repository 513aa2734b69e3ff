namespace Pullback.Optimizers;

/// <summary>The value must be finite, and 0 or more.</summary>
public sealed class NotNegativeAttribute : BoundAttribute;
