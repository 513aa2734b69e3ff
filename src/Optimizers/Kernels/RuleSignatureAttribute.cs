namespace Pullback.Optimizers.Kernels;

/// <summary>
/// What the generator wrote about an update rule, for builds that reference it: with it, a <see cref="FusedOptimizerAttribute"/> of another assembly can
/// call the rule's lane.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RuleSignatureAttribute : Attribute
{
    /// <summary>Describes a lane.</summary>
    /// <param name="arguments">The names of its arguments, in order.</param>
    /// <param name="slots">The tensors of the rule's state, in the order of the lane's results.</param>
    /// <param name="scalars">The numbers of the rule's state.</param>
    /// <param name="coefficients">The coefficients that the lane takes, in the order in which the rule computes them.</param>
    /// <param name="normInCoefficients">Whether the coefficients depend on the norm of all that comes in.</param>
    public RuleSignatureAttribute(
        string[] arguments,
        string[] slots,
        string[] scalars,
        string[] coefficients,
        bool normInCoefficients
    )
    {
        Arguments = arguments;
        Slots = slots;
        Scalars = scalars;
        Coefficients = coefficients;
        NormInCoefficients = normInCoefficients;
    }

    /// <summary>The names of the lane's arguments, in order.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>The tensors of the rule's state, in the order of the lane's results.</summary>
    public IReadOnlyList<string> Slots { get; }

    /// <summary>The numbers of the rule's state.</summary>
    public IReadOnlyList<string> Scalars { get; }

    /// <summary>The coefficients that the lane takes.</summary>
    public IReadOnlyList<string> Coefficients { get; }

    /// <summary>Whether the coefficients depend on the norm of all that comes in.</summary>
    public bool NormInCoefficients { get; }
}
