using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Diagnostics;

/// <summary>Collects what the read stage finds wrong, with real source locations.</summary>
/// <remarks>
/// One read stage serves two readers. The generator keeps the equatable model and drops the bag: it reports nothing, and its model holds no
/// location, so that moving code does not run anything again. The analyzer keeps the bag and drops the model: its diagnostics carry the real syntax
/// tree, without which <c>#pragma warning disable</c> does not work (dotnet/roslyn issue 68291). A bag therefore never enters a pipeline's model.
/// </remarks>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _diagnostics = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Whether something was found that makes emitted code wrong.</summary>
    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor descriptor, Location? location, params object?[] arguments)
    {
        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        _diagnostics.Add(Diagnostic.Create(descriptor, location ?? Location.None, arguments));
    }

    /// <summary>Hands everything to an analyzer's report function.</summary>
    public void ReportTo(Action<Diagnostic> report)
    {
        foreach (Diagnostic diagnostic in _diagnostics)
        {
            report(diagnostic);
        }
    }
}
