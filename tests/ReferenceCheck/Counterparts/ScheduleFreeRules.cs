using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Schedule-free learning: trajectories are of the points where gradients are taken, the further quantity x is the average.</summary>
internal static class ScheduleFreeRules
{
    /// <summary>The sources of this family.</summary>
    public static IReadOnlyDictionary<string, OptimizerCounterpart> Counterparts =>
        new Dictionary<string, OptimizerCounterpart>(StringComparer.Ordinal)
        {
            ["ref.schedule_free_sgd"] = new(Descent, EvaluationName: "x"),
            ["ref.schedule_free_adamw"] = new(Adaptive, EvaluationName: "x"),
        };

    public static IGradientTransformation Descent(Settings settings, Schedule rate) =>
        new ScheduleFreeSgd
        {
            LearningRate = WarmedUp(settings, rate),
            Momentum = settings.Number("momentum", 0.9),
            StepPower = settings.Number("r", 0),
            RatePower = settings.Number("weight_lr_power", 2),
            WeightDecay = settings.Number("weight_decay", 0),
        };

    public static IGradientTransformation Adaptive(Settings settings, Schedule rate) =>
        new ScheduleFreeAdamW
        {
            LearningRate = WarmedUp(settings, rate),
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-8),
            StepPower = settings.Number("r", 0),
            RatePower = settings.Number("weight_lr_power", 2),
            WeightDecay = settings.Number("weight_decay", 0),
            DecaysIterate = settings.Flag("decay_at_z"),
        };

    /// <summary>The reference multiplies the rate of each step by the share of the warm-up that is done.</summary>
    private static Schedule WarmedUp(Settings settings, Schedule rate)
    {
        int steps = settings.Whole("warmup_steps", 0);
        return steps == 0 ? rate : rate * Schedule.Constant(1).Warmup(steps);
    }
}
