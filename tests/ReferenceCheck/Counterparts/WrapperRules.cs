using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Wrappers around gradient descent or Adam.</summary>
internal static class WrapperRules
{
    /// <summary>The sources of this family.</summary>
    public static IReadOnlyDictionary<string, OptimizerCounterpart> Counterparts =>
        new Dictionary<string, OptimizerCounterpart>(StringComparer.Ordinal)
        {
            ["wrap.lookahead"] = new(Lookahead, Extras: LookaheadExtras),
            ["wrap.sam"] = new(SharpnessAware, Couples: true),
        };

    private static IReadOnlyDictionary<string, ReadExtra> LookaheadExtras { get; } =
        new Dictionary<string, ReadExtra> { ["slow"] = (result, _) => ((LookaheadState<double>)result.State).Slow.Flatten() };

    /// <summary>
    /// The source starts the state of the fast rule anew, but not the count of the learning rates: what starts anew is the rule with rate 1, and the rates are
    /// applied outside.
    /// </summary>
    public static IGradientTransformation Lookahead(Settings settings, Schedule rate)
    {
        int period = settings.Whole("sync_period", 5);
        IGradientTransformation fast = settings.Flag("reset_state")
            ? Chain.Of(new RestartEvery(Fast(settings, 1.0), period), new Scale(rate))
            : Fast(settings, rate);
        return new Lookahead(fast) { SyncPeriod = period, SlowStepSize = settings.Number("slow_step_size", 0.5) };
    }

    public static IGradientTransformation SharpnessAware(Settings settings, Schedule rate) =>
        new Sam(new Sgd { LearningRate = rate, Momentum = settings.Number("momentum", 0) })
        {
            Radius = settings.Number("rho", 0.05),
            Adaptive = settings.Flag("adaptive"),
            Epsilon = settings.Number("eps", 1e-12),
        };

    private static IGradientTransformation Fast(Settings settings, Schedule rate) =>
        settings.Text("fast", "sgd") switch
        {
            "sgd" => GradientDescentRules.TorchSgd(settings, rate),
            "adam" => FastAdam(settings, rate),
            string other => throw new NoCounterpartException($"the fast rule '{other}' is unknown"),
        };

    private static IGradientTransformation FastAdam(Settings settings, Schedule rate) =>
        settings.Flag("decoupled")
            ? AdamRules.TorchAdamW(settings, rate, decayByDefault: 0)
            : AdamRules.TorchAdam(settings, rate);
}
