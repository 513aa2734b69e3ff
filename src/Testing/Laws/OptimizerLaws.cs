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
/// <para>The laws do not say that a rule minimises anything; a test on a function with a known minimum does (<see cref="TestFunction"/>).</para>
/// </remarks>
public static class OptimizerLaws
{
    /// <summary>The laws as a property for FsCheck.</summary>
    /// <param name="transformation">The transformation.</param>
    /// <param name="options">Tolerances and sizes; null: the defaults.</param>
    /// <returns>A property for FsCheck.</returns>
    public static Property Check(IGradientTransformation transformation, OptimizerLawOptions? options = null) =>
        All.Property(transformation, options);

    /// <summary>Runs the laws over a fixed list of cases.</summary>
    /// <param name="transformation">The transformation.</param>
    /// <param name="options">Tolerances, sizes, the cases to run; null: the defaults.</param>
    /// <returns>The report of the last case.</returns>
    /// <exception cref="OptimizerLawException">A law was broken.</exception>
    public static LawReport Verify(IGradientTransformation transformation, OptimizerLawOptions? options = null) =>
        All.Verify(transformation, options);

    private static readonly LawList All = new(
        "OptimizerLaws.Verify",
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
        ("float follows double", PrecisionLaw.SingleFollowsDouble)
    );

    private static readonly LawList Scale = new(
        "OptimizerLaws.VerifyScaleInvariance",
        ("updates do not depend on the scale of the gradients", InvarianceLaws.OfScale)
    );

    private static readonly LawList Order = new(
        "OptimizerLaws.VerifyOrderInvariance",
        ("updates do not depend on the order of the tensors", InvarianceLaws.OfOrder)
    );

    /// <summary>
    /// A law that only some optimizers keep: multiplying all gradients by a positive number changes no update. It holds for Adam, RMSProp and AdaGrad with ε = 0, for
    /// Rprop and for everything that takes the sign.
    /// </summary>
    /// <param name="transformation">The transformation.</param>
    /// <param name="options">
    /// Tolerances and sizes; null: the defaults. With an <see cref="OptimizerLawOptions.InvarianceTolerance"/> of 0, the default, the numbers are powers of two, and updates
    /// have to be equal to the bit.
    /// </param>
    /// <returns>A property for FsCheck.</returns>
    public static Property CheckScaleInvariance(IGradientTransformation transformation, OptimizerLawOptions? options = null) =>
        Scale.Property(transformation, options);

    /// <summary>The law of <see cref="CheckScaleInvariance"/> over a fixed list of cases.</summary>
    /// <param name="transformation">The transformation.</param>
    /// <param name="options">Tolerances, sizes, the cases to run; null: the defaults.</param>
    /// <returns>The report of the last case.</returns>
    /// <exception cref="OptimizerLawException">The law was broken.</exception>
    public static LawReport VerifyScaleInvariance(IGradientTransformation transformation, OptimizerLawOptions? options = null) =>
        Scale.Verify(transformation, options);

    /// <summary>
    /// A law that all optimizers keep that look at tensors by their names and shapes only, up to the rounding of sums over all of them: the order of the tensors changes no
    /// update. Noise that is drawn by position breaks it.
    /// </summary>
    /// <param name="transformation">The transformation.</param>
    /// <param name="options">Tolerances and sizes; null: the defaults, by which updates have to be equal to the bit.</param>
    /// <returns>A property for FsCheck.</returns>
    public static Property CheckOrderInvariance(IGradientTransformation transformation, OptimizerLawOptions? options = null) =>
        Order.Property(transformation, options);

    /// <summary>The law of <see cref="CheckOrderInvariance"/> over a fixed list of cases.</summary>
    /// <param name="transformation">The transformation.</param>
    /// <param name="options">Tolerances, sizes, the cases to run; null: the defaults.</param>
    /// <returns>The report of the last case.</returns>
    /// <exception cref="OptimizerLawException">The law was broken.</exception>
    public static LawReport VerifyOrderInvariance(IGradientTransformation transformation, OptimizerLawOptions? options = null) =>
        Order.Verify(transformation, options);
}
