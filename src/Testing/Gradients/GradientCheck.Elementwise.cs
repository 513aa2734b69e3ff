using FsCheck;
using Pullback.Ops;

namespace Pullback.Testing;

public static partial class GradientCheck
{
    /// <summary>Checks the forward and derivative lanes of a formula.</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <param name="constants">The op's constants.</param>
    /// <returns>A property for FsCheck.</returns>
    public static Property Elementwise<TOp>(params double[] constants)
        where TOp : struct, IElementwiseOp => Elementwise<TOp>(GradientCheckOptions.Default, constants);

    /// <summary>Checks the forward and derivative lanes of a formula.</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <param name="options">Tolerances, the range of arguments, kinks.</param>
    /// <param name="constants">The op's constants.</param>
    /// <returns>A property for FsCheck.</returns>
    public static Property Elementwise<TOp>(GradientCheckOptions options, params double[] constants)
        where TOp : struct, IElementwiseOp => Property(new ElementwiseCheck<TOp>(options, constants).Run);

    /// <summary>Runs <see cref="Elementwise{TOp}(double[])"/> over a fixed list of cases.</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <param name="constants">The op's constants.</param>
    /// <returns>The report of the last case.</returns>
    /// <exception cref="GradientCheckException">A comparison failed.</exception>
    public static GradientReport VerifyElementwise<TOp>(params double[] constants)
        where TOp : struct, IElementwiseOp => VerifyElementwise<TOp>(GradientCheckOptions.Default, constants);

    /// <summary>Runs <see cref="Elementwise{TOp}(GradientCheckOptions, double[])"/> over a fixed list of cases.</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <param name="options">Tolerances, the range of arguments, kinks, the cases to run.</param>
    /// <param name="constants">The op's constants.</param>
    /// <returns>The report of the last case.</returns>
    /// <exception cref="GradientCheckException">A comparison failed.</exception>
    public static GradientReport VerifyElementwise<TOp>(GradientCheckOptions options, params double[] constants)
        where TOp : struct, IElementwiseOp => Verify(options, new ElementwiseCheck<TOp>(options, constants).Run);
}
