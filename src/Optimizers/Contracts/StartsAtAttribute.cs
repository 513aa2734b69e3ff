namespace Pullback.Optimizers;

/// <summary>Where a slot of an update rule starts, or a number that <c>Coefficients</c> keeps: on the argument. Without it, at zero.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class StartsAtAttribute : Attribute
{
    /// <summary>Starts at a copy of the parameter.</summary>
    public StartsAtAttribute() { }

    /// <summary>Starts at a value.</summary>
    /// <param name="value">The value, rounded to the element type.</param>
    public StartsAtAttribute(double value) => Value = value;

    /// <summary>Starts at the value of a property of the rule, such as an initial accumulator.</summary>
    /// <param name="property">The name of a property of type <see cref="double"/>: use <c>nameof</c>.</param>
    public StartsAtAttribute(string property) => Property = property;

    /// <summary>The value, or null.</summary>
    public double? Value { get; }

    /// <summary>The name of the property that has the value, or null.</summary>
    public string? Property { get; }
}
