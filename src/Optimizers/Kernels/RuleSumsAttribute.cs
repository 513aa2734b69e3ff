namespace Pullback.Optimizers.Kernels;

/// <summary>What the generator wrote about the sums of an update rule, for builds that reference it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RuleSumsAttribute : Attribute
{
    /// <summary>Describes the lane of the sums' terms.</summary>
    /// <param name="arguments">The names of its arguments, in order.</param>
    /// <param name="names">The names of the sums, in the order of the lane's results.</param>
    /// <param name="coefficients">The coefficients that the lane takes, in the order in which the rule computes them.</param>
    public RuleSumsAttribute(string[] arguments, string[] names, string[] coefficients)
    {
        Arguments = arguments;
        Names = names;
        Coefficients = coefficients;
    }

    /// <summary>The names of the lane's arguments, in order.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>The names of the sums.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The coefficients that the lane takes.</summary>
    public IReadOnlyList<string> Coefficients { get; }
}
