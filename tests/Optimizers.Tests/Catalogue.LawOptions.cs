using Pullback.Testing;

namespace Pullback.Optimizers.Tests;

/// <summary>How the laws of an entry are checked.</summary>
internal static partial class Catalogue
{
    /// <summary>
    /// Rules whose updates jump where a gradient, or a difference of losses, changes its sign: a rounding error may turn a whole step around, so that float need not
    /// follow double.
    /// </summary>
    private static readonly string[] Jumping = ["Lion", "Sign", "Rprop"];

    public static bool Jumps(IGradientTransformation transformation) =>
        Jumping.Any(name => transformation.ToString()!.Contains(name, StringComparison.Ordinal));

    public static OptimizerLawOptions LawOptions(IGradientTransformation transformation) =>
        Jumps(transformation)
            ? OptimizerLawOptions.Default.With(singleTolerance: double.PositiveInfinity)
            : OptimizerLawOptions.Default;
}
