using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Makes the library's optimizer of a source, with the settings of a case and its learning rate.</summary>
public delegate IGradientTransformation MakeOptimizer(Settings settings, Schedule rate);

/// <summary>Reads a further quantity that a source lists, such as an averaged iterate, from the parameters and the state after a step.</summary>
public delegate double[] ReadExtra(StepResult<double> result, Settings settings);

/// <summary>What the library has for one source.</summary>
/// <param name="Make">Makes the optimizer.</param>
/// <param name="Couples">Whether a tensor's step depends on other tensors, as a global norm's does: such a rule can't be run on each group alone.</param>
/// <param name="Extras">The further quantities, by their names in the file.</param>
public sealed record OptimizerCounterpart(
    MakeOptimizer Make,
    bool Couples = false,
    IReadOnlyDictionary<string, ReadExtra>? Extras = null
);

/// <summary>Which optimizer of the library a reference <c>source</c> is. A new optimizer adds one line, and a method that reads its settings.</summary>
public static class OptimizerCounterparts
{
    private static readonly Dictionary<string, OptimizerCounterpart> Registry = new(StringComparer.Ordinal)
    {
        ["torch.SGD"] = new(GradientDescentRules.TorchSgd),
        ["cs231n.sgd"] = new(GradientDescentRules.Plain),
        ["cs231n.momentum"] = new(GradientDescentRules.VelocityMomentum),
        ["cs231n.nesterov"] = new(GradientDescentRules.VelocityNesterov),
        ["form.heavy_ball"] = new(GradientDescentRules.VelocityMomentum),
        ["form.nag_lookahead"] = new(GradientDescentRules.VelocityNesterov, Extras: GradientDescentRules.LookaheadExtras),
        ["form.sutskever_scaled"] = new(GradientDescentRules.ScaledVelocity),
        ["form.ema_momentum"] = new(GradientDescentRules.AveragedMomentum),
        ["optax.trace_sgd"] = new(GradientDescentRules.OptaxTrace),
        ["torch.Adam"] = new(AdamRules.TorchAdam),
        ["torch.AdamW"] = new(AdamRules.TorchAdamW),
        ["cs231n.adam"] = new(AdamRules.Notes),
        ["optax.adam"] = new(AdamRules.Optax),
        ["optax.amsgrad"] = new(AdaptiveRules.OptaxAmsGrad),
        ["torch.Adagrad"] = new(AdaptiveRules.TorchAdaGrad),
        ["cs231n.adagrad"] = new(AdaptiveRules.NotesAdaGrad),
        ["optax.adagrad"] = new(AdaptiveRules.OptaxAdaGrad),
        ["torch.RMSprop"] = new(AdaptiveRules.TorchRmsProp),
        ["cs231n.rmsprop"] = new(AdaptiveRules.NotesRmsProp),
        ["optax.rmsprop"] = new(AdaptiveRules.OptaxRmsProp),
        ["torch.Adadelta"] = new(AdaptiveRules.TorchAdaDelta),
        ["torch.Adamax"] = new(AdaptiveRules.TorchAdamax),
        ["optax.adamax"] = new(AdaptiveRules.OptaxAdamax),
        ["torch.NAdam"] = new(AdaptiveRules.TorchNadam),
        ["torch.RAdam"] = new(AdaptiveRules.TorchRectifiedAdam),
        ["optax.radam"] = new(AdaptiveRules.OptaxRectifiedAdam),
        ["optax.lion"] = new(AdaptiveRules.OptaxLion),
        ["optax.sign_sgd"] = new(AdaptiveRules.SignSgd),
        ["optax.signum"] = new(AdaptiveRules.Signum),
        ["optax.optimistic_gd"] = new(AdaptiveRules.Optimistic),
    };

    /// <summary>Sources that the library need not follow, and why.</summary>
    private static readonly Dictionary<string, string> Exemptions = new(StringComparer.Ordinal)
    {
        ["torch.NAdam-1.13"] =
            "version 1.13 of PyTorch multiplies the momentum twice into its product, corrected in 2.0; torch.NAdam holds the documented rule",
    };

    /// <summary>The counterpart of a source.</summary>
    /// <exception cref="NoCounterpartException">The library has no such rule.</exception>
    /// <exception cref="ExemptException">The library need not have it.</exception>
    public static OptimizerCounterpart Find(string source)
    {
        if (Exemptions.TryGetValue(source, out string? reason))
        {
            throw new ExemptException(reason);
        }
        return Registry.TryGetValue(source, out OptimizerCounterpart? counterpart)
            ? counterpart
            : throw new NoCounterpartException($"the library has no optimizer '{source}'");
    }
}
