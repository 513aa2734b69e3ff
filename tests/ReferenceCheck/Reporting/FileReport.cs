namespace Pullback.ReferenceCheck.Reporting;

/// <summary>A case that did not simply pass, and why.</summary>
public sealed record CaseNote(string Id, string Why);

/// <summary>What came of the cases of one file. Every case ends in exactly one of four ways: passed, failed, without counterpart, exempt.</summary>
public sealed class FileReport(string fileName)
{
    private readonly List<CaseNote> failed = [];
    private readonly List<CaseNote> missing = [];
    private readonly List<CaseNote> exempt = [];
    private readonly List<object> used = [];
    private readonly List<object> usedByCase = [];

    public string FileName { get; } = fileName;

    /// <summary>The cases that were computed, passed or failed.</summary>
    public int Checked { get; private set; }

    public IReadOnlyList<CaseNote> Failed => failed;

    public IReadOnlyList<CaseNote> Missing => missing;

    public IReadOnlyList<CaseNote> Exempt => exempt;

    /// <summary>The optimizers, transformations and averages with which cases passed.</summary>
    public IReadOnlyList<object> Used => used;

    public string Summary =>
        $"{FileName}: {Checked} checked, {failed.Count} failed, {missing.Count} without counterpart, {exempt.Count} exempt";

    /// <summary>Runs one case. An exception of the library is a failure of the case, not of the run.</summary>
    public void Run(string id, Action check)
    {
        usedByCase.Clear();
        try
        {
            check();
            Checked++;
            used.AddRange(usedByCase);
        }
        catch (NoCounterpartException what)
        {
            missing.Add(new CaseNote(id, what.Message));
        }
        catch (ExemptException reason)
        {
            exempt.Add(new CaseNote(id, reason.Message));
        }
        catch (CaseFailedException what)
        {
            Checked++;
            failed.Add(new CaseNote(id, what.Message));
        }
        catch (ReferenceFormatException what)
        {
            throw new ReferenceFormatException($"case '{id}': {what.Message}", what);
        }
        catch (Exception thrown)
        {
            Checked++;
            failed.Add(new CaseNote(id, $"{thrown.GetType().Name}: {thrown.Message}"));
        }
    }

    /// <summary>Says with what of the library the running case is computed.</summary>
    public void Use(object made) => usedByCase.Add(made);

    /// <summary>Writes the summary and, below it, every case that did not simply pass.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine(Summary);
        Write(output, "failed", failed);
        Write(output, "without counterpart", missing);
        Write(output, "exempt", exempt);
    }

    private static void Write(TextWriter output, string title, List<CaseNote> notes)
    {
        foreach (CaseNote note in notes)
        {
            output.WriteLine($"  {title}: {note.Id}: {note.Why}");
        }
    }
}
