using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

public static partial class ScheduleCounterparts
{
    private static Dictionary<string, MakeSchedule> TorchSchedulers =>
        new(StringComparer.Ordinal)
        {
            ["torch.MultiplicativeLR"] = (s, rate) => Schedule.Multiplicative(rate, s.Numbers("factors")),
            ["torch.StepLR"] = (s, rate) => Schedule.StepDecay(rate, s.Number("gamma", 0.1), s.Whole("step_size")),
            ["torch.MultiStepLR"] = (s, rate) =>
                Schedule.MultiStep(rate, s.Number("gamma", 0.1), s.Integers("milestones").Select(milestone => (long)milestone)),
            ["torch.ConstantLR"] = (s, rate) =>
                Schedule.Constant(rate * s.Number("factor", 1.0 / 3)).Then(s.Whole("total_iters", 5), rate),
            ["torch.LinearLR"] = (s, rate) =>
                Schedule.Linear(
                    rate * s.Number("start_factor", 1.0 / 3),
                    rate * s.Number("end_factor", 1),
                    s.Whole("total_iters", 5)
                ),
            ["torch.ExponentialLR"] = (s, rate) => Schedule.Exponential(rate, s.Number("gamma")),
            ["torch.PolynomialLR"] = (s, rate) =>
                Schedule.Polynomial(rate, s.Whole("total_iters", 5), power: s.Number("power", 1)),
            ["torch.CosineAnnealingLR"] = (s, rate) => Schedule.CosineWave(rate, s.Number("eta_min", 0), s.Whole("T_max")),
            ["torch.CosineAnnealingWarmRestarts"] = (s, rate) =>
                Schedule.CosineRestarts(rate, s.Number("eta_min", 0), s.Whole("T_0"), s.Whole("T_mult", 1)),
            ["torch.CyclicLR"] = (s, _) => Cyclic(s),
            ["torch.OneCycleLR"] = (s, _) => OneCycle(s),
            ["torch.SWALR"] = (s, rate) =>
                Schedule
                    .Constant(rate)
                    .AnnealTo(s.Number("swa_lr"), at: 0, s.Whole("anneal_epochs", 10), CosineOrLinear(s, "anneal_strategy")),
            ["torch.ReduceLROnPlateau"] = (s, rate) =>
                Schedule.ReduceOnPlateau(
                    rate,
                    s.Number("factor", 0.1),
                    s.Whole("patience", 10),
                    s.Number("threshold", 1e-4),
                    relative: Choice(s, "threshold_mode", "rel", "abs", fallback: true),
                    maximize: Choice(s, "mode", "max", "min", fallback: false),
                    s.Whole("cooldown", 0),
                    s.Number("min_lr", 0),
                    s.Number("eps", 1e-8)
                ),
            ["torch.SequentialLR"] = (s, rate) => Sequential(s, rate),
            ["torch.ChainedScheduler"] = (s, rate) =>
                s.Items("schedulers").Aggregate(Schedule.Constant(rate), (product, inner) => product * Factor(inner)),
        };

    private static RateAndMomentum Cyclic(Settings settings)
    {
        string mode = settings.Text("mode", "triangular");
        double gamma = settings.Number("gamma", 1);
        int up = settings.Whole("step_size_up", 2000);
        settings.Skip("scale_mode"); // Of a function of the user's own.
        int down = settings.Whole("step_size_down", up);
        double cycleFactor = mode == "triangular2" ? 0.5 : 1;
        double stepFactor = mode == "exp_range" ? gamma : 1;
        (double low, double high) = (settings.Number("base_lr"), settings.Number("max_lr"));
        (double least, double most) = (settings.Number("base_momentum", 0.8), settings.Number("max_momentum", 0.9));
        // PyTorch takes its two rates in any order, as a triangle does; a cycle has a low and a high one.
        RateAndMomentum cycle =
            low <= high
                ? Schedule.Cyclic(low, high, up, down, cycleFactor, stepFactor, least, most)
                : new(
                    Schedule.Triangular(low, high, up, down, cycleFactor, stepFactor),
                    Schedule.Triangular(most, least, up, down, cycleFactor, stepFactor)
                );
        settings.Skip("cycle_momentum"); // The reference then has no momentum to compare.
        return mode is "triangular" or "triangular2" or "exp_range" ? cycle : throw Unsupported("mode", mode);
    }

    private static RateAndMomentum OneCycle(Settings settings)
    {
        // Either the number of steps, which goes before, or its two factors.
        int epochs = settings.Whole("epochs", 0);
        int stepsPerEpoch = settings.Whole("steps_per_epoch", 0);
        settings.Skip("cycle_momentum");
        return Schedule.OneCycle(
            settings.Number("max_lr"),
            settings.Whole("total_steps", epochs * stepsPerEpoch),
            settings.Number("pct_start", 0.3),
            CosineOrLinear(settings, "anneal_strategy"),
            settings.Number("div_factor", 25),
            settings.Number("final_div_factor", 1e4),
            settings.Flag("three_phase"),
            settings.Number("base_momentum", 0.85),
            settings.Number("max_momentum", 0.95)
        );
    }

    /// <summary>PyTorch starts each scheduler at the rate of the optimizer; only one that knows no rate goes on with that of the step before.</summary>
    private static Schedule Sequential(Settings settings, double rate)
    {
        Settings[] inner = [.. settings.Items("schedulers")];
        Schedule joined = Inner("torch.", inner[0], rate);
        foreach ((Settings next, int milestone) in inner.Skip(1).Zip(settings.Integers("milestones")))
        {
            bool goesOn = next.Text("kind") == "MultiplicativeLR" && milestone > 0;
            joined = joined.Then(milestone, Inner("torch.", next, goesOn ? joined.At(milestone - 1) : rate));
        }
        return joined;
    }

    /// <summary>A schedule of the rate 1. PyTorch chains steps, not factors: the two are the same for those that multiply only.</summary>
    private static Schedule Factor(Settings settings)
    {
        string kind = settings.Text("kind");
        bool multiplies =
            kind
                is "MultiplicativeLR"
                    or "StepLR"
                    or "MultiStepLR"
                    or "ConstantLR"
                    or "LinearLR"
                    or "ExponentialLR"
                    or "PolynomialLR"
                    or "ChainedScheduler"
            || (kind == "CosineAnnealingLR" && settings.Number("eta_min", 0) == 0);
        return multiplies
            ? Inner("torch.", settings, 1)
            : throw new NoCounterpartException($"the library multiplies chained schedules, and {kind} adds");
    }

    private static Interpolation CosineOrLinear(Settings settings, string name) =>
        Shape(settings, name, "cos", ("cos", Interpolation.Cosine), ("linear", Interpolation.Linear));
}
