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
/// <para>
/// What a type alone rules out needs no attribute: a partial property of a reference type that is not nullable refuses null, one of an enumeration a value that
/// the enumeration does not name.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public abstract class BoundAttribute : Attribute
{
    private protected BoundAttribute() { }
}
