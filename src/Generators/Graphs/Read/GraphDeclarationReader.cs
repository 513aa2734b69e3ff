using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Read;

/// <summary>The read stage: from the symbol of a [LayerGraph] class to its declaration. The generator and the analyzer share it.</summary>
internal static class GraphDeclarationReader
{
    /// <summary>Reads the class; null when nothing can be added to it.</summary>
    public static GraphDeclaration? Read(
        INamedTypeSymbol type,
        Compilation compilation,
        DiagnosticBag bag,
        CancellationToken cancellation
    )
    {
        if (!CanAddTo(type, bag, cancellation))
        {
            return null;
        }
        DeclaredType declared = DeclaredType.Read(type);
        ValueList<string> taken = ShortNames.TakenIn(type, compilation);
        if (FindDefine(type, bag, cancellation) is not { } define)
        {
            return new GraphDeclaration(declared, taken, Content: null);
        }
        return new GraphDeclaration(declared, taken, DefineReader.Read(define, compilation, bag, cancellation));
    }

    private static bool CanAddTo(INamedTypeSymbol type, DiagnosticBag bag, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class)
        {
            // The attribute does not apply to anything else, which the compiler says.
            return false;
        }
        Location? place = PlaceOf(type, cancellation);
        if (!DeclaredType.IsPartialThroughout(type, cancellation))
        {
            string reason = DeclaredType.IsPartial(type, cancellation) ? "a type around it is not partial" : "is not partial";
            bag.Report(GraphDiagnostics.NotPartial, place, type.Name, reason);
            return false;
        }
        if (DeclaredType.IsGenericAnywhere(type))
        {
            bag.Report(GraphDiagnostics.GenericGraph, place, type.Name);
            return false;
        }
        return true;
    }

    private static IMethodSymbol? FindDefine(INamedTypeSymbol type, DiagnosticBag bag, CancellationToken cancellation)
    {
        IMethodSymbol[] candidates = [.. type.GetMembers("Define").OfType<IMethodSymbol>()];
        if (candidates.Length == 0)
        {
            bag.Report(GraphDiagnostics.MissingDefine, PlaceOf(type, cancellation), type.Name, "has no method 'Define'");
            return null;
        }
        if (candidates.FirstOrDefault(method => WhatIsWrong(method) is null) is { } found)
        {
            return found;
        }
        IMethodSymbol first = candidates[0];
        // A type that does not exist is the compiler's to report.
        if (first.ReturnType.TypeKind != TypeKind.Error && first.Parameters.All(p => p.Type.TypeKind != TypeKind.Error))
        {
            bag.Report(
                GraphDiagnostics.MissingDefine,
                first.Locations.FirstOrDefault(),
                type.Name + ".Define",
                WhatIsWrong(first)
            );
        }
        return null;
    }

    private static string? WhatIsWrong(IMethodSymbol method) =>
        !method.IsStatic ? "is not static"
        : method.IsGenericMethod ? "has type parameters"
        : !GraphTypes.IsModel(method.ReturnType) ? $"returns '{method.ReturnType.ToDisplayString()}' and not a Model"
        : method.Parameters.Length != 1 || !GraphTypes.IsGraph(method.Parameters[0].Type) ? "does not take a single Graph"
        : method.Parameters[0].RefKind != RefKind.None ? "takes its Graph by reference"
        : method.IsPartialDefinition && method.PartialImplementationPart is null ? "has no body"
        : method.IsExtern || method.IsAbstract ? "has no body"
        : null;

    /// <summary>The name of the class in the part that carries the attribute.</summary>
    private static Location? PlaceOf(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (
                attribute.AttributeClass?.ToDisplayString() == KnownNames.LayerGraphAttribute
                && attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent
                    is TypeDeclarationSyntax declaration
            )
            {
                return declaration.Identifier.GetLocation();
            }
        }
        return type.Locations.FirstOrDefault();
    }
}
