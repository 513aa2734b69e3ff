using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

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
            ["optax.cosine_decay_schedule"] = (s, _) =>
                Schedule.Cosine(
                    s.Number("init_value"),
                    s.Whole("decay_steps"),
                    s.Number("init_value") * s.Number("alpha", 0),
                    s.Number("exponent", 1)
                ),
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
            ["optax.warmup_constant_schedule"] = (s, _) =>
                Schedule.Constant(s.Number("peak_value")).Warmup(s.Whole("warmup_steps"), s.Number("init_value")),
            ["optax.warmup_cosine_decay_schedule"] = (s, _) =>
                Schedule.WarmupCosine(
                    s.Number("peak_value"),
                    s.Whole("warmup_steps"),
                    s.Whole("decay_steps"),
                    s.Number("end_value", 0),
                    s.Number("exponent", 1),
                    s.Number("init_value")
                ),
            ["optax.warmup_exponential_decay_schedule"] = (s, _) =>
                // Up to the peak even where the decay's bound lies above it.
                Schedule
                    .Constant(s.Number("peak_value"))
                    .Warmup(s.Whole("warmup_steps"), s.Number("init_value"))
                    .Then(s.Whole("warmup_steps"), OptaxExponential(s, s.Number("peak_value"))),
            ["optax.sgdr_schedule"] = (s, _) => Schedule.Sgdr(s.Items("cosine_kwargs").Select(Cycle)),
            ["optax.join_schedules"] = (s, _) => Joined(s),
        };

    /// <summary>Optax takes no transition steps for a constant.</summary>
    private static Schedule OptaxPolynomial(Settings settings, double power)
    {
        double initial = settings.Number("init_value");
        double final = settings.Number("end_value");
        int steps = settings.Whole("transition_steps");
        int begin = settings.Whole("transition_begin", 0);
        return steps > 0 ? Schedule.Polynomial(initial, steps, final, power).Delayed(Math.Max(0, begin)) : initial;
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

    /// <summary>Optax multiplies the values up: each scale is a factor of the value before.</summary>
    private static IEnumerable<(double Step, double Value)> ScaledPoints(Settings settings)
    {
        double value = settings.Number("init_value");
        List<(double, double)> points = [(0, value)];
        if (settings.Has("boundaries_and_scales"))
        {
            foreach ((long step, double scale) in ByStep(settings, "boundaries_and_scales"))
            {
                value *= scale;
                points.Add((step, value));
            }
        }
        return points;
    }

    private static Schedule LinearOneCycle(Settings settings)
    {
        int steps = settings.Whole("transition_steps");
        double up = settings.Number("pct_start", 0.3);
        double back = settings.Number("pct_final", 0.85);
        CheckJoints(0, (int)(up * steps), (int)(back * steps), steps);
        return Schedule.LinearOneCycle(
            settings.Number("peak_value"),
            steps,
            up,
            back,
            settings.Number("div_factor", 25),
            settings.Number("final_div_factor", 1e4)
        );
    }

    private static Schedule CosineOneCycle(Settings settings)
    {
        int steps = settings.Whole("transition_steps");
        double up = settings.Number("pct_start", 0.3);
        CheckJoints(0, (int)(up * steps), steps);
        return Schedule.CosineOneCycle(
            settings.Number("peak_value"),
            steps,
            up,
            settings.Number("div_factor", 25),
            settings.Number("final_div_factor", 1e4)
        );
    }

    /// <summary>Optax keeps the joints as keys: of two on one step only the last remains, and on step 0 it divides by no step.</summary>
    private static void CheckJoints(params int[] joints)
    {
        if (joints.Zip(joints.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new NoCounterpartException(
                "the library keeps all phases where two joints fall on one step, and Optax drops one"
            );
        }
    }

    private static CosineCycle Cycle(Settings settings)
    {
        CosineCycle cycle = new(settings.Number("peak_value"), settings.Whole("decay_steps"))
        {
            WarmupSteps = settings.Whole("warmup_steps"),
            StartAt = settings.Number("init_value"),
            Final = settings.Number("end_value", 0),
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
