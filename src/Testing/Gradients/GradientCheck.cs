using FsCheck;

namespace Pullback.Testing;

/// <summary>
/// Checks gradients: the derivative of a formula, the backward kernel of an op, all gradients of a layer or a graph. Each check exists as an FsCheck
/// <see cref="Property"/>, <c>GradientCheck.Elementwise&lt;Mish&gt;().QuickCheckThrowOnFailure()</c>, and as a <c>Verify…</c> that runs a fixed list of cases
/// and throws a <see cref="GradientCheckException"/> with the report, for test frameworks without FsCheck.
/// </summary>
/// <remarks>
/// <para>
/// Gradients are compared in double precision with central differences, element by element, at random ragged shapes (a batch of one included), for every
/// input and parameter by name. Beyond the values: gradients are linear in the upstream gradient, a zero upstream gradient gives zero, the same call twice
/// gives the same bits, inputs are left alone, and the float kernels agree with the double ones.
/// </para>
/// <para>
/// A passing check does not prove an op right at arguments outside the range it draws from, at NaN and infinities, or where its derivative is steeper than
/// a step of 10⁻⁷ can see; test those by hand.
/// </para>
/// </remarks>
public static partial class GradientCheck
{
    private static Property Property(Func<CheckCase, GradientReport> check) => CheckRunner.Property(check);

    private static GradientReport Verify(GradientCheckOptions options, Func<CheckCase, GradientReport> check)
    {
        GradientReport report = CheckRunner.Verify(options.CasesToVerify(), check);
        return report.Passed ? report : throw new GradientCheckException(report);
    }
}
