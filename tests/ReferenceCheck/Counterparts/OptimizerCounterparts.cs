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
/// <param name="EvaluationName">The name of the further quantity that is the parameters to predict with.</param>
public sealed record OptimizerCounterpart(
    MakeOptimizer Make,
    bool Couples = false,
    IReadOnlyDictionary<string, ReadExtra>? Extras = null,
    string? EvaluationName = null
);

/// <summary>Which optimizer of the library a reference <c>source</c> is. A new optimizer adds one line to its family, and a method that reads its settings.</summary>
public static class OptimizerCounterparts
{
    /// <summary>Each family of rules lists its own sources; a new family adds one line.</summary>
    private static readonly Dictionary<string, OptimizerCounterpart> Registry = new(
        [
            .. GradientDescentRules.Counterparts,
            .. RpropRules.Counterparts,
            .. AdamRules.Counterparts,
            .. AdaptiveRules.Counterparts,
            .. AdamRelatives.Counterparts,
            .. ScheduleFreeRules.Counterparts,
            .. SophiaRules.Counterparts,
            .. LearningRateFreeRules.Counterparts,
            .. NormRules.Counterparts,
            .. TensorRules.Counterparts,
            .. WrapperRules.Counterparts,
        ],
        StringComparer.Ordinal
    );

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
