using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Diagnostics;

/// <summary>Makes the descriptors, so that none can lack its help page: the link follows from the id.</summary>
internal static class DescriptorFactory
{
    private const string Category = "Pullback";
    private const string Pages = "https://github.com/pullback-net/pullback/blob/main/docs/diagnostics/";

    /// <summary>A mistake: the emitted members cannot work.</summary>
    public static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    /// <summary>Works, but not as its author would like.</summary>
    public static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Warning);

    /// <summary>The page that explains a diagnostic.</summary>
    public static string HelpLink(string id) => Pages + id + ".md";

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpLink(id));
}
