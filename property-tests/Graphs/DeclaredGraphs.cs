using System.Numerics;
using Pullback.Ops;

namespace Pullback.PropertyTests.Graphs;

[LayerGraph]
public static partial class ClassifierNet
{
    static Model Define(Graph g)
    {
        Node x = g.Input("x", 7, gradient: true);
        Node labels = g.Labels("labels", classes: 5);
        Node logits = x.Dense(9).Relu().Dense(5);
        return new Model(logits, logits.SoftmaxCrossEntropy(labels));
    }
}

[LayerGraph]
public static partial class RegressionNet
{
    static Model Define(Graph g)
    {
        Node x = g.Input("x", 3);
        Node target = g.Target("target", 2);
        Node y = x.Dense(17).Apply<Tanh>().Dense(6, bias: false).Apply<Gelu>().Dense(2);
        return new Model(y, y.MeanSquaredError(target));
    }
}

/// <summary>Forks everywhere: every activation is read more than once.</summary>
[LayerGraph]
public static partial class ResidualNet
{
    static Model Define(Graph g)
    {
        Node x = g.Input("x", 5, gradient: true);
        Node target = g.Target("target", 5);
        for (int i = 0; i < 3; i++)
        {
            x = Block(x, 8);
        }
        return new Model(x, x.MeanSquaredError(target));
    }

    [Layer]
    static Node Block(Node x, int width) => x + x.LayerNorm().Dense(width).Apply<Mish>().Dense(x.Features);
}

[LayerGraph]
public static partial class DropoutNet
{
    static Model Define(Graph g)
    {
        Node x = g.Input("x", 33, gradient: true);
        Node labels = g.Labels("labels", classes: 3);
        Node hidden = x.Dropout(0.2).Dense(16).Apply<Silu>().Dropout(0.5);
        Node logits = hidden.Dense(3);
        return new Model(logits, logits.SoftmaxCrossEntropy(labels));
    }
}

/// <summary>One set of weights in two places, frozen layers, scopes, arithmetic on nodes.</summary>
[LayerGraph]
public static partial class SharedNet
{
    static Model Define(Graph g)
    {
        Node left = g.Input("left", 4, gradient: true);
        Node right = g.Input("right", 4, gradient: true);
        Node target = g.Target("target", 3);
        DenseParameters embedding = g.DenseParameters(4, 6, name: "embedding");
        Node a = left.Dense(embedding).Apply<Sigmoid>();
        Node b = right.Dense(embedding).Apply<Softplus>();
        Node difference;
        using (g.Scope("compare"))
        {
            difference = (a - b * 0.5 + a * b).LayerNorm(trainable: false).Dense(5, trainable: false).LeakyRelu(0.2);
        }
        Node y = difference.Dense(3);
        return new Model(y, y.MeanSquaredError(target));
    }
}

/// <summary>No loss: only forward and backward.</summary>
[LayerGraph]
public static partial class EncoderNet
{
    static Model Define(Graph g)
    {
        Node x = g.Input("x", 6, gradient: true);
        return new Model(x.Dense(11).Apply<Elementwise.Elu>(0.7).LayerNorm(1e-3).Dense(4).Apply<Tanh>());
    }
}

/// <summary>An op with kernels of its own between layers.</summary>
[LayerGraph]
public static partial class CustomOpNet
{
    static Model Define(Graph g)
    {
        Node x = g.Input("x", 5, gradient: true);
        Node target = g.Target("target", 8);
        Node y = x.Dense(4).Custom<SquaresBeside>(8);
        return new Model(y, y.MeanSquaredError(target));
    }
}

/// <summary>y = [x, x²].</summary>
public readonly struct SquaresBeside : ICustomOp
{
    public int OutputFeatures(int inputFeatures) => 2 * inputFeatures;

    public void Forward<T>(ReadOnlySpan<T> input, Span<T> output, int rows, int inputFeatures)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < inputFeatures; i++)
            {
                T x = input[row * inputFeatures + i];
                output[2 * row * inputFeatures + i] = x;
                output[(2 * row + 1) * inputFeatures + i] = x * x;
            }
        }
    }

    public void Backward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        int rows,
        int inputFeatures
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < inputFeatures; i++)
            {
                T x = input[row * inputFeatures + i];
                inputGradient[row * inputFeatures + i] =
                    outputGradient[2 * row * inputFeatures + i] + (x + x) * outputGradient[(2 * row + 1) * inputFeatures + i];
            }
        }
    }
}
