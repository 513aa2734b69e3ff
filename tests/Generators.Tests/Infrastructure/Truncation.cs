using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Pullback.Generators.Tests.Infrastructure;

/// <summary>Cuts a declaration off after every character: what an editor sees while it is typed.</summary>
public static class Truncation
{
    /// <summary>Runs generator and analyzer over every prefix of the source, and over the source without each of its characters in turn; neither may throw.</summary>
    public static void AssertNeverThrows(IIncrementalGenerator generator, DiagnosticAnalyzer analyzer, string source)
    {
        GeneratorDriverRun run = GeneratorDriverRun.Of(generator, source);
        for (int length = 0; length <= source.Length; length++)
        {
            Check(source[..length]);
            if (length < source.Length)
            {
                Check(source.Remove(length, 1));
            }
        }

        void Check(string text) =>
            run.Again(compilation =>
                    compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], TestCompilation.Parse(text, "Source0.cs"))
                )
                .AssertQuiet()
                .Analyze(analyzer);
    }
}
