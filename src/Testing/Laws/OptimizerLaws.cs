using FsCheck;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>
/// Checks the laws that every gradient transformation keeps, over random layouts (ragged, with frozen and with empty tensors), values and gradients, in
/// float and in double:
/// <list type="bullet">
/// <item>an update changes nothing that it was given, and the same call gives the same bits;</item>
/// <item>updates have the layout of the parameters, padding stays zero, the state counts its updates;</item>
/// <item>a step is the update, added to the parameters, bit for bit;</item>
/// <item>a step that may reuse buffers gives the same bits as one that may not, and never touches the gradients;</item>
/// <item>the first state owns its memory; a state that is saved by name and restored is the same state, and a run goes on from it as if it had
/// not been interrupted; equal states print and compare as equal, under names of which none is there twice;</item>
/// <item>a zero gradient gives finite updates; frozen tensors stay as they are;</item>
/// <item>gradients of another layout and states of another transformation are refused, and leave every argument as it was; an input that a rule
/// needs and does not get is named;</item>
/// <item>where the transformation has a <c>MaxDegreeOfParallelism</c>, it shows in no bit;</item>
/// <item>float follows double.</item>
/// </list>
/// </summary>
/// <remarks>
/// <para>
/// Every step gets its gradients together with a loss, a gradient function and a curvature that belong to them (those of a random convex quadratic that has
/// these gradients there), and with a metric: see <see cref="OptimizerLawOptions.GivesInputs"/>.
/// </para>
/// <para>The laws do not say that a rule minimises anything; a test on a function with a known minimum does.</para>
/// </remarks>
public static class OptimizerLaws
{
    /// <summary>The laws as a property for FsCheck.</summary>
    /// <param name="transformation">The transformation.</param>
    /// <param name="options">Tolerances and sizes; null: the defaults.</param>
    /// <returns>A property for FsCheck.</returns>
    public static Property Check(IGradientTransformation transformation, OptimizerLawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transformation);
        return CheckRunner.Property(drawn => Run(transformation, options ?? OptimizerLawOptions.Default, drawn));
    }

    /// <summary>Runs the laws over a fixed list of cases.</summary>
    /// <param name="transformation">The transformation.</param>
    /// <param name="options">Tolerances, sizes, the cases to run; null: the defaults.</param>
    /// <returns>The report of the last case.</returns>
    /// <exception cref="OptimizerLawException">A law was broken.</exception>
    public static LawReport Verify(IGradientTransformation transformation, OptimizerLawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transformation);
        options ??= OptimizerLawOptions.Default;
        LawReport report = CheckRunner.Verify(options.CasesToVerify(), drawn => Run(transformation, options, drawn));
        return report.Passed ? report : throw new OptimizerLawException(report);
    }

    private static readonly (string Name, Func<LawCase, string?> Law)[] Laws =
    [
        ("an update changes nothing that it was given", UpdateLaws.Pure),
        ("the same update twice gives the same bits", UpdateLaws.Deterministic),
        ("updates have the layout of the parameters, padding zero", UpdateLaws.LayoutKept),
        ("a zero gradient gives finite updates", UpdateLaws.ZeroGradientFinite),
        ("frozen tensors stay as they are", UpdateLaws.FrozenKept),
        ("gradients of another layout are refused", UpdateLaws.OtherLayoutRefused),
        ("a step is the update, added to the parameters", StepLaws.StepIsUpdateApplied),
        ("a donated step gives the bits of a pure one", StepLaws.DonatedIsPure),
        ("the first state owns its memory", StateLaws.InitOwnsItsMemory),
        ("a state counts its updates", StateLaws.StepCounted),
        ("a state survives being saved and restored", StateLaws.Restored),
        ("a run that was saved and restored goes on as if it had not been", StateLaws.Resumed),
        ("a state prints and compares by its named values", StateLaws.PrintsAndCompares),
        ("a state of another transformation is refused", StateLaws.OtherStateRefused),
        ("an input that is missing is named", InputLaws.MissingInputsNamed),
        ("the number of threads shows in no bit", DegreeLaws.DegreeShowsInNoBit),
        ("float follows double", PrecisionLaw.SingleFollowsDouble),
    ];

    private static LawReport Run(IGradientTransformation transformation, OptimizerLawOptions options, CheckCase drawn)
    {
        LawCase lawCase = new(transformation, options, drawn);
        LawFinding[] findings = [.. Laws.Select(law => new LawFinding(law.Name, Violation(law.Law, lawCase)))];
        string settings = ReferenceEquals(options, OptimizerLawOptions.Default) ? "OptimizerLawOptions.Default" : "options";
        return new LawReport(
            transformation.ToString() ?? transformation.GetType().Name,
            lawCase.Layout.Slots.Count == 0 ? "no tensors" : string.Join(", ", lawCase.Layout.Slots),
            drawn,
            findings,
            $"OptimizerLaws.Verify(transformation, {settings}.Replay({drawn}))"
        );
    }

    /// <summary>An exception where none belongs breaks the law that met it.</summary>
    private static string? Violation(Func<LawCase, string?> law, LawCase lawCase)
    {
        try
        {
            return law(lawCase);
        }
        catch (Exception thrown)
        {
            return $"{thrown.GetType().Name}: {thrown.Message}";
        }
    }
}
