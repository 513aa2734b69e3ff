using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Makes the library's schedule of a source. <paramref name="baseRate"/> is PyTorch's rate outside the schedule; NaN for others.</summary>
public delegate Schedule MakeSchedule(Settings settings, double baseRate);

/// <summary>Which schedule of the library a reference <c>source</c> is. A new schedule adds one line.</summary>
public static class ScheduleCounterparts
{
    private static readonly Dictionary<string, MakeSchedule> Registry = new(StringComparer.Ordinal)
    {
        ["torch.StepLR"] = (s, rate) => Schedule.StepDecay(rate, s.Number("gamma"), s.Whole("step_size")),
        ["torch.ExponentialLR"] = (s, rate) => Schedule.Exponential(rate, s.Number("gamma")),
        ["torch.CosineAnnealingLR"] = (s, rate) => Schedule.CosineWave(rate, s.Number("eta_min", 0), s.Whole("T_max")),
        ["torch.LinearLR"] = (s, rate) =>
            Schedule.Constant(rate * s.Number("end_factor")).Warmup(s.Whole("total_iters"), rate * s.Number("start_factor")),
        ["torch.ReduceLROnPlateau"] = Plateau,
        ["formula.step_decay"] = (s, _) => Schedule.StepDecay(s.Number("lr"), s.Number("factor"), s.Whole("every")),
        ["formula.exp"] = (s, _) => Schedule.ExponentialDecay(s.Number("lr"), s.Number("k")),
        ["formula.inverse_time"] = (s, _) => Schedule.InverseTime(s.Number("lr"), s.Number("k")),
        ["formula.inverse_time_staircase"] = (s, _) =>
            Schedule.InverseTime(s.Number("lr"), s.Number("k"), s.Whole("decay_steps")),
        ["formula.warmup_cosine"] = (s, _) =>
            Schedule.WarmupCosine(s.Number("lr"), s.Whole("warmup"), s.Whole("total"), s.Number("min_lr", 0)),
        ["optax.cosine_decay_schedule"] = (s, _) =>
            Schedule.Cosine(
                s.Number("init_value"),
                s.Whole("decay_steps"),
                s.Number("init_value") * s.Number("alpha", 0),
                s.Number("exponent", 1)
            ),
        ["optax.warmup_constant_schedule"] = (s, _) =>
            Schedule.Constant(s.Number("peak_value")).Warmup(s.Whole("warmup_steps"), s.Number("init_value")),
        ["optax.warmup_cosine_decay_schedule"] = WarmupCosine,
        ["optax.exponential_decay"] = Exponential,
    };

    /// <summary>The counterpart of a source with its settings.</summary>
    /// <exception cref="NoCounterpartException">The library has no such schedule, or not with these settings.</exception>
    public static Schedule Find(string source, Settings settings, double baseRate)
    {
        if (!Registry.TryGetValue(source, out MakeSchedule? make))
        {
            throw new NoCounterpartException($"the library has no schedule '{source}'");
        }
        Schedule schedule = make(settings, baseRate);
        settings.Done();
        return schedule;
    }

    private static Schedule Plateau(Settings settings, double rate) =>
        Schedule.ReduceOnPlateau(
            rate,
            settings.Number("factor", 0.1),
            settings.Whole("patience", 10),
            settings.Number("threshold", 1e-4),
            relative: Choice(settings, "threshold_mode", "rel", "abs"),
            maximize: Choice(settings, "mode", "max", "min"),
            settings.Whole("cooldown", 0),
            settings.Number("min_lr", 0),
            settings.Number("eps", 1e-8)
        );

    private static Schedule WarmupCosine(Settings settings, double rate)
    {
        int warmup = settings.Whole("warmup_steps");
        int cosine = settings.Whole("decay_steps") - warmup;
        Schedule down = Schedule.Cosine(
            settings.Number("peak_value"),
            cosine,
            settings.Number("end_value", 0),
            settings.Number("exponent", 1)
        );
        return down.Warmup(warmup, settings.Number("init_value"));
    }

    private static Schedule Exponential(Settings settings, double rate)
    {
        settings.Only("transition_begin", 0);
        double initial = settings.Number("init_value");
        double factor = settings.Number("decay_rate");
        int steps = settings.Whole("transition_steps");
        return settings.Flag("staircase")
            ? Schedule.StepDecay(initial, factor, steps)
            : Schedule.Exponential(initial, factor, steps);
    }

    private static bool Choice(Settings settings, string name, string yes, string no)
    {
        string given = settings.Text(name);
        return given == yes
            || (given == no ? false : throw new NoCounterpartException($"the library has no setting for {name} = \"{given}\""));
    }
}
