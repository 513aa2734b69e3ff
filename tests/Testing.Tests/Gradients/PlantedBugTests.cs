using FsCheck;
using Pullback.Ops;
using Xunit;

namespace Pullback.Testing.Tests.Gradients;

public class PlantedBugTests
{
    [Fact]
    public void Right_derivative_passes()
    {
        GradientCheck.Elementwise<Cubic<RightDerivative>>().QuickCheckThrowOnFailure();
        Assert.True(GradientCheck.VerifyElementwise<Cubic<RightDerivative>>().Passed);
    }

    [Fact]
    public void Right_op_passes()
    {
        GradientCheck.CustomOp<WeightedSquare>().QuickCheckThrowOnFailure();
        Assert.True(GradientCheck.VerifyCustomOp<WeightedSquare>().Passed);
    }

    [Fact]
    public void Wrong_sign_is_caught() => Caught<Cubic<WrongSign>>("against central differences", "x");

    [Fact]
    public void Missing_factor_is_caught() => Caught<Cubic<MissingFactor>>("against central differences", "x");

    [Fact]
    public void A_factor_that_is_wrong_by_a_thousandth_is_caught() =>
        Caught<Cubic<SlightlyWrongFactor>>("against central differences", "x");

    [Fact]
    public void Swapped_index_is_caught() => OpCaught<SwappedIndex>("backward against central differences");

    [Fact]
    public void Wrong_last_partial_vector_is_caught() => OpCaught<WrongLastPartialVector>("backward against central differences");

    [Fact]
    public void Forgotten_upstream_gradient_is_caught()
    {
        GradientReport report = OpCaught<ForgottenUpstream>("backward against central differences");
        Assert.Contains(report.Findings, finding => !finding.Passed && finding.Check == "zero upstream gradient gives zero");
    }

    [Fact]
    public void Dropped_accumulation_at_a_fork_is_caught() =>
        OpCaught<DroppedAccumulation>("backward against central differences");

    [Fact]
    public void An_element_that_is_never_written_is_caught() =>
        OpCaught<UnwrittenElement>("backward against central differences");

    private static void Caught<TOp>(string check, string variable)
        where TOp : struct, IElementwiseOp
    {
        GradientReport report = Assert.Throws<GradientCheckException>(() => GradientCheck.VerifyElementwise<TOp>()).Report;
        Assert.Contains(report.Findings, finding => !finding.Passed && finding.Check.Contains(check, StringComparison.Ordinal));
        Assert.Equal(variable, report.Worst!.Variable);
        Assert.ThrowsAny<Exception>(() => GradientCheck.Elementwise<TOp>().QuickCheckThrowOnFailure());
    }

    private static GradientReport OpCaught<TOp>(string check)
        where TOp : struct, ICustomOp
    {
        GradientReport report = Assert.Throws<GradientCheckException>(() => GradientCheck.VerifyCustomOp<TOp>()).Report;
        Assert.Contains(report.Findings, finding => !finding.Passed && finding.Check == check);
        Assert.ThrowsAny<Exception>(() => GradientCheck.CustomOp<TOp>().QuickCheckThrowOnFailure());
        return report;
    }
}
