using FsCheck;
using PackageConsumer;
using Pullback.Optimizers;
using Pullback.Testing;
using Xunit;

namespace Checks;

public class ConsumerChecks
{
    [Fact]
    public void Activation_gradient() => GradientCheck.Elementwise<QuickGelu>().QuickCheckThrowOnFailure();

    [Fact]
    public void Graph_gradient() => GradientCheck.Graph(SpiralNet.Definition).QuickCheckThrowOnFailure();

    [Fact]
    public void Rule_is_lawful() => OptimizerLaws.Check(new ScaleBySignOfMean()).QuickCheckThrowOnFailure();

    [Fact]
    public void Fused_chain_is_lawful() => OptimizerLaws.Check(SignDescent.Create(1e-2)).QuickCheckThrowOnFailure();
}
