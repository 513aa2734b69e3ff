using Pullback.Optimizers;

namespace Digits;

/// <summary>The optimizers that <c>--optimizer</c> names, each with the learning rate that suits it.</summary>
internal static class OptimizerChoice
{
    private static readonly Dictionary<string, (double Rate, Func<Schedule, IGradientTransformation> Create)> Choices = new(
        StringComparer.Ordinal
    )
    {
        ["adamw"] = (5e-3, rate => new AdamW { LearningRate = rate, WeightDecay = 1e-2 }),
        ["adam"] = (5e-3, rate => new Adam { LearningRate = rate }),
        ["sgd"] = (0.2, rate => new Sgd { LearningRate = rate }),
        ["momentum"] = (0.05, rate => new Sgd { LearningRate = rate, Momentum = 0.9 }),
        ["nesterov"] = (
            0.05,
            rate => new Sgd
            {
                LearningRate = rate,
                Momentum = 0.9,
                Nesterov = true,
            }
        ),
    };

    public static IEnumerable<string> Names => Choices.Keys;

    /// <summary>A linear warm-up over a twentieth of all steps, at most a hundred, then half a cosine to zero.</summary>
    public static Schedule LearningRate(TrainingOptions options, long totalSteps) =>
        Schedule.WarmupCosine(
            peak: options.LearningRate ?? Choices[options.Optimizer].Rate,
            warmupSteps: Math.Min(100, totalSteps / 20),
            totalSteps: totalSteps
        );

    public static IGradientTransformation Create(string name, Schedule learningRate) => Choices[name].Create(learningRate);
}
