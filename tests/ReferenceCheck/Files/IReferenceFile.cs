using System.Text.Json;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary>Knows the schema of one reference file and what its cases are checked against.</summary>
public interface IReferenceFile
{
    /// <summary>The file's name in the folder, <c>optimizers.json</c>.</summary>
    string Name { get; }

    /// <summary>Runs every case of the file.</summary>
    void Check(JsonElement root, FileReport report);
}
