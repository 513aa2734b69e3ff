using FsCheck;
using Xunit;

namespace Pullback.Testing.Tests.Gradients;

public class ReportTests
{
    private static GradientReport Failed() =>
        Assert.Throws<GradientCheckException>(() => GradientCheck.VerifyCustomOp<ForgottenUpstream>()).Report;

    [Fact]
    public void Report_names_op_shape_element_both_numbers_and_tolerance()
    {
        GradientReport report = Failed();
        GradientFinding worst = report.Worst!;
        string text = report.ToString();
        Assert.StartsWith("ForgottenUpstream (input ", text, StringComparison.Ordinal);
        Assert.Contains("WRONG GRADIENT", text, StringComparison.Ordinal);
        Assert.Matches(@"input\[\d+, \d+\] of shape \d+×\d+: analytic \S+, numeric \S+, difference \S+, allowed \S+", text);
        Assert.True(Math.Abs(worst.Analytic - worst.Numeric) > worst.Tolerance);
    }

    [Fact]
    public void Replay_repeats_the_failure()
    {
        GradientReport report = Failed();
        Assert.EndsWith(
            $"replay: GradientCheck.VerifyCustomOp<ForgottenUpstream>(GradientCheckOptions.Default.Replay({report.Case}))",
            report.ToString(),
            StringComparison.Ordinal
        );
        GradientCheckOptions replay = GradientCheckOptions.Default.Replay(report.Case.Seed, report.Case.Size, report.Case.Grid);
        GradientReport again = Assert
            .Throws<GradientCheckException>(() => GradientCheck.VerifyCustomOp<ForgottenUpstream>(replay))
            .Report;
        Assert.Equal(report.Worst, again.Worst);
        Assert.Equal(report.Shapes, again.Shapes);
    }

    [Fact]
    public void Failures_shrink_to_the_smallest_size_and_coarsest_grid_that_still_fail()
    {
        GradientReport report = Failed();
        Assert.Equal(0, report.Case.Size);
        Assert.Equal(2, report.Case.Grid);
    }

    [Fact]
    public void FsCheck_shows_the_report_and_its_replay_string()
    {
        Exception thrown = Assert.ThrowsAny<Exception>(() =>
            GradientCheck.CustomOp<ForgottenUpstream>().QuickCheckThrowOnFailure()
        );
        Assert.Contains("WRONG GRADIENT", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("analytic", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Replay", thrown.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_same_verification_gives_the_same_report() => Assert.Equal(Failed().ToString(), Failed().ToString());

    [Fact]
    public void A_passing_report_lists_every_comparison()
    {
        GradientReport report = GradientCheck.VerifyCustomOp<WeightedSquare>();
        Assert.Null(report.Worst);
        Assert.Contains("gradient as expected", report.ToString(), StringComparison.Ordinal);
        Assert.Contains(report.Findings, finding => finding.Check == "float backward against double");
    }

    [Fact]
    public void Options_change_copies()
    {
        GradientCheckOptions changed = GradientCheckOptions
            .Default.With(relativeTolerance: 1e-3, cases: 3)
            .WithKinks(0, 1)
            .WithFeatures(4);
        Assert.Equal(1e-3, changed.RelativeTolerance);
        Assert.Equal(3, changed.Cases);
        Assert.Equal([0, 1], changed.Kinks);
        Assert.Equal([4], changed.Features);
        Assert.Equal(1e-5, GradientCheckOptions.Default.RelativeTolerance);
    }
}
