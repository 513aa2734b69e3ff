using System.Numerics;
using Pullback.Ops;

namespace FSharpModels;

/// <summary>A small classifier, for F# to train and to check.</summary>
[LayerGraph]
public static partial class SmallNet
{
    static Model Define(Graph g)
    {
        Node x = g.Input("x", 2, gradient: true);
        Node labels = g.Labels("labels", classes: 2);
        Node logits = x.Dense(8).Apply<Bump>(0.5).Dropout(0.1).Dense(2);
        return new Model(logits, logits.SoftmaxCrossEntropy(labels));
    }
}

/// <summary>A small regression without dropout.</summary>
[LayerGraph]
public static partial class CurveNet
{
    static Model Define(Graph g)
    {
        Node x = g.Input("x", 1);
        Node y = g.Target("y", 1);
        Node prediction = Block(x.Dense(6), 5).Dense(1);
        return new Model(prediction, prediction.MeanSquaredError(y));
    }

    [Layer]
    static Node Block(Node x, int width) => x + x.LayerNorm().Dense(width).Relu().Dense(x.Features);
}

/// <summary>A formula of a user's own, with a constant.</summary>
[ElementwiseOp(Initialization = Initialization.Xavier)]
public readonly partial struct Bump : IElementwiseOp
{
    public static T Formula<T>(T x, T sharpness)
        where T : unmanaged, IFloatingPointIeee754<T> => x * T.Exp(-sharpness * x * x) + T.Tanh(x);
}
