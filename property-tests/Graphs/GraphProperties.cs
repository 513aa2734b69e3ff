using FsCheck;
using Pullback.Ops;
using Pullback.Testing;
using Xunit;

namespace Pullback.PropertyTests.Graphs;

/// <summary>Emitted graphs: against central differences, against the interpreter, float against double, pure and repeatable.</summary>
public class GraphProperties
{
    [Fact]
    public void Classifier() => Check(ClassifierNet.Definition);

    [Fact]
    public void Regression() => Check(RegressionNet.Definition);

    [Fact]
    public void Residual_blocks() => Check(ResidualNet.Definition);

    [Fact]
    public void Dropout() => Check(DropoutNet.Definition);

    [Fact]
    public void Shared_and_frozen_weights() => Check(SharedNet.Definition);

    [Fact]
    public void Without_a_loss() => Check(EncoderNet.Definition);

    [Fact]
    public void Custom_op()
    {
        GradientCheck.CustomOp<SquaresBeside>().QuickCheckThrowOnFailure();
        Check(CustomOpNet.Definition);
    }

    private static void Check(GraphDefinition definition) => GradientCheck.Graph(definition).QuickCheckThrowOnFailure();
}
