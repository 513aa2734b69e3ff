using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Rules that change what Adam gathers: AdaBelief, Yogi, Adan, AdEMAMix, ADOPT and MADGRAD.</summary>
internal static class AdamRelatives
{
    /// <summary>The sources of this family.</summary>
    public static IReadOnlyDictionary<string, OptimizerCounterpart> Counterparts =>
        new Dictionary<string, OptimizerCounterpart>(StringComparer.Ordinal)
        {
            ["optax.adabelief"] = new(Belief),
            ["optax.yogi"] = new(OptaxYogi),
            ["paper.yogi"] = new(PaperYogi),
            ["optax.adan"] = new(OptaxAdan),
            ["ref.adan"] = new(AuthorsAdan),
            ["optax.ademamix"] = new((settings, rate) => Mix(settings, rate)),
            ["paper.ademamix"] = new(MixWithWarmUps),
            ["optax.adopt"] = new(OptaxAdopt),
            ["optax.madgrad"] = new(DualAveraging),
        };

    public static IGradientTransformation Belief(Settings settings, Schedule rate) =>
        new AdaBelief
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-16),
            EpsilonRoot = settings.Number("eps_root", 1e-16),
            WeightDecay = settings.Number("weight_decay", 0),
            Nesterov = settings.Flag("nesterov"),
        };

    /// <summary>Both moments start at the accumulator's value and are corrected.</summary>
    public static IGradientTransformation OptaxYogi(Settings settings, Schedule rate) =>
        PlainYogi(settings, rate) with
        {
            EpsilonRoot = settings.Number("eps_root", 0),
            InitialMean = settings.Number("initial_accumulator_value", 1e-6),
            BiasCorrection = true,
        };

    public static IGradientTransformation PaperYogi(Settings settings, Schedule rate) => PlainYogi(settings, rate);

    /// <summary>The difference of gradients weighs 1 − β₂, unless the case says otherwise.</summary>
    public static IGradientTransformation OptaxAdan(Settings settings, Schedule rate)
    {
        double beta2 = settings.Number("beta2", 0.92);
        return PlainAdan(settings, rate) with
        {
            EpsilonRoot = settings.Number("eps_root", 1e-8),
            DifferenceWeight = settings.Number("diff_weight", 1 - beta2),
            ProximalDecay = settings.Flag("proximal"),
        };
    }

    public static IGradientTransformation AuthorsAdan(Settings settings, Schedule rate) =>
        PlainAdan(settings, rate) with
        {
            ProximalDecay = settings.Flag("proximal", true),
        };

    public static AdEmaMix Mix(Settings settings, Schedule rate) =>
        new()
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Beta3 = settings.Number("beta3", 0.9999),
            SlowWeight = settings.Number("alpha", 5),
            Epsilon = settings.Number("eps", 1e-8),
            WeightDecay = settings.Number("weight_decay", 0),
        };

    /// <summary>The paper counts steps from 1.</summary>
    public static IGradientTransformation MixWithWarmUps(Settings settings, Schedule rate)
    {
        AdEmaMix mix = Mix(settings, rate);
        int slow = settings.Whole("alpha_warmup", 0);
        int decay = settings.Whole("beta3_warmup", 0);
        return mix with
        {
            SlowWeight = slow == 0 ? mix.SlowWeight : FromOne(Schedule.Linear(0, mix.SlowWeight.At(0), slow)),
            Beta3 = decay == 0 ? mix.Beta3 : FromOne(Schedule.HalfLife(mix.Beta1.At(0), mix.Beta3.At(0), decay)),
        };

        static Schedule FromOne(Schedule schedule) => Schedule.FromFunc(step => schedule.At(step + 1));
    }

    public static IGradientTransformation OptaxAdopt(Settings settings, Schedule rate) =>
        new Adopt
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.9999),
            Epsilon = settings.Number("eps", 1e-6),
            Clips = settings.Flag("use_clipping", true),
        };

    public static IGradientTransformation DualAveraging(Settings settings, Schedule rate) =>
        new MadGrad
        {
            LearningRate = rate,
            Momentum = settings.Number("momentum", 0.9),
            Epsilon = settings.Number("eps", 1e-6),
            WeightDecay = settings.Number("weight_decay", 0),
        };

    private static Yogi PlainYogi(Settings settings, Schedule rate) =>
        new()
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-3),
            InitialAccumulator = settings.Number("initial_accumulator_value", 1e-6),
        };

    private static Adan PlainAdan(Settings settings, Schedule rate) =>
        new()
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.98),
            Beta2 = settings.Number("beta2", 0.92),
            Beta3 = settings.Number("beta3", 0.99),
            Epsilon = settings.Number("eps", 1e-8),
            WeightDecay = settings.Number("weight_decay", 0),
        };
}
