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
            ["form.nag_lookahead"] = new(VelocityNesterov, EvaluationName: "x"),
            ["form.sutskever_scaled"] = new(ScaledVelocity),
            ["form.ema_momentum"] = new(AveragedMomentum),
            ["optax.trace_sgd"] = new(OptaxTrace),
            ["form.qhm"] = new(QuasiHyperbolic),
            ["form.aggmo"] = new(Aggregated),
            ["torch.ASGD"] = new(TorchAveraged, EvaluationName: "ax"),
            ["optax.optimistic_gd"] = new(Optimistic),
            ["optax.sign_sgd"] = new(SignDescent),
            ["optax.signum"] = new(OptaxSignum),
            ["optax.polyak_sgd"] = new(Polyak, Couples: true),
        };

    public static IGradientTransformation TorchSgd(Settings settings, Schedule rate)
    {
        double momentum = settings.Number("momentum", 0);
        Sgd optimizer = new()
        {
            LearningRate = rate,
            Momentum = momentum,
            Dampening = settings.Number("dampening", 0),
            Nesterov = LooksAhead(settings, momentum),
            WeightDecay = settings.Number("weight_decay", 0),
        };
        return Maximization.Of(optimizer, settings);
    }

    public static IGradientTransformation Polyak(Settings settings, Schedule rate) =>
        new PolyakSgd
        {
            LearningRate = rate,
            LeastLoss = settings.Number("f_min", 0),
            MaxStep = settings.Number("max_learning_rate", 1),
            Epsilon = settings.Number("eps", 0),
        };

    public static IGradientTransformation Plain(Settings settings, Schedule rate) => new Sgd { LearningRate = rate };

    public static IGradientTransformation VelocityMomentum(Settings settings, Schedule rate) =>
        new HeavyBall { LearningRate = rate, Momentum = settings.Number("mu", 0.9) };

    public static IGradientTransformation VelocityNesterov(Settings settings, Schedule rate) =>
        new HeavyBall
        {
            LearningRate = rate,
            Momentum = settings.Number("mu", 0.9),
            Nesterov = true,
        };

    /// <summary>v = μv − (1 − μ)·lr·g.</summary>
    public static IGradientTransformation ScaledVelocity(Settings settings, Schedule rate) =>
        new HeavyBall
        {
            LearningRate = rate,
            Momentum = settings.Number("mu", 0.9),
            Averages = true,
        };

    public static IGradientTransformation AveragedMomentum(Settings settings, Schedule rate) =>
        new EmaMomentum
        {
            LearningRate = rate,
            Momentum = settings.Number("mu", 0.9),
            BiasCorrection = settings.Flag("debias"),
        };

    public static IGradientTransformation OptaxTrace(Settings settings, Schedule rate)
    {
        double momentum = settings.Number("momentum", 0.9);
        return new Sgd
        {
            LearningRate = rate,
            Momentum = momentum,
            Nesterov = LooksAhead(settings, momentum),
        };
    }

    /// <summary>Without momentum there is nothing ahead to look at, which the library does not let be asked for.</summary>
    private static bool LooksAhead(Settings settings, double momentum) => settings.Flag("nesterov") && momentum != 0;

    public static IGradientTransformation QuasiHyperbolic(Settings settings, Schedule rate) =>
        new QuasiHyperbolicMomentum
        {
            LearningRate = rate,
            Momentum = settings.Number("beta", 0.999),
            MeanWeight = settings.Number("nu", 0.7),
        };

    public static IGradientTransformation Aggregated(Settings settings, Schedule rate)
    {
        double[] betas = settings.Has("betas") ? settings.Numbers("betas") : [0.0, 0.9, 0.99];
        return new AggMo([.. betas.Select(Schedule.Constant)]) { LearningRate = rate };
    }

    public static IGradientTransformation TorchAveraged(Settings settings, Schedule rate)
    {
        AveragedSgd optimizer = new()
        {
            LearningRate = rate,
            Decay = settings.Number("lambd", 1e-4),
            Power = settings.Number("alpha", 0.75),
            AverageAfter = settings.Number("t0", 1e6),
            WeightDecay = settings.Number("weight_decay", 0),
        };
        return Maximization.Of(optimizer, settings);
    }

    public static IGradientTransformation Optimistic(Settings settings, Schedule rate) =>
        new OptimisticGradientDescent
        {
            LearningRate = rate,
            Strength = settings.Number("alpha", 1),
            Optimism = settings.Number("beta", 1),
        };

    public static IGradientTransformation SignDescent(Settings settings, Schedule rate) => new SignSgd { LearningRate = rate };

    public static IGradientTransformation OptaxSignum(Settings settings, Schedule rate) =>
        new Signum { LearningRate = rate, Momentum = settings.Number("beta", 0.9) };
}
