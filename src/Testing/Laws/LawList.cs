using FsCheck;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>Laws that are checked together, and the public call that repeats a case of them.</summary>
internal sealed class LawList(string call, params (string Name, Func<LawCase, string?> Law)[] laws)
{
    public Property Property(IGradientTransformation transformation, OptimizerLawOptions? options)
    {
        ArgumentNullException.ThrowIfNull(transformation);
        return CheckRunner.Property(drawn => Run(transformation, options ?? OptimizerLawOptions.Default, drawn));
    }

    public LawReport Verify(IGradientTransformation transformation, OptimizerLawOptions? options)
    {
        ArgumentNullException.ThrowIfNull(transformation);
        options ??= OptimizerLawOptions.Default;
        LawReport report = CheckRunner.Verify(options.CasesToVerify(), drawn => Run(transformation, options, drawn));
        return report.Passed ? report : throw new OptimizerLawException(report);
    }

    private LawReport Run(IGradientTransformation transformation, OptimizerLawOptions options, CheckCase drawn)
    {
        LawCase lawCase = new(transformation, options, drawn);
        LawFinding[] findings = [.. laws.Select(law => new LawFinding(law.Name, Violation(law.Law, lawCase)))];
        string settings = ReferenceEquals(options, OptimizerLawOptions.Default) ? "OptimizerLawOptions.Default" : "options";
        return new LawReport(
            transformation.ToString() ?? transformation.GetType().Name,
            lawCase.Layout.Slots.Count == 0 ? "no tensors" : string.Join(", ", lawCase.Layout.Slots),
            drawn,
            findings,
            $"{call}(transformation, {settings}.Replay({drawn}))"
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
