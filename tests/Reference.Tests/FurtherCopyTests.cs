using Pullback.ReferenceCheck;
using Pullback.ReferenceCheck.Files;
using Pullback.ReferenceCheck.Reporting;
using Xunit;

namespace Pullback.Reference.Tests;

/// <summary>The further rules, which the project generated from their definitions in NumPy, through the code of the program.</summary>
public class FurtherCopyTests
{
    [Fact]
    public void Every_case_has_a_counterpart_and_passes()
    {
        FileReport report = ReferenceFolder.Further.Check(new OptimizersFile())!;
        Assert.Empty(report.Failed);
        Assert.Empty(report.Missing);
        Assert.Empty(report.Exempt);
        Assert.True(report.Checked > 0);
    }
}
