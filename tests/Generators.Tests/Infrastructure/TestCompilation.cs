using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Pullback.Generators.Tests.Infrastructure;

/// <summary>Compilations as a user's project would have them: the .NET and Pullback assemblies, implicit usings, nullable.</summary>
public static class TestCompilation
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        """;

    /// <summary>The reference assemblies of this process, with Pullback.Ops and Pullback.Optimizers among them.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => IsReferenced(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>C# 14 as users have it: to the compiler that generators are built against, its <c>field</c> was a preview.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    /// <summary>Compiles sources under the paths Source0.cs, Source1.cs, … as a library called <paramref name="name"/>.</summary>
    public static CSharpCompilation Create(
        IEnumerable<string> sources,
        string name = "User",
        IEnumerable<MetadataReference>? furtherReferences = null
    )
    {
        var trees = sources
            .Select((source, i) => Parse(source, $"Source{i}.cs"))
            .Append(Parse(ImplicitUsings, "GlobalUsings.cs"));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999
        );
        return CSharpCompilation.Create(name, trees, References.Concat(furtherReferences ?? []), options);
    }

    public static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(source, ParseOptions, path, System.Text.Encoding.UTF8);

    private static bool IsReferenced(string assembly) =>
        assembly.StartsWith("System", StringComparison.Ordinal)
        || assembly
            is "mscorlib"
                or "netstandard"
                or "Microsoft.CSharp"
                or "Pullback.Ops"
                or "Pullback.Optimizers"
                or "Pullback.Testing"
                or "FsCheck"
                or "FSharp.Core";
}
