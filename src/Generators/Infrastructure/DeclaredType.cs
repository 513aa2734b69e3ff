using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pullback.Generators.Infrastructure;

/// <summary>The header of one partial type: <c>struct</c>, <c>Mish</c>.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">The identifier, with its type parameters where it has some.</param>
internal sealed record TypeHeader(string Keyword, string Name);

/// <summary>Where a user's partial type lives: everything that is needed to write another part of it. An immutable value without symbols.</summary>
/// <param name="Namespace">The namespace, or an empty string for the global one.</param>
/// <param name="Headers">The enclosing types from the outside in, ending with the type itself.</param>
/// <param name="FullName">The full name as code writes it: <c>global::Shop.Models.Outer.Mish</c>.</param>
/// <param name="Accessibility"><c>public</c>, <c>internal</c> …: the declared accessibility of the type itself.</param>
/// <param name="IsEffectivelyPublic">Whether the type and everything around it is public.</param>
internal sealed record DeclaredType(
    string Namespace,
    EquatableArray<TypeHeader> Headers,
    string FullName,
    string Accessibility,
    bool IsEffectivelyPublic
)
{
    /// <summary>The type's own identifier.</summary>
    public string Name => Headers[Headers.Count - 1].Name;

    /// <summary>Whether the type is a record, class or struct.</summary>
    public bool IsRecord => Headers[Headers.Count - 1].Keyword.StartsWith("record", StringComparison.Ordinal);

    /// <summary>The full name as a file may have it; types that differ by case, or by what they are, may share it.</summary>
    public string PlainFileName
    {
        get
        {
            var name = new StringBuilder();
            foreach (char c in FullName.Replace("global::", string.Empty))
            {
                name.Append(char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '-');
            }
            return name.ToString();
        }
    }

    /// <summary>A file name that depends on the type's full name alone, so that the order of declarations does not matter.</summary>
    public string HintName(string kind) => $"{PlainFileName}.{kind}.g.cs";

    /// <summary>A file name for a type that shares its plain one: what tells the two apart follows as a number, which is the same in every build.</summary>
    public string DistinctHintName(string kind)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        uint hash = 2166136261;
        foreach (char c in string.Join("+", Headers.Select(header => $"{header.Keyword} {header.Name}")) + " " + FullName)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }
        return $"{PlainFileName}.{hash.ToString("x8", CultureInfo.InvariantCulture)}.{kind}.g.cs";
    }

    public static DeclaredType Read(INamedTypeSymbol type)
    {
        var headers = new List<TypeHeader>();
        bool isPublic = true;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            headers.Add(new TypeHeader(Keyword(current), NameWithTypeParameters(current)));
            isPublic &= current.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public;
        }
        headers.Reverse();
        return new DeclaredType(
            type.ContainingNamespace is { IsGlobalNamespace: false } space
                ? space.ToDisplayString(
                    SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
                )
                : string.Empty,
            headers.ToEquatableArray(),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            SyntaxFacts.GetText(type.DeclaredAccessibility),
            isPublic
        );
    }

    /// <summary>Whether every part that the generator wants to add to can be added to: the type and all around it are partial.</summary>
    public static bool IsPartialThroughout(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (!IsPartial(current, cancellation))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Whether the type, or one around it, has type parameters.</summary>
    public static bool IsGenericAnywhere(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.TypeParameters.Length > 0)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether the type, or one around it, is local to its file, to which nothing can be added from another one.</summary>
    public static bool IsFileLocalAnywhere(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether some part of the type says <c>partial</c>.</summary>
    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (
                reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration
                && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Opens the namespace and the enclosing types, and the type itself; disposing the result closes them all.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="baseList">What follows the type's own name, such as <c>" : IEquatable"</c>; usually empty.</param>
    /// <param name="attributes">Lines that go directly above the type itself.</param>
    public IDisposable Open(SourceWriter writer, string baseList = "", IEnumerable<string>? attributes = null)
    {
        var scopes = new Stack<IDisposable>();
        if (Namespace.Length > 0)
        {
            writer.Line($"namespace {Namespace};").Line();
        }
        for (int i = 0; i < Headers.Count; i++)
        {
            bool isLast = i == Headers.Count - 1;
            if (isLast && attributes is not null)
            {
                writer.Lines(attributes);
            }
            scopes.Push(writer.Block($"partial {Headers[i].Keyword} {Headers[i].Name}{(isLast ? baseList : string.Empty)}"));
        }
        return new Scopes(scopes);
    }

    private static string Keyword(INamedTypeSymbol type) =>
        type.TypeKind switch
        {
            TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
            TypeKind.Interface => "interface",
            _ => type.IsRecord ? "record" : "class",
        };

    private static string NameWithTypeParameters(INamedTypeSymbol type)
    {
        string name = Literals.Identifier(type.Name);
        return type.TypeParameters.Length == 0
            ? name
            : $"{name}<{string.Join(", ", type.TypeParameters.Select(p => Literals.Identifier(p.Name)))}>";
    }

    private sealed class Scopes(Stack<IDisposable> scopes) : IDisposable
    {
        public void Dispose()
        {
            while (scopes.Count > 0)
            {
                scopes.Pop().Dispose();
            }
        }
    }
}
