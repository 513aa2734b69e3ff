using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>AdaGrad, RMSProp, AdaDelta, and the relatives of Adam.</summary>
internal static class AdaptiveRules
{
    /// <summary>The sources of this family.</summary>
    public static IReadOnlyDictionary<string, OptimizerCounterpart> Counterparts =>
        new Dictionary<string, OptimizerCounterpart>(StringComparer.Ordinal)
        {
            ["optax.amsgrad"] = new(OptaxAmsGrad),
            ["torch.Adagrad"] = new(TorchAdaGrad),
            ["cs231n.adagrad"] = new(NotesAdaGrad),
            ["optax.adagrad"] = new(OptaxAdaGrad),
            ["torch.RMSprop"] = new(TorchRmsProp),
            ["cs231n.rmsprop"] = new(NotesRmsProp),
            ["optax.rmsprop"] = new(OptaxRmsProp),
            ["torch.Adadelta"] = new(TorchAdaDelta),
            ["torch.Adamax"] = new(TorchAdamax),
            ["optax.adamax"] = new(OptaxAdamax),
            ["torch.NAdam"] = new(TorchNadam),
            ["torch.RAdam"] = new(TorchRectifiedAdam),
            ["optax.radam"] = new(OptaxRectifiedAdam),
            ["optax.lion"] = new(OptaxLion),
        };

    public static IGradientTransformation TorchAdaGrad(Settings settings, Schedule rate)
    {
        double decay = settings.Number("lr_decay", 0);
        AdaGrad optimizer = new()
        {
            LearningRate = decay == 0 ? rate : rate * Schedule.InverseTime(1, decay),
            InitialAccumulator = settings.Number("initial_accumulator_value", 0),
            Epsilon = settings.Number("eps", 1e-10),
            WeightDecay = settings.Number("weight_decay", 0),
        };
        return Maximization.Of(optimizer, settings);
    }

    public static IGradientTransformation NotesAdaGrad(Settings settings, Schedule rate) =>
        new AdaGrad { LearningRate = rate, Epsilon = settings.Number("eps", 1e-8) };

    public static IGradientTransformation OptaxAdaGrad(Settings settings, Schedule rate) =>
        new AdaGrad
        {
            LearningRate = rate,
            InitialAccumulator = settings.Number("initial_accumulator_value", 0.1),
            Epsilon = 0,
            EpsilonRoot = settings.Number("eps", 1e-7),
        };

    public static IGradientTransformation TorchRmsProp(Settings settings, Schedule rate)
    {
        RmsProp optimizer = new()
        {
            LearningRate = rate,
            Decay = settings.Number("alpha", 0.99),
            Epsilon = settings.Number("eps", 1e-8),
            Centered = settings.Flag("centered"),
            Momentum = settings.Number("momentum", 0),
            WeightDecay = settings.Number("weight_decay", 0),
        };
        return Maximization.Of(optimizer, settings);
    }

    public static IGradientTransformation NotesRmsProp(Settings settings, Schedule rate) =>
        new RmsProp
        {
            LearningRate = rate,
            Decay = settings.Number("decay_rate", 0.99),
            Epsilon = settings.Number("eps", 1e-8),
        };

    /// <summary>Optax has the learning rate within the momentum.</summary>
    public static IGradientTransformation OptaxRmsProp(Settings settings, Schedule rate)
    {
        double decay = settings.Number("decay", 0.9);
        double epsilon = settings.Number("eps", 1e-8);
        bool inRoot = settings.Flag("eps_in_sqrt", true);
        double initial = settings.Number("initial_scale", 0);
        bool corrected = settings.Flag("bias_correction");
        IGradientTransformation scale = settings.Flag("centered")
            ? new ScaleByStandardDeviation
            {
                Decay = decay,
                InitialMeanSquare = initial,
                Epsilon = inRoot ? 0 : epsilon,
                EpsilonRoot = inRoot ? epsilon : 0,
                BiasCorrection = corrected,
            }
            : new ScaleByRootMeanSquare
            {
                Decay = decay,
                InitialMeanSquare = initial,
                Epsilon = inRoot ? 0 : epsilon,
                EpsilonRoot = inRoot ? epsilon : 0,
                BiasCorrection = corrected,
            };
        bool nesterov = settings.Flag("nesterov");
        IGradientTransformation end = settings.Has("momentum")
            ? Chain.Of(new ScaleByLearningRate(rate), new Trace { Momentum = settings.Number("momentum"), Nesterov = nesterov })
            : new ScaleByLearningRate(rate);
        return Chain.Of(scale, end);
    }

    public static IGradientTransformation TorchAdaDelta(Settings settings, Schedule rate)
    {
        AdaDelta optimizer = new()
        {
            LearningRate = rate,
            Decay = settings.Number("rho", 0.9),
            Epsilon = settings.Number("eps", 1e-6),
            WeightDecay = settings.Number("weight_decay", 0),
        };
        return Maximization.Of(optimizer, settings);
    }

    public static IGradientTransformation TorchAdamax(Settings settings, Schedule rate)
    {
        (double beta1, double beta2) = settings.Pair("betas", 0.9, 0.999);
        Adamax optimizer = new()
        {
            LearningRate = rate,
            Beta1 = beta1,
            Beta2 = beta2,
            Epsilon = settings.Number("eps", 1e-8),
            WeightDecay = settings.Number("weight_decay", 0),
        };
        return Maximization.Of(optimizer, settings);
    }

    public static IGradientTransformation OptaxAdamax(Settings settings, Schedule rate) =>
        new AdamaxW
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-8),
            WeightDecay = settings.Number("weight_decay", 0),
        };

    public static IGradientTransformation TorchNadam(Settings settings, Schedule rate)
    {
        (double beta1, double beta2) = settings.Pair("betas", 0.9, 0.999);
        ScaleByNadam scaling = new()
        {
            Beta1 = beta1,
            Beta2 = beta2,
            Epsilon = settings.Number("eps", 1e-8),
            MomentumDecay = settings.Number("momentum_decay", 4e-3),
        };
        Nadam coupled = new()
        {
            LearningRate = rate,
            Beta1 = beta1,
            Beta2 = beta2,
            Epsilon = scaling.Epsilon,
            MomentumDecay = scaling.MomentumDecay,
            WeightDecay = settings.Number("weight_decay", 0),
        };
        return Maximization.Of(
            settings.Flag("decoupled_weight_decay") ? Decoupled(scaling, coupled.WeightDecay, rate) : coupled,
            settings
        );
    }

    public static IGradientTransformation TorchRectifiedAdam(Settings settings, Schedule rate)
    {
        (double beta1, double beta2) = settings.Pair("betas", 0.9, 0.999);
        ScaleByRectifiedAdam scaling = new()
        {
            Beta1 = beta1,
            Beta2 = beta2,
            Epsilon = settings.Number("eps", 1e-8),
            EpsilonBeforeCorrection = true,
        };
        RectifiedAdam coupled = new()
        {
            LearningRate = rate,
            Beta1 = beta1,
            Beta2 = beta2,
            Epsilon = scaling.Epsilon,
            EpsilonBeforeCorrection = true,
            WeightDecay = settings.Number("weight_decay", 0),
        };
        return Maximization.Of(
            settings.Flag("decoupled_weight_decay") ? Decoupled(scaling, coupled.WeightDecay, rate) : coupled,
            settings
        );
    }

    /// <summary>Later versions of PyTorch can take the decay out of the gradient.</summary>
    private static Chain Decoupled(IGradientTransformation scaling, Schedule decay, Schedule rate) =>
        Chain.Of(scaling, new AddDecayedWeights(decay), new ScaleByLearningRate(rate));

    public static IGradientTransformation OptaxRectifiedAdam(Settings settings, Schedule rate) =>
        new RectifiedAdam
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-8),
            EpsilonRoot = settings.Number("eps_root", 0),
            Threshold = settings.Number("threshold", 5),
            Nesterov = settings.Flag("nesterov"),
        };

    /// <summary>With both corrections off it is the paper's.</summary>
    public static IGradientTransformation OptaxAmsGrad(Settings settings, Schedule rate) =>
        new AmsGrad
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-8),
            EpsilonRoot = settings.Number("eps_root", 0),
            CorrectsMean = settings.Flag("bias_correction_mu", true),
            CorrectsSquares = settings.Flag("bias_correction_nu", true),
            CorrectsBeforeMaximum = true,
        };

    public static IGradientTransformation OptaxLion(Settings settings, Schedule rate) =>
        new Lion
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.99),
            WeightDecay = settings.Number("weight_decay", 0),
        };
}
