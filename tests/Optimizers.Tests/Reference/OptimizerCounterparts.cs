using System.Text.Json;

namespace Pullback.Optimizers.Tests.Reference;

/// <summary>Which optimizer of this library a case of optimizers.json is about; null where there is none (yet).</summary>
internal static class OptimizerCounterparts
{
    public static IGradientTransformation? Of(JsonElement @case)
    {
        JsonElement hyper = @case.GetProperty("hyper");
        Schedule rate = Rate(@case.GetProperty("lr"));
        if (@case.TryGetProperty("groups", out JsonElement groups) && groups.ValueKind != JsonValueKind.Null)
        {
            return null;
        }

        IGradientTransformation? optimizer = @case.Text("source") switch
        {
            "torch.SGD" => new Sgd
            {
                LearningRate = rate,
                Momentum = hyper.Number("momentum"),
                Dampening = hyper.Number("dampening"),
                Nesterov = hyper.Flag("nesterov"),
                WeightDecay = hyper.Number("weight_decay"),
            },
            "torch.Adam" when !hyper.Flag("amsgrad") => new Adam
            {
                LearningRate = rate,
                Beta1 = hyper.GetProperty("betas")[0].Number(),
                Beta2 = hyper.GetProperty("betas")[1].Number(),
                Epsilon = hyper.Number("eps"),
                WeightDecay = hyper.Number("weight_decay"),
            },
            "torch.AdamW" when !hyper.Flag("amsgrad") => new AdamW
            {
                LearningRate = rate,
                Beta1 = hyper.GetProperty("betas")[0].Number(),
                Beta2 = hyper.GetProperty("betas")[1].Number(),
                Epsilon = hyper.Number("eps"),
                WeightDecay = hyper.Number("weight_decay"),
            },
            "optax.adam" => new AdamW
            {
                LearningRate = rate,
                Beta1 = hyper.Number("beta1"),
                Beta2 = hyper.Number("beta2"),
                Epsilon = hyper.Number("eps"),
                EpsilonRoot = hyper.Number("eps_root"),
                Nesterov = hyper.Flag("nesterov"),
                WeightDecay = hyper.Number("weight_decay"),
            },
            "cs231n.adam" => new Adam
            {
                LearningRate = rate,
                Beta1 = hyper.Number("beta1"),
                Beta2 = hyper.Number("beta2"),
                Epsilon = hyper.Number("eps"),
                BiasCorrection = hyper.Flag("bias_correction"),
            },
            "cs231n.sgd" => new Sgd { LearningRate = rate },
            "cs231n.momentum" => new ScaleByVelocity { LearningRate = rate, Momentum = hyper.Number("mu") },
            "cs231n.nesterov" => new ScaleByVelocity
            {
                LearningRate = rate,
                Momentum = hyper.Number("mu"),
                Nesterov = true,
            },
            "optax.trace_sgd" => new Sgd
            {
                LearningRate = rate,
                Momentum = hyper.Number("momentum"),
                Nesterov = hyper.Flag("nesterov"),
            },
            _ => null,
        };
        return optimizer is not null && hyper.TryGetProperty("maximize", out JsonElement maximize) && maximize.GetBoolean()
            ? Chain.Of(new Scale(-1.0), optimizer)
            : optimizer;
    }

    private static Schedule Rate(JsonElement rate)
    {
        if (rate.ValueKind != JsonValueKind.Array)
        {
            return rate.Number();
        }

        double[] rates = rate.Numbers();
        return Schedule.FromFunc(step => rates[Math.Min(step, rates.Length - 1)]);
    }
}
