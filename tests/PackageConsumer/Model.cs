using Pullback.Ops;
using Pullback.Optimizers;

namespace PackageConsumer;

/// <summary>An activation of the user's own: x · σ(1.702 x), the fast GELU.</summary>
[ElementwiseOp]
public readonly partial struct QuickGelu : IElementwiseOp
{
    public static T Formula<T>(T x)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => x * ScalarMath.Sigmoid(T.CreateChecked(1.702) * x);
}

/// <summary>Two interleaved spirals, told apart by a residual network.</summary>
[LayerGraph]
public static partial class SpiralNet
{
    private const int Width = 32;

    [Layer]
    private static Node Residual(Node x, int width) => x + x.LayerNorm().Dense(width).Apply<QuickGelu>();

    private static Model Define(Graph g)
    {
        Node point = g.Input("point", 2);
        Node labels = g.Labels("labels", classes: 2);

        Node hidden = point.Dense(Width).Tanh();
        for (int block = 0; block < 2; block++)
        {
            hidden = Residual(hidden, Width);
        }

        Node logits = hidden.Dense(2);
        return new Model(Prediction: logits, Loss: logits.SoftmaxCrossEntropy(labels));
    }
}

/// <summary>A rule of the user's own: the sign of the exponential mean of the gradients.</summary>
[UpdateRule]
public sealed partial record ScaleBySignOfMean : IGradientTransformation
{
    /// <summary>The decay of the mean, in [0, 1).</summary>
    public Schedule Decay { get; init; } = 0.9;

    private (double Decay, double Complement) Coefficients(long step) => (Decay.At(step), 1.0 - Decay.At(step));

    private static (T Update, T Mean) Rule<T>(T gradient, T mean, T decay, T complement)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T next = decay * mean + complement * gradient;
        T update =
            next > T.Zero ? T.One
            : next < T.Zero ? -T.One
            : T.Zero;
        return (update, next);
    }
}

/// <summary>The chain as one loop over memory.</summary>
[FusedOptimizer]
public static partial class SignDescent
{
    private static IGradientTransformation Define(Schedule learningRate) =>
        Chain.Of(
            new ClipByGlobalNorm(1.0),
            new ScaleBySignOfMean(),
            new AddDecayedWeights(1e-3) { Where = ParameterFilter.RankAtLeast(2) },
            new ScaleByLearningRate(learningRate)
        );
}
