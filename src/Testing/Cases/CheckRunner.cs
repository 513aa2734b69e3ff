using FsCheck;
using FsCheck.Fluent;

namespace Pullback.Testing;

/// <summary>What a check found in one case.</summary>
internal interface ICaseReport
{
    bool Passed { get; }

    string Describe();
}

/// <summary>Runs a check as an FsCheck property, or over a fixed list of cases. Both draw the same kind of case and shrink it the same way.</summary>
internal static class CheckRunner
{
    private const int LargestSize = 40;

    private static readonly Arbitrary<CheckCase> Cases = Arb.From(
        Gen.Sized(size =>
            from seed in Gen.Choose(0, int.MaxValue)
            from bound in Gen.Choose(0, Math.Min(size, LargestSize))
            select new CheckCase(seed, bound)
        ),
        drawn => drawn.Simpler()
    );

    /// <summary>The check as a property whose label, when it fails, is the report.</summary>
    public static Property Property<TReport>(Func<CheckCase, TReport> check)
        where TReport : ICaseReport =>
        Prop.ForAll(
            Cases,
            drawn =>
            {
                TReport report = check(drawn);
                return report.Passed.Label(report.Passed ? "passed" : report.Describe());
            }
        );

    /// <summary>The first failing report over the cases, made as simple as shrinking can; the last report when all pass.</summary>
    public static TReport Verify<TReport>(IEnumerable<CheckCase> cases, Func<CheckCase, TReport> check)
        where TReport : class, ICaseReport
    {
        TReport? last = null;
        foreach (CheckCase drawn in cases)
        {
            last = check(drawn);
            if (!last.Passed)
            {
                return Shrink(drawn, last, check);
            }
        }
        return last ?? throw new ArgumentException("A check needs at least one case.", nameof(cases));
    }

    /// <summary>Cases of growing size, the seeds in a row from the given one.</summary>
    public static IEnumerable<CheckCase> Series(long seed, int count) =>
        Enumerable.Range(0, count).Select(i => new CheckCase(seed + i, Math.Min(i, LargestSize)));

    private static TReport Shrink<TReport>(CheckCase failing, TReport report, Func<CheckCase, TReport> check)
        where TReport : class, ICaseReport
    {
        foreach (CheckCase simpler in failing.Simpler())
        {
            TReport again = check(simpler);
            if (!again.Passed)
            {
                return Shrink(simpler, again, check);
            }
        }
        return report;
    }
}
