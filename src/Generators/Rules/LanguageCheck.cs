using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Whether a project's C# has what emitted code is written in.</summary>
internal static class LanguageCheck
{
    /// <summary>Structs on the stack with an interface: what loops are.</summary>
    private const int Loops = 1300;

    /// <summary>The <c>field</c> of partial properties; the compiler that this is built against has no name for it but that of a preview.</summary>
    private const int Fields = 1400;

    /// <summary>Reports a version that is too old.</summary>
    /// <returns>Whether it is new enough.</returns>
    public static bool Check(INamedTypeSymbol type, DiagnosticBag bag)
    {
        Location? place = type.Locations.FirstOrDefault(location => location.IsInSource);
        if (place?.SourceTree?.Options is not CSharpParseOptions options)
        {
            return true;
        }
        bool hasParts = type.GetMembers().OfType<IPropertySymbol>().Any(BoundReader.IsBoundedPart);
        int needed = hasParts ? Fields : Loops;
        if ((int)options.LanguageVersion >= needed)
        {
            return true;
        }
        bag.Report(
            RuleDiagnostics.OldLanguage,
            place,
            type.Name,
            options.LanguageVersion.ToDisplayString(),
            Literals.Int32(needed / 100)
        );
        return false;
    }
}
