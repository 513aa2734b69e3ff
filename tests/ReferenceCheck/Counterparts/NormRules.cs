using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Rules that scale each tensor by norms.</summary>
internal static class NormRules
{
    /// <summary>The sources of this family.</summary>
    public static IReadOnlyDictionary<string, OptimizerCounterpart> Counterparts =>
        new Dictionary<string, OptimizerCounterpart>(StringComparer.Ordinal)
        {
            ["optax.lamb"] = new(OptaxLamb),
            ["optax.lars"] = new(OptaxLars),
            ["paper.lars"] = new(PaperLars),
            ["optax.novograd"] = new(OptaxNovoGrad),
            ["optax.fromage"] = new(OptaxFromage),
        };

    public static IGradientTransformation OptaxLamb(Settings settings, Schedule rate) =>
        new Lamb
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-6),
            EpsilonRoot = settings.Number("eps_root", 0),
            WeightDecay = settings.Number("weight_decay", 0),
        };

    public static IGradientTransformation OptaxLars(Settings settings, Schedule rate) =>
        new Lars
        {
            LearningRate = rate,
            WeightDecay = settings.Number("weight_decay", 0),
            TrustCoefficient = settings.Number("trust_coefficient", 0.001),
            Epsilon = settings.Number("eps", 0),
            Momentum = settings.Number("momentum", 0.9),
            Nesterov = settings.Flag("nesterov"),
        };

    public static IGradientTransformation PaperLars(Settings settings, Schedule rate) =>
        new Lars
        {
            LearningRate = rate,
            WeightDecay = settings.Number("weight_decay", 0),
            TrustCoefficient = settings.Number("trust_coefficient", 0.001),
            Momentum = settings.Number("momentum", 0.9),
            SumsNorms = true,
        };

    public static IGradientTransformation OptaxNovoGrad(Settings settings, Schedule rate) =>
        new NovoGrad
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.25),
            Epsilon = settings.Number("eps", 1e-6),
            EpsilonRoot = settings.Number("eps_root", 0),
            WeightDecay = settings.Number("weight_decay", 0),
        };

    public static IGradientTransformation OptaxFromage(Settings settings, Schedule rate) =>
        new Fromage { LearningRate = rate, MinNorm = settings.Number("min_norm", 1e-6) };
}
