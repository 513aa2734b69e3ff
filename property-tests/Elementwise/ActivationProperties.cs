using FsCheck;
using Pullback.Ops;
using Pullback.Testing;
using Xunit;

namespace Pullback.PropertyTests.Elementwise;

/// <summary>Every formula of the library: lanes and derivatives against central differences, at every width, in float and in double.</summary>
public class ActivationProperties
{
    /// <summary>Bends at zero; the bend is a case of its own.</summary>
    private static readonly GradientCheckOptions BendsAtZero = GradientCheckOptions.Default.WithKinks(0);

    [Fact]
    public void Relu() => GradientCheck.Elementwise<Relu>(BendsAtZero).QuickCheckThrowOnFailure();

    [Fact]
    public void LeakyRelu() => GradientCheck.Elementwise<LeakyRelu>(BendsAtZero, 0.1).QuickCheckThrowOnFailure();

    [Fact]
    public void LeakyRelu_with_a_negative_slope() =>
        GradientCheck.Elementwise<LeakyRelu>(BendsAtZero, -0.7).QuickCheckThrowOnFailure();

    [Fact]
    public void Tanh() => GradientCheck.Elementwise<Tanh>().QuickCheckThrowOnFailure();

    [Fact]
    public void Sigmoid() => GradientCheck.Elementwise<Sigmoid>().QuickCheckThrowOnFailure();

    [Fact]
    public void Silu() => GradientCheck.Elementwise<Silu>().QuickCheckThrowOnFailure();

    [Fact]
    public void Gelu() => GradientCheck.Elementwise<Gelu>().QuickCheckThrowOnFailure();

    [Fact]
    public void Softplus() => GradientCheck.Elementwise<Softplus>().QuickCheckThrowOnFailure();

    [Fact]
    public void Mish() => GradientCheck.Elementwise<Mish>().QuickCheckThrowOnFailure();
}
