using System.Text.Json;
using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Reporting;

/// <summary>A case that did not simply pass, and why.</summary>
public sealed record CaseNote(string Id, string Why);

/// <summary>What came of the cases of one file. Every case ends in exactly one of five ways: passed, failed, without counterpart, exempt, refused.</summary>
public sealed class FileReport(string fileName)
{
    private static readonly string? LibraryName = typeof(Schedule).Assembly.GetName().Name;

    private readonly List<CaseNote> failed = [];
    private readonly List<CaseNote> missing = [];
    private readonly List<CaseNote> exempt = [];
    private readonly List<CaseNote> refused = [];
    private readonly List<object> used = [];
    private readonly List<object> usedByCase = [];

    public string FileName { get; } = fileName;

    /// <summary>The cases that passed or failed: the others were not computed.</summary>
    public int Checked { get; private set; }

    public IReadOnlyList<CaseNote> Failed => failed;

    public IReadOnlyList<CaseNote> Missing => missing;

    public IReadOnlyList<CaseNote> Exempt => exempt;

    /// <summary>The cases with a setting out of the bound that the library documents: the message names the setting, the bound and the value.</summary>
    public IReadOnlyList<CaseNote> Refused => refused;

    /// <summary>Whether a case has shown another number than the library's, or none.</summary>
    public bool IsWrong => failed.Count + refused.Count > 0;

    /// <summary>The optimizers, transformations and averages with which cases passed.</summary>
    public IReadOnlyList<object> Used => used;

    public string Summary =>
        $"{FileName}: {Checked} checked, {failed.Count} failed, {missing.Count} without counterpart, {exempt.Count} exempt"
        + (refused.Count > 0 ? $", {refused.Count} refused" : "");

    /// <summary>Runs the check of every item of a list. A case goes by its id, and by its place where it has none.</summary>
    public void RunEach(IEnumerable<JsonElement> items, string list, Action<JsonElement> check)
    {
        foreach ((int index, JsonElement item) in items.Index())
        {
            Run(item.TextOr("id", FormattableString.Invariant($"{list}[{index}]")), () => check(item));
        }
    }

    /// <summary>Runs one case. An exception of the library, or a case that is not of the schema, is a failure of the case, not of the run.</summary>
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
            Checked++;
            failed.Add(new CaseNote(id, $"not of the schema: {what.Message}"));
        }
        catch (ArgumentException bound) when (bound.Source == LibraryName)
        {
            refused.Add(new CaseNote(id, bound.Message));
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
        Write(output, "refused", refused);
    }

    private static void Write(TextWriter output, string title, List<CaseNote> notes)
    {
        foreach (CaseNote note in notes)
        {
            output.WriteLine($"  {title}: {note.Id}: {note.Why.ReplaceLineEndings(" ")}");
        }
    }
}
