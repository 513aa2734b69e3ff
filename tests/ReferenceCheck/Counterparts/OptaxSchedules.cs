using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

public static partial class ScheduleCounterparts
{
    private static Dictionary<string, MakeSchedule> OptaxSchedules =>
        new(StringComparer.Ordinal)
        {
            ["optax.constant_schedule"] = (s, _) => Schedule.Constant(s.Number("value")),
            ["optax.linear_schedule"] = (s, _) => OptaxPolynomial(s, power: 1),
            ["optax.polynomial_schedule"] = (s, _) => OptaxPolynomial(s, s.Number("power")),
            ["optax.exponential_decay"] = (s, _) => OptaxExponential(s, s.Number("init_value")),
            ["optax.cosine_decay_schedule"] = (s, _) => OptaxCosine(s),
            ["optax.piecewise_constant_schedule"] = (s, _) =>
                Schedule.PiecewiseConstant(
                    s.Number("init_value"),
                    s.Has("boundaries_and_scales") ? ByStep(s, "boundaries_and_scales") : []
                ),
            ["optax.piecewise_interpolate_schedule"] = (s, _) =>
                Schedule.PiecewiseInterpolated(
                    ScaledPoints(s),
                    Shape(s, "interpolate_type", "linear", ("linear", Interpolation.Linear), ("cosine", Interpolation.Cosine))
                ),
            ["optax.linear_onecycle_schedule"] = (s, _) => LinearOneCycle(s),
            ["optax.cosine_onecycle_schedule"] = (s, _) => CosineOneCycle(s),
            ["optax.warmup_constant_schedule"] = (s, _) => OptaxWarmup(s),
            ["optax.warmup_cosine_decay_schedule"] = (s, _) => OptaxWarmupCosine(s),
            ["optax.warmup_exponential_decay_schedule"] = (s, _) =>
                // Up to the peak even where the decay's bound lies above it.
                Schedule
                    .Constant(s.Number("peak_value"))
                    .Warmup(s.Whole("warmup_steps"), s.Number("init_value"))
                    .Then(s.Whole("warmup_steps"), OptaxExponential(s, s.Number("peak_value"))),
            ["optax.sgdr_schedule"] = (s, _) => Schedule.Sgdr(s.Items("cosine_kwargs").Select(Cycle)),
            ["optax.join_schedules"] = (s, _) => Joined(s),
        };

    /// <summary>Optax takes no transition steps for a constant; and any number to the power 0 is 1.</summary>
    private static Schedule OptaxPolynomial(Settings settings, double power)
    {
        double initial = settings.Number("init_value");
        double final = settings.Number("end_value");
        int steps = settings.Whole("transition_steps");
        int begin = settings.Whole("transition_begin", 0);
        return steps > 0 && power != 0 ? Schedule.Polynomial(initial, steps, final, power).Delayed(Math.Max(0, begin)) : initial;
    }

    /// <summary>Any number to the power 0 is 1: no decay.</summary>
    private static Schedule OptaxCosine(Settings settings)
    {
        double initial = settings.Number("init_value");
        int steps = settings.Whole("decay_steps");
        double final = initial * settings.Number("alpha", 0);
        double exponent = settings.Number("exponent", 1);
        return exponent == 0 ? initial : Schedule.Cosine(initial, steps, final, exponent);
    }

    /// <summary>A line to the peak, which Optax takes for a constant, the first value, where it has no steps.</summary>
    private static Schedule OptaxWarmup(Settings settings)
    {
        double initial = settings.Number("init_value");
        double peak = settings.Number("peak_value");
        int steps = settings.Whole("warmup_steps");
        return steps > 0 ? Schedule.Constant(peak).Warmup(steps, initial) : initial;
    }

    private static Schedule OptaxWarmupCosine(Settings settings)
    {
        double peak = settings.Number("peak_value");
        int warmupSteps = settings.Whole("warmup_steps");
        int steps = settings.Whole("decay_steps");
        double final = OptaxFinal(settings, peak);
        double exponent = settings.Number("exponent", 1);
        double initial = settings.Number("init_value");
        return exponent == 0
            ? Schedule.Constant(peak).Warmup(warmupSteps, initial)
            : Schedule.WarmupCosine(peak, warmupSteps, steps, final, exponent, initial);
    }

    /// <summary>Optax has the last value as a share of the peak: of the peak 0 it is 0.</summary>
    private static double OptaxFinal(Settings settings, double peak)
    {
        double final = settings.Number("end_value", 0);
        return peak == 0 ? 0 : final;
    }

    /// <summary>Optax takes no transition steps, or the rate 0, for a constant.</summary>
    private static Schedule OptaxExponential(Settings settings, double initial)
    {
        double factor = settings.Number("decay_rate");
        int steps = settings.Whole("transition_steps");
        int begin = settings.Whole("transition_begin", 0);
        bool stairs = settings.Flag("staircase");
        double? end = settings.Has("end_value") ? settings.Number("end_value") : null;
        if (steps <= 0 || factor == 0)
        {
            return initial;
        }
        Schedule schedule = (
            stairs ? Schedule.StepDecay(initial, factor, steps) : Schedule.Exponential(initial, factor, steps)
        ).Delayed(Math.Max(0, begin));
        if (end is not { } bound)
        {
            return schedule;
        }
        return factor < 1 ? schedule.Bounded(minimum: bound) : schedule.Bounded(maximum: bound);
    }

    private static List<(double Step, double Value)> ScaledPoints(Settings settings) =>
        ScaledPoints(
            settings.Number("init_value"),
            settings.Has("boundaries_and_scales") ? ByStep(settings, "boundaries_and_scales") : []
        );

    /// <summary>Optax multiplies the values up: each scale is a factor of the value before.</summary>
    private static List<(double Step, double Value)> ScaledPoints(double value, IEnumerable<(long Step, double Scale)> scales)
    {
        List<(double, double)> points = [(0, value)];
        foreach ((long step, double scale) in scales)
        {
            value *= scale;
            points.Add((step, value));
        }
        return points;
    }

    private static Schedule LinearOneCycle(Settings settings)
    {
        int steps = settings.Whole("transition_steps");
        double peak = settings.Number("peak_value");
        double up = settings.Number("pct_start", 0.3);
        double back = settings.Number("pct_final", 0.85);
        double divisor = settings.Number("div_factor", 25);
        double finalDivisor = settings.Number("final_div_factor", 1e4);
        (long, double)[] joints = [((int)(up * steps), divisor), ((int)(back * steps), 1 / divisor), (steps, 1 / finalDivisor)];
        return AreApart(joints)
            ? Schedule.LinearOneCycle(peak, steps, up, back, divisor, finalDivisor)
            : Merged(Interpolation.Linear, peak / divisor, joints);
    }

    private static Schedule CosineOneCycle(Settings settings)
    {
        int steps = settings.Whole("transition_steps");
        double peak = settings.Number("peak_value");
        double up = settings.Number("pct_start", 0.3);
        double divisor = settings.Number("div_factor", 25);
        double finalDivisor = settings.Number("final_div_factor", 1e4);
        (long, double)[] joints = [((int)(up * steps), divisor), (steps, 1 / (divisor * finalDivisor))];
        return AreApart(joints)
            ? Schedule.CosineOneCycle(peak, steps, up, divisor, finalDivisor)
            : Merged(Interpolation.Cosine, peak / divisor, joints);
    }

    /// <summary>Whether the joints are in their order, with none on the first step.</summary>
    private static bool AreApart((long Step, double Scale)[] joints) =>
        joints[0].Step > 0 && joints.Zip(joints.Skip(1)).All(pair => pair.First.Step < pair.Second.Step);

    /// <summary>Optax keeps the joints as keys and sorts them: of two on one step the last remains, where the library's cycle has both phases.</summary>
    private static Schedule Merged(Interpolation shape, double first, (long Step, double Scale)[] joints) =>
        Schedule.PiecewiseInterpolated(
            ScaledPoints(first, joints.GroupBy(joint => joint.Step).Select(group => group.Last()).OrderBy(joint => joint.Step)),
            shape
        );

    private static CosineCycle Cycle(Settings settings)
    {
        double peak = settings.Number("peak_value");
        CosineCycle cycle = new(peak, settings.Whole("decay_steps"))
        {
            WarmupSteps = settings.Whole("warmup_steps"),
            StartAt = settings.Number("init_value"),
            Final = OptaxFinal(settings, peak),
            Exponent = settings.Number("exponent", 1),
        };
        settings.Done();
        return cycle;
    }

    private static Schedule Joined(Settings settings)
    {
        Schedule[] schedules = [.. settings.Items("schedules").Select(inner => Inner("optax.", inner, double.NaN))];
        int[] boundaries = settings.Integers("boundaries");
        return schedules[1..].Zip(boundaries).Aggregate(schedules[0], (before, next) => before.Then(next.Second, next.First));
    }
}
