namespace Pullback.Optimizers;

/// <summary>
/// The bound of a hyperparameter: on a partial property of an <see cref="UpdateRuleAttribute"/> or <see cref="FusedOptimizerAttribute"/> record, whose other part,
/// with the check, the generator writes.
/// </summary>
/// <remarks>
/// <para>
/// <c>[NotNegative] public partial Schedule LearningRate { get; init; } = 1e-3;</c> refuses a bad value with an <see cref="ArgumentOutOfRangeException"/> that names the
/// property, its bound and the value (<see cref="Require"/>). A <see cref="Schedule"/> is checked when it is constant.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public abstract class BoundAttribute : Attribute
{
    private protected BoundAttribute() { }
}
