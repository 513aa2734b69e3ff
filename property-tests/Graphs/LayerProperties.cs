using FsCheck;
using Pullback.Ops;
using Pullback.Testing;
using Xunit;

namespace Pullback.PropertyTests.Graphs;

/// <summary>Each kind of layer at random widths, on the interpreter: the second opinion must be right too.</summary>
public class LayerProperties
{
    [Fact]
    public void Dense() => Check(x => x.Dense(5));

    [Fact]
    public void Dense_without_bias() => Check(x => x.Dense(1, bias: false));

    [Fact]
    public void Layer_norm() => Check(x => x.LayerNorm(1e-2));

    [Fact]
    public void Dropout() => Check(x => x.Dropout(0.4));

    [Fact]
    public void Arithmetic() => Check(x => 2 * x - x * x.Dense(x.Features) + x);

    [Fact]
    public void Every_activation() =>
        Check(x =>
            x.Apply<Tanh>() + x.Apply<Sigmoid>() * x.Apply<Silu>() - x.Apply<Gelu>() + x.Apply<Softplus>() * x.Apply<Mish>()
        );

    [Fact]
    public void Rectifiers() => Check(x => x.Dense(3).Relu().Dense(4).LeakyRelu(0.3));

    private static void Check(Func<Node, Node> layer) => GradientCheck.Layer(layer).QuickCheckThrowOnFailure();
}
