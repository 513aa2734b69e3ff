using System.Text.Json;

namespace Pullback.Optimizers.Tests.Reference;

/// <summary>Which schedule of this library a case of schedulers.json is about; null where there is none (yet).</summary>
internal static class ScheduleCounterparts
{
    public static Schedule? Of(JsonElement @case)
    {
        JsonElement p = @case.GetProperty("params");
        double rate =
            @case.TryGetProperty("base_lr", out JsonElement baseRate) && baseRate.ValueKind == JsonValueKind.Number
                ? baseRate.GetDouble()
                : 0;
        return @case.Text("source") switch
        {
            "torch.StepLR" => Schedule.StepDecay(rate, p.Number("gamma"), (long)p.Number("step_size")),
            "torch.ExponentialLR" => Schedule.Exponential(rate, p.Number("gamma")),
            "torch.CosineAnnealingLR" => Schedule.CosineWave(rate, p.Number("eta_min"), (long)p.Number("T_max")),
            "torch.ReduceLROnPlateau" => Schedule.ReduceOnPlateau(
                rate,
                p.Number("factor"),
                (long)p.Number("patience"),
                p.Number("threshold"),
                p.Text("threshold_mode") == "rel",
                p.Text("mode") == "max",
                (long)p.Number("cooldown"),
                p.Number("min_lr"),
                p.Number("eps")
            ),
            "formula.inverse_time" => Schedule.InverseTime(p.Number("lr"), p.Number("k")),
            "formula.inverse_time_staircase" => Schedule.InverseTime(
                p.Number("lr"),
                p.Number("k"),
                (long)p.Number("decay_steps")
            ),
            "formula.exp" => Schedule.ExponentialDecay(p.Number("lr"), p.Number("k")),
            "formula.step_decay" => Schedule.StepDecay(p.Number("lr"), p.Number("factor"), (long)p.Number("every")),
            "formula.warmup_cosine" => Schedule.WarmupCosine(
                p.Number("lr"),
                (long)p.Number("warmup"),
                (long)p.Number("total"),
                p.Number("min_lr")
            ),
            "optax.cosine_decay_schedule" => Schedule.Cosine(
                p.Number("init_value"),
                (long)p.Number("decay_steps"),
                p.Number("init_value") * p.Number("alpha"),
                p.Number("exponent")
            ),
            "optax.warmup_constant_schedule" => Schedule
                .Constant(p.Number("peak_value"))
                .Warmup((long)p.Number("warmup_steps"), p.Number("init_value")),
            _ => null,
        };
    }
}
