using Pullback.Ops;
using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Gradient descent and the forms of momentum.</summary>
internal static class GradientDescentRules
{
    /// <summary>The sources of this family.</summary>
    public static IReadOnlyDictionary<string, OptimizerCounterpart> Counterparts =>
        new Dictionary<string, OptimizerCounterpart>(StringComparer.Ordinal)
        {
            ["torch.SGD"] = new(TorchSgd),
            ["cs231n.sgd"] = new(Plain),
            ["cs231n.momentum"] = new(VelocityMomentum),
            ["cs231n.nesterov"] = new(VelocityNesterov),
            ["form.heavy_ball"] = new(VelocityMomentum),
            ["form.nag_lookahead"] = new(VelocityNesterov, Extras: LookaheadExtras),
            ["form.sutskever_scaled"] = new(ScaledVelocity),
            ["form.ema_momentum"] = new(AveragedMomentum),
            ["optax.trace_sgd"] = new(OptaxTrace),
        };

    public static IGradientTransformation TorchSgd(Settings settings, Schedule rate)
    {
        Sgd optimizer = new()
        {
            LearningRate = rate,
            Momentum = settings.Number("momentum", 0),
            Dampening = settings.Number("dampening", 0),
            Nesterov = settings.Flag("nesterov"),
            WeightDecay = settings.Number("weight_decay", 0),
        };
        return Maximization.Of(optimizer, settings);
    }

    public static IGradientTransformation Plain(Settings settings, Schedule rate) => new Sgd { LearningRate = rate };

    public static IGradientTransformation VelocityMomentum(Settings settings, Schedule rate) =>
        new ScaleByVelocity { LearningRate = rate, Momentum = settings.Number("mu", 0.9) };

    public static IGradientTransformation VelocityNesterov(Settings settings, Schedule rate) =>
        new ScaleByVelocity
        {
            LearningRate = rate,
            Momentum = settings.Number("mu", 0.9),
            Nesterov = true,
        };

    /// <summary>v = μv − (1 − μ)·lr·g: the velocity form with a smaller rate.</summary>
    public static IGradientTransformation ScaledVelocity(Settings settings, Schedule rate)
    {
        double momentum = settings.Number("mu", 0.9);
        return new ScaleByVelocity { LearningRate = Scaled(rate, _ => 1 - momentum), Momentum = momentum };
    }

    /// <summary>m = μm + (1 − μ)g is (1 − μ) times the accumulated b = μb + g, so the averaged form is the accumulating one with a smaller rate.</summary>
    public static IGradientTransformation AveragedMomentum(Settings settings, Schedule rate)
    {
        double momentum = settings.Number("mu", 0.9);
        bool debias = settings.Flag("debias");
        return new Sgd
        {
            LearningRate = Scaled(rate, step => (1 - momentum) / (debias ? 1 - Math.Pow(momentum, step + 1) : 1)),
            Momentum = momentum,
        };
    }

    public static IGradientTransformation OptaxTrace(Settings settings, Schedule rate) =>
        new Sgd
        {
            LearningRate = rate,
            Momentum = settings.Number("momentum", 0.9),
            Nesterov = settings.Flag("nesterov"),
        };

    /// <summary>The parameters are the point x + μv where the gradient is taken; x is the iterate of the paper.</summary>
    public static IReadOnlyDictionary<string, ReadExtra> LookaheadExtras { get; } =
        new Dictionary<string, ReadExtra>
        {
            ["x"] = (result, settings) =>
            {
                TensorSet<double> velocity = result.State.Tensors.Single().Value;
                return (result.Parameters - settings.Number("mu", 0.9) * velocity).Flatten();
            },
        };

    private static Schedule Scaled(Schedule rate, Func<long, double> factor) =>
        Schedule.FromFunc(step => rate.At(step) * factor(step));
}
