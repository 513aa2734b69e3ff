using Pullback.Ops;
using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Testing.Tests.Gradients;

public class KinkTests
{
    /// <summary>|x|, whose derivative at zero is a choice.</summary>
    private readonly struct AbsoluteValue<TAtZero> : IElementwiseOp
        where TAtZero : struct, IDerivative
    {
        public static string Name => "AbsoluteValue";
        public static int ConstantCount => 0;
        public static bool HasOutputDerivative => false;

        public static T Evaluate<T>(T x, ReadOnlySpan<T> constants)
            where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => T.Abs(x);

        public static TLane Forward<TLane>(TLane x, ReadOnlySpan<TLane> constants)
            where TLane : struct, ILane<TLane> => TLane.Abs(x);

        public static TLane Derivative<TLane>(TLane x, ReadOnlySpan<TLane> constants)
            where TLane : struct, ILane<TLane>
        {
            TLane sign = TLane.CopySign(TLane.One, x);
            return TLane.Select(TLane.Equal(x, TLane.Zero), TAtZero.Of(x), sign);
        }

        public static void ForwardAndDerivative<TLane>(
            TLane x,
            ReadOnlySpan<TLane> constants,
            out TLane value,
            out TLane derivative
        )
            where TLane : struct, ILane<TLane> => (value, derivative) = (Forward(x, constants), Derivative(x, constants));
    }

    private readonly struct ZeroAtZero : IDerivative
    {
        public static TLane Of<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => TLane.Zero;
    }

    private readonly struct TwoAtZero : IDerivative
    {
        public static TLane Of<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => TLane.Constant(2);
    }

    private static readonly GradientCheckOptions AtZero = GradientCheckOptions.Default.WithKinks(0);

    [Fact]
    public void Any_subgradient_passes_at_a_kink() => GradientCheck.VerifyElementwise<AbsoluteValue<ZeroAtZero>>(AtZero);

    [Fact]
    public void A_value_outside_the_two_slopes_fails_at_a_kink()
    {
        GradientReport report = Assert
            .Throws<GradientCheckException>(() => GradientCheck.VerifyElementwise<AbsoluteValue<TwoAtZero>>(AtZero))
            .Report;
        Assert.Equal("backward kernel at the kink 0 against central differences", report.Worst!.Check);
        Assert.Equal(2, report.Worst.Analytic);
    }

    [Fact]
    public void A_kink_that_a_step_happens_to_cross_is_no_failure()
    {
        // Without the option, arguments may come as near to zero as they like.
        GradientCheckOptions near = GradientCheckOptions.Default.With(minimum: -1e-5, maximum: 1e-5, cases: 500);
        GradientCheck.VerifyElementwise<AbsoluteValue<ZeroAtZero>>(near);
    }
}
