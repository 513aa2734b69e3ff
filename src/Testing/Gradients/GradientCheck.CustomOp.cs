using FsCheck;
using Pullback.Ops;

namespace Pullback.Testing;

public static partial class GradientCheck
{
    /// <summary>Checks the hand-written kernels of an op.</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <param name="options">Tolerances, the range of inputs, the numbers of features to draw from; null: the defaults.</param>
    /// <returns>A property for FsCheck.</returns>
    public static Property CustomOp<TOp>(GradientCheckOptions? options = null)
        where TOp : struct, ICustomOp => Property(new CustomOpCheck<TOp>(options ?? GradientCheckOptions.Default).Run);

    /// <summary>Runs <see cref="CustomOp{TOp}"/> over a fixed list of cases.</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <param name="options">Tolerances, the range of inputs, the numbers of features, the cases to run; null: the defaults.</param>
    /// <returns>The report of the last case.</returns>
    /// <exception cref="GradientCheckException">A comparison failed.</exception>
    public static GradientReport VerifyCustomOp<TOp>(GradientCheckOptions? options = null)
        where TOp : struct, ICustomOp =>
        Verify(options ?? GradientCheckOptions.Default, new CustomOpCheck<TOp>(options ?? GradientCheckOptions.Default).Run);
}
