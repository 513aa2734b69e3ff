namespace Pullback.Optimizers.Kernels;

/// <summary>What the generator wrote about the coefficients that each tensor has of its own, for builds that reference the rule.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RuleTensorCoefficientsAttribute : Attribute
{
    /// <summary>Describes them.</summary>
    /// <param name="names">The names of those that the rule's lane takes.</param>
    /// <param name="scalars">The names of the numbers of the state that each tensor has of its own.</param>
    /// <param name="takesNorm">Whether they depend on a norm of what comes in.</param>
    public RuleTensorCoefficientsAttribute(string[] names, string[] scalars, bool takesNorm)
    {
        Names = names;
        Scalars = scalars;
        TakesNorm = takesNorm;
    }

    /// <summary>The names of those that the rule's lane takes.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The names of the numbers of the state that each tensor has of its own.</summary>
    public IReadOnlyList<string> Scalars { get; }

    /// <summary>Whether they depend on a norm of what comes in.</summary>
    public bool TakesNorm { get; }
}
