namespace Pullback.Optimizers;

/// <summary>A count: the value must be 1 or more.</summary>
public sealed class AtLeastOneAttribute : BoundAttribute;
