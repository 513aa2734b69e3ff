using System.Globalization;
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
        ["torch.MultiStepLR"] = (s, rate) =>
            Schedule.MultiStep(rate, s.Number("gamma"), s.Integers("milestones").Select(milestone => (long)milestone)),
        ["torch.ConstantLR"] = (s, rate) => Schedule.Constant(rate * s.Number("factor")).Then(s.Whole("total_iters"), rate),
        ["torch.LinearLR"] = (s, rate) =>
            Schedule.Linear(rate * s.Number("start_factor"), rate * s.Number("end_factor"), s.Whole("total_iters")),
        ["torch.PolynomialLR"] = (s, rate) => Schedule.Polynomial(rate, s.Whole("total_iters"), 0, s.Number("power")),
        ["torch.CosineAnnealingWarmRestarts"] = (s, rate) =>
            Schedule.CosineRestarts(rate, s.Number("eta_min", 0), s.Whole("T_0"), s.Whole("T_mult", 1)),
        ["torch.ReduceLROnPlateau"] = Plateau,
        ["formula.step_decay"] = (s, _) => Schedule.StepDecay(s.Number("lr"), s.Number("factor"), s.Whole("every")),
        ["formula.exp"] = (s, _) => Schedule.ExponentialDecay(s.Number("lr"), s.Number("k")),
        ["formula.inverse_time"] = (s, _) => Schedule.InverseTime(s.Number("lr"), s.Number("k")),
        ["formula.inverse_time_staircase"] = (s, _) =>
            Schedule.InverseTime(s.Number("lr"), s.Number("k"), s.Whole("decay_steps")),
        ["formula.warmup_cosine"] = (s, _) =>
            Schedule.WarmupCosine(s.Number("lr"), s.Whole("warmup"), s.Whole("total"), s.Number("min_lr", 0)),
        ["formula.keras_polynomial"] = (s, _) =>
            Schedule.Polynomial(s.Number("lr"), s.Whole("decay_steps"), s.Number("end_lr"), s.Number("power"), s.Flag("cycle")),
        ["formula.inverse_sqrt"] = (s, _) =>
            Schedule
                .Linear(s.Number("init_lr"), s.Number("lr"), s.Whole("warmup"))
                .Then(
                    s.Whole("warmup"),
                    Shifted(Schedule.InverseSquareRoot(s.Number("lr"), s.Whole("warmup")), s.Whole("warmup"))
                ),
        ["optax.polynomial_schedule"] = (s, _) =>
            Schedule
                .Polynomial(s.Number("init_value"), s.Whole("transition_steps"), s.Number("end_value"), s.Number("power"))
                .Delayed(s.Whole("transition_begin", 0)),
        ["optax.piecewise_constant_schedule"] = (s, _) =>
            Schedule.PiecewiseConstant(
                s.Number("init_value"),
                s.Members("boundaries_and_scales").Select(m => (long.Parse(m.Name, CultureInfo.InvariantCulture), m.Value))
            ),
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
        double initial = settings.Number("init_value");
        double factor = settings.Number("decay_rate");
        int steps = settings.Whole("transition_steps");
        Schedule schedule = settings.Flag("staircase")
            ? Schedule.StepDecay(initial, factor, steps)
            : Schedule.Exponential(initial, factor, steps);
        schedule = schedule.Delayed(settings.Whole("transition_begin", 0));
        if (!settings.Has("end_value"))
        {
            return schedule;
        }
        double end = settings.Number("end_value");
        return factor < 1 ? schedule.Bounded(minimum: end) : schedule.Bounded(maximum: end);
    }

    /// <summary>The schedule from a later step on.</summary>
    private static Schedule Shifted(Schedule schedule, long steps) => Schedule.FromFunc(step => schedule.At(step + steps));

    private static bool Choice(Settings settings, string name, string yes, string no)
    {
        string given = settings.Text(name);
        return given == yes
            || (given == no ? false : throw new NoCounterpartException($"the library has no setting for {name} = \"{given}\""));
    }
}
