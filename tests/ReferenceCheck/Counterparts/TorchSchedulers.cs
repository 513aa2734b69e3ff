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
            ["torch.ConstantLR"] = (s, rate) => TorchConstant(s, rate),
            ["torch.LinearLR"] = (s, rate) => TorchLinear(s, rate),
            ["torch.ExponentialLR"] = (s, rate) => Schedule.Exponential(rate, s.Number("gamma")),
            ["torch.PolynomialLR"] = (s, rate) => TorchPolynomial(s, rate),
            ["torch.CosineAnnealingLR"] = (s, rate) => Schedule.CosineWave(rate, s.Number("eta_min", 0), s.Whole("T_max")),
            ["torch.CosineAnnealingWarmRestarts"] = (s, rate) =>
                Schedule.CosineRestarts(rate, s.Number("eta_min", 0), s.Whole("T_0"), s.Whole("T_mult", 1)),
            ["torch.CyclicLR"] = (s, _) => Cyclic(s),
            ["torch.OneCycleLR"] = (s, _) => OneCycle(s),
            ["torch.SWALR"] = (s, rate) => Averaging(s, rate),
            ["torch.ReduceLROnPlateau"] = (s, rate) => Plateau(s, rate),
            ["torch.SequentialLR"] = (s, rate) => Sequential(s, rate),
            ["torch.ChainedScheduler"] = (s, rate) => Chained(s, rate),
        };

    /// <summary>The library's schedule of a scheduler that is a part of others.</summary>
    internal static Schedule Torch(string kind, Settings settings, double rate) => Find("torch." + kind, settings, rate).Rate;

    /// <summary>The parts of a combination, of which there is one at least.</summary>
    internal static Settings[] Schedulers(Settings settings)
    {
        Settings[] parts = [.. settings.Items("schedulers")];
        return parts.Length > 0 ? parts : throw new ReferenceFormatException("'schedulers' is empty");
    }

    /// <summary>Whether a scheduler does nothing but multiply the rate that it finds.</summary>
    internal static bool Multiplies(string kind) =>
        kind
            is "MultiplicativeLR"
                or "StepLR"
                or "MultiStepLR"
                or "ConstantLR"
                or "LinearLR"
                or "ExponentialLR"
                or "PolynomialLR";

    /// <summary>The falling and rising wave of CosineAnnealingLR, from 1 to 0, whose ends its user sets.</summary>
    internal static Schedule CosineWave(Settings settings)
    {
        settings.Skip("eta_min");
        Schedule wave = Schedule.CosineWave(1, 0, settings.Whole("T_max"));
        TorchDone(settings);
        return wave;
    }

    /// <summary>The share of SWALR's own rate, step by step.</summary>
    internal static Schedule AveragingShare(Settings settings)
    {
        settings.Skip("swa_lr");
        Schedule share = Averaging(settings, 0, to: 1);
        TorchDone(settings);
        return share;
    }

    /// <summary>Refuses settings that were not read, but for those of PyTorch that change no rate.</summary>
    internal static void TorchDone(Settings settings)
    {
        settings.Skip("verbose");
        settings.Only("last_epoch", -1);
        settings.Done();
    }

    /// <summary>Of no steps PyTorch never takes the factor back: it does so in the last of them.</summary>
    private static Schedule TorchConstant(Settings settings, double rate)
    {
        Schedule factored = rate * settings.Number("factor", 1.0 / 3);
        int steps = settings.Whole("total_iters", 5);
        return steps > 0 ? factored.Then(steps, rate) : factored;
    }

    /// <summary>Of no steps PyTorch stays at the first factor.</summary>
    private static Schedule TorchLinear(Settings settings, double rate)
    {
        double first = rate * settings.Number("start_factor", 1.0 / 3);
        double last = rate * settings.Number("end_factor", 1);
        int steps = settings.Whole("total_iters", 5);
        return steps > 0 ? Schedule.Linear(first, last, steps) : first;
    }

    /// <summary>Of no steps, or with the power 0, it is no polynomial but constant.</summary>
    private static Schedule TorchPolynomial(Settings settings, double rate)
    {
        int steps = settings.Whole("total_iters", 5);
        double power = settings.Number("power", 1);
        return steps > 0 && power != 0 ? Schedule.Polynomial(rate, steps, power: power) : rate;
    }

    private static Schedule Averaging(Settings settings, double rate, double? to = null) =>
        Schedule
            .Constant(rate)
            .AnnealTo(
                to ?? settings.GroupNumber("swa_lr"),
                at: 0,
                settings.Whole("anneal_epochs", 10),
                CosineOrLinear(settings, "anneal_strategy")
            );

    /// <summary>PyTorch never raises a rate to its least.</summary>
    private static Schedule Plateau(Settings settings, double rate)
    {
        Schedule plateau = Schedule.ReduceOnPlateau(
            rate,
            settings.Number("factor", 0.1),
            settings.Whole("patience", 10),
            settings.Number("threshold", 1e-4),
            relative: Choice(settings, "threshold_mode", "rel", "abs", fallback: true),
            maximize: Choice(settings, "mode", "max", "min", fallback: false),
            settings.Whole("cooldown", 0),
            Math.Min(rate, settings.GroupNumber("min_lr", 0)),
            settings.Number("eps", 1e-8)
        );
        return plateau;
    }

    private static RateCounterpart Cyclic(Settings settings)
    {
        string mode = settings.Text("mode", "triangular");
        double gamma = settings.Number("gamma", 1);
        int up = settings.Whole("step_size_up", 2000);
        settings.Skip("scale_mode"); // Of a function of the user's own.
        int down = settings.Whole("step_size_down", up);
        double cycleFactor = mode == "triangular2" ? 0.5 : 1;
        double stepFactor = mode == "exp_range" ? gamma : 1;
        (double low, double high) = (settings.GroupNumber("base_lr"), settings.GroupNumber("max_lr"));
        (double least, double most) = (settings.GroupNumber("base_momentum", 0.8), settings.GroupNumber("max_momentum", 0.9));
        if (mode is not ("triangular" or "triangular2" or "exp_range"))
        {
            throw Unsupported("mode", mode);
        }
        if (!settings.Flag("cycle_momentum", true))
        {
            return Schedule.Triangular(low, high, up, down, cycleFactor, stepFactor);
        }
        // PyTorch takes its two rates in any order, as a triangle does; a cycle has a low and a high one.
        return low <= high && least <= most
            ? Schedule.Cyclic(low, high, up, down, cycleFactor, stepFactor, least, most)
            : new RateAndMomentum(
                Schedule.Triangular(low, high, up, down, cycleFactor, stepFactor),
                Schedule.Triangular(most, least, up, down, cycleFactor, stepFactor)
            );
    }

    private static RateCounterpart OneCycle(Settings settings)
    {
        // Either the number of steps, which goes before, or its two factors.
        int epochs = settings.Whole("epochs", 0);
        int stepsPerEpoch = settings.Whole("steps_per_epoch", 0);
        (double least, double most) = (settings.GroupNumber("base_momentum", 0.85), settings.GroupNumber("max_momentum", 0.95));
        bool cyclesMomentum = settings.Flag("cycle_momentum", true);
        RateAndMomentum cycle = Schedule.OneCycle(
            settings.GroupNumber("max_lr"),
            settings.Whole("total_steps", epochs * stepsPerEpoch),
            settings.Number("pct_start", 0.3),
            CosineOrLinear(settings, "anneal_strategy"),
            settings.Number("div_factor", 25),
            settings.Number("final_div_factor", 1e4),
            settings.Flag("three_phase"),
            cyclesMomentum ? least : 0,
            cyclesMomentum ? most : 0
        );
        return cyclesMomentum ? cycle : cycle.LearningRate;
    }

    /// <summary>
    /// PyTorch starts each scheduler at the rate of the optimizer; those that know none of their own go on with that of the step before. SWALR counts the calls
    /// of its construction, and so its first step here is its second one.
    /// </summary>
    private static Schedule Sequential(Settings settings, double rate)
    {
        Settings[] parts = Schedulers(settings);
        int[] milestones = settings.Integers("milestones");
        bool isPlain =
            milestones.Zip([0, .. milestones]).All(pair => pair.First > 0 && pair.First >= pair.Second)
            && milestones.Length == parts.Length - 1
            && parts.Count(part => part.Text("kind") == "SWALR") <= 1
            && parts.Index().All(part => StartsAtItsOwn(part.Item.Text("kind"), isFirst: part.Index == 0));
        if (!isPlain)
        {
            return TorchChain.Of("SequentialLR", settings, rate);
        }
        Schedule joined = Torch(parts[0].Text("kind"), parts[0], rate);
        foreach ((Settings next, int milestone) in parts.Skip(1).Zip(milestones))
        {
            string kind = next.Text("kind");
            Schedule part = Torch(kind, next, kind is "MultiplicativeLR" or "SWALR" ? joined.At(milestone - 1) : rate);
            joined = joined.Then(milestone, kind == "SWALR" ? part.Advanced(1) : part);
        }
        return joined;
    }

    /// <summary>Whether a part of a sequence starts at the optimizer's rate, or at one of its own, and leaves the start of the others alone.</summary>
    private static bool StartsAtItsOwn(string kind, bool isFirst) =>
        kind switch
        {
            "ConstantLR" => isFirst, // Its closed form, taken at milestones, differs where it has no steps.
            "CyclicLR" => !isFirst,
            "CosineAnnealingLR" or "CosineAnnealingWarmRestarts" or "SWALR" => true,
            _ => Multiplies(kind),
        };

    /// <summary>PyTorch chains steps, not factors: the two are the same for those that multiply only.</summary>
    private static Schedule Chained(Settings settings, double rate)
    {
        Settings[] parts = Schedulers(settings);
        return parts.All(part => Multiplies(part.Text("kind")))
            ? parts.Aggregate(Schedule.Constant(rate), (product, part) => product * Torch(part.Text("kind"), part, 1))
            : TorchChain.Of("ChainedScheduler", settings, rate);
    }

    private static Interpolation CosineOrLinear(Settings settings, string name) =>
        Shape(settings, name, "cos", ("cos", Interpolation.Cosine), ("linear", Interpolation.Linear));
}
