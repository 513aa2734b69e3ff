using System.Text;

namespace Pullback.Testing;

/// <summary>One law and whether the transformation kept it.</summary>
/// <param name="Law">The law.</param>
/// <param name="Violation">How it was broken, with the numbers; null when it was kept.</param>
public sealed record LawFinding(string Law, string? Violation)
{
    /// <summary>Whether the law was kept.</summary>
    public bool Passed => Violation is null;
}

/// <summary>What <see cref="OptimizerLaws"/> found in one case.</summary>
/// <param name="Subject">The transformation.</param>
/// <param name="Shapes">The tensors of the case.</param>
/// <param name="Case">The case, which repeats it.</param>
/// <param name="Findings">One finding per law.</param>
/// <param name="Replay">A call that runs the case again.</param>
public sealed record LawReport(string Subject, string Shapes, CheckCase Case, IReadOnlyList<LawFinding> Findings, string Replay)
    : ICaseReport
{
    /// <summary>Whether every law was kept.</summary>
    public bool Passed => Findings.All(finding => finding.Passed);

    /// <summary>The report for people: transformation, tensors, every broken law, and how to repeat it.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Subject).Append(" (").Append(Shapes).Append("): ").Append(Passed ? "lawful" : "BROKEN LAW").Append('\n');
        foreach (LawFinding finding in Findings.Where(finding => !finding.Passed))
        {
            text.Append("  ").Append(finding.Law).Append(": ").Append(finding.Violation).Append('\n');
        }
        return text.Append("  replay: ").Append(Replay).ToString();
    }

    string ICaseReport.Describe() => ToString();
}

/// <summary>A law was broken; the message is the report.</summary>
public sealed class OptimizerLawException : Exception
{
    /// <summary>Makes the exception of a failed report.</summary>
    /// <param name="report">The report.</param>
    public OptimizerLawException(LawReport report)
        : base(report.ToString()) => Report = report;

    /// <summary>The failed report.</summary>
    public LawReport Report { get; }
}
