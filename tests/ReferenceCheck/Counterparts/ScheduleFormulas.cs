using Pullback.Optimizers;

namespace Pullback.ReferenceCheck.Counterparts;

public static partial class ScheduleCounterparts
{
    private static Dictionary<string, MakeSchedule> Formulas =>
        new(StringComparer.Ordinal)
        {
            ["formula.step_decay"] = (s, _) => Schedule.StepDecay(s.Number("lr"), s.Number("factor"), s.Whole("every")),
            ["formula.exp"] = (s, _) => Schedule.ExponentialDecay(s.Number("lr"), s.Number("k")),
            ["formula.inverse_time"] = (s, _) => Schedule.InverseTime(s.Number("lr"), s.Number("k")),
            ["formula.inverse_time_staircase"] = (s, _) =>
                Schedule.InverseTime(s.Number("lr"), s.Number("k"), s.Whole("decay_steps")),
            ["formula.warmup_cosine"] = (s, _) =>
                Schedule.WarmupCosine(s.Number("lr"), s.Whole("warmup"), s.Whole("total"), s.Number("min_lr", 0)),
            ["formula.keras_polynomial"] = (s, _) =>
                Schedule.Polynomial(
                    s.Number("lr"),
                    s.Whole("decay_steps"),
                    s.Number("end_lr"),
                    s.Number("power"),
                    s.Flag("cycle")
                ),
            ["formula.inverse_sqrt"] = (s, _) =>
                Schedule.WarmupInverseSquareRoot(s.Number("lr"), s.Whole("warmup"), s.Number("init_lr")),
            ["formula.noam"] = (s, _) => Schedule.Noam(s.Whole("d_model"), s.Whole("warmup"), s.Number("factor", 1)),
            ["formula.warmup_stable_decay"] = (s, _) =>
                Schedule.WarmupStableDecay(
                    s.Number("lr"),
                    s.Whole("warmup"),
                    s.Whole("stable"),
                    s.Whole("decay"),
                    s.Number("min_lr", 0),
                    Shape(s, "shape", "linear", ("linear", Interpolation.Linear), ("1-sqrt", Interpolation.OneMinusSquareRoot))
                ),
            ["formula.sutskever_momentum"] = (s, _) => Schedule.SutskeverMomentum(s.Number("mu_max"), s.Whole("period")),
        };
}
