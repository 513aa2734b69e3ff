using System.Globalization;
using System.Text;

namespace Pullback.Testing;

/// <summary>The worst element of one comparison of a gradient check.</summary>
/// <param name="Check">What was compared with what.</param>
/// <param name="Variable">The input or parameter towards which the gradient was taken, or the output that was compared.</param>
/// <param name="Shape">The variable's shape, <c>3×5</c>.</param>
/// <param name="Element">The place of the worst element, <c>[2, 4]</c>.</param>
/// <param name="Analytic">What the kernel computed there.</param>
/// <param name="Numeric">What it was compared with: a central difference, or another kernel.</param>
/// <param name="Tolerance">The difference allowed there.</param>
/// <param name="Passed">Whether the difference is within the tolerance.</param>
public sealed record GradientFinding(
    string Check,
    string Variable,
    string Shape,
    string Element,
    double Analytic,
    double Numeric,
    double Tolerance,
    bool Passed
)
{
    /// <summary>One line for people.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Check}: {Variable}{Element} of shape {Shape}: analytic {Analytic:R}, numeric {Numeric:R}, difference {Math.Abs(Analytic - Numeric):E2}, allowed {Tolerance:E2}"
        );
}

/// <summary>What a gradient check found in one case: the worst element of every comparison it made.</summary>
/// <param name="Subject">The op, layer or graph.</param>
/// <param name="Shapes">The shapes of the case.</param>
/// <param name="Case">The case, which repeats it.</param>
/// <param name="Findings">One finding per comparison; the failed ones first.</param>
/// <param name="Replay">A call that runs the case again.</param>
public sealed record GradientReport(
    string Subject,
    string Shapes,
    CheckCase Case,
    IReadOnlyList<GradientFinding> Findings,
    string Replay
) : ICaseReport
{
    /// <summary>Whether every comparison was within its tolerance.</summary>
    public bool Passed => Findings.All(finding => finding.Passed);

    /// <summary>The failed comparison that is furthest beyond its tolerance; null when all passed.</summary>
    public GradientFinding? Worst =>
        Findings
            .Where(finding => !finding.Passed)
            .MaxBy(finding => Math.Abs(finding.Analytic - finding.Numeric) / finding.Tolerance);

    /// <summary>The report for people: subject, shapes, every failed comparison with its worst element, and how to repeat it.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Subject).Append(" (").Append(Shapes).Append("): ");
        text.Append(Passed ? "gradient as expected" : "WRONG GRADIENT").Append('\n');
        foreach (GradientFinding finding in Findings.Where(finding => Passed || !finding.Passed))
        {
            text.Append("  ").Append(finding).Append('\n');
        }
        return text.Append("  replay: ").Append(Replay).ToString();
    }

    string ICaseReport.Describe() => ToString();
}

/// <summary>A gradient check failed; the message is the report.</summary>
public sealed class GradientCheckException : Exception
{
    /// <summary>Makes the exception of a failed report.</summary>
    /// <param name="report">The report.</param>
    public GradientCheckException(GradientReport report)
        : base(report.ToString()) => Report = report;

    /// <summary>The failed report.</summary>
    public GradientReport Report { get; }
}
