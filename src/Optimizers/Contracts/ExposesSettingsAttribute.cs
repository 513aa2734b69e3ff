namespace Pullback.Optimizers;

/// <summary>
/// Makes the settings of a rule settings of the optimizer that is made of it: on a private property of a <see cref="FusedOptimizerAttribute"/> record. The generator
/// adds a public property for each of them, which reads and sets the rule's.
/// </summary>
/// <remarks>
/// <para>
/// <c>[ExposesSettings] private ScaleByAdam Direction { get; init; } = new() { Epsilon = 1e-6 };</c> gives the record <c>Beta1</c>, <c>Beta2</c>, <c>Epsilon</c> and so
/// on, with the defaults of that rule; <c>Define</c> uses <c>Direction</c> as it is. A setting that two such rules have is one setting, of both. A setting that the record
/// declares itself is not exposed, and neither are masks (<c>Where</c>).
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExposesSettingsAttribute : Attribute
{
    /// <summary>Exposes settings.</summary>
    /// <param name="except">Those that the optimizer decides itself: use <c>nameof</c>.</param>
    public ExposesSettingsAttribute(params string[] except) => Except = except;

    /// <summary>The settings that are not exposed.</summary>
    public IReadOnlyList<string> Except { get; }
}
