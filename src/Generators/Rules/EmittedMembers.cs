using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Keeps the names of emitted members apart from those that the user's type has.</summary>
/// <remarks>
/// What users see (<c>Init</c>, <c>Lane</c>, <c>Create</c> …) has a fixed name, so a member of that name is a mistake. What they do not see gets another name.
/// </remarks>
internal static class EmittedMembers
{
    private const string Degree = "MaxDegreeOfParallelism";

    /// <summary>Members that are emitted unless the user wrote them.</summary>
    private static readonly string[] _replaceable = ["ToString", "With", Degree];

    /// <summary>Names that may have to give way: those of private members, and of the <c>WithX</c> of a setting.</summary>
    private static readonly string[] _yielding = ["_maxDegreeOfParallelism", "Loop", "MeasureLoop", "Optimizer", "With"];

    private static readonly string[] _nestedTypes = ["Loop", "MeasureLoop", "Optimizer"];

    /// <summary>A member that is emitted under a fixed name.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="TypeParameters">How many type parameters it has.</param>
    /// <param name="Parameters">How many parameters it has, if it is a method; else −1.</param>
    private sealed record Member(string Name, int TypeParameters = 0, int Parameters = -1);

    /// <summary>The wished name, or the wished name with the first number that makes it free.</summary>
    public static string Free(string wish, Func<string, bool> isFree)
    {
        string name = wish;
        for (int i = 2; !isFree(name); i++)
        {
            name = wish + Literals.Int32(i);
        }
        return name;
    }

    /// <summary>Which of the names that emission asks for the user's type has already: by declaration, by inheritance, or as its own.</summary>
    public static EquatableArray<string> Own(INamedTypeSymbol type, Compilation compilation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { type.Name };
        foreach (INamedTypeSymbol current in WithBases(type))
        {
            names.UnionWith(current.GetMembers().Where(IsWritten).Select(member => member.Name));
        }
        // A nested type would hide one that the user's own declarations mean.
        if (
            type.Locations.FirstOrDefault(location => location.IsInSource && !IsEmittedFile(location.SourceTree)) is
            { SourceTree: { } tree } place
        )
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            names.UnionWith(
                _nestedTypes.Where(name =>
                    model.LookupNamespacesAndTypes(place.SourceSpan.Start, name: name).Any(found => !IsEmitted(found))
                )
            );
        }
        return names
            .Where(name =>
                _yielding.Any(start => name.StartsWith(start, StringComparison.Ordinal))
                || name is "ToString" or Degree or "Init" or "Update" or "field"
            )
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();
    }

    /// <summary>Reports members of an [UpdateRule] record that have the name of an emitted one.</summary>
    /// <returns>Whether there is none.</returns>
    public static bool CheckRule(INamedTypeSymbol type, RuleSignature? signature, DiagnosticBag bag)
    {
        List<Member> members = OfRecord();
        members.Add(new Member("Lane", 1, signature is null ? 0 : signature.Arguments.Count + signature.Slots.Count));
        members.Add(new Member("Description"));
        if (signature is { Sums.Names.Count: > 0 } summing)
        {
            members.Add(new Member("SumLane", 1, summing.Sums.Arguments.Count + summing.Sums.Names.Count));
        }
        return Check(type, members, bag) & CheckRecord(type, bag);
    }

    /// <summary>Reports members of a [FusedOptimizer] or composed record that have the name of an emitted one.</summary>
    /// <returns>Whether there is none.</returns>
    public static bool CheckOptimizer(INamedTypeSymbol type, DiagnosticBag bag) =>
        Check(type, OfRecord(), bag) & CheckRecord(type, bag);

    /// <summary>Reports members of a static [FusedOptimizer] class that have the name of an emitted one.</summary>
    /// <returns>Whether there is none.</returns>
    public static bool CheckStaticClass(INamedTypeSymbol type, int parameters, DiagnosticBag bag) =>
        Check(type, [new Member("Create", 0, parameters), new Member("State", 1)], bag);

    /// <summary>Whether an exposed setting can become a property of this name.</summary>
    public static bool CanExpose(string name, INamedTypeSymbol type) =>
        name != type.Name && name is not ("Init" or "Update" or "ToString" or "With" or "Equals" or "GetHashCode" or "GetType");

    private static List<Member> OfRecord() => [new Member("Init", 1, 1), new Member("Update", 1, 4)];

    private static bool Check(INamedTypeSymbol type, List<Member> members, DiagnosticBag bag)
    {
        bool isFree = true;
        foreach (Member emitted in members)
        {
            if (type.Name == emitted.Name)
            {
                Report(type, type, emitted.Name, "as the type itself, and for a member that is emitted");
                continue;
            }
            foreach (INamedTypeSymbol current in WithBases(type))
            {
                foreach (ISymbol own in current.GetMembers(emitted.Name).Where(own => IsWritten(own) && Meets(own, emitted)))
                {
                    Report(type, own, emitted.Name, "for a member that is declared by hand, and for one that is emitted");
                }
            }
        }
        return isFree;

        void Report(INamedTypeSymbol owner, ISymbol place, string name, string reason)
        {
            isFree = false;
            NameTaken(owner, place, name, reason, bag);
        }
    }

    private static bool Meets(ISymbol own, Member emitted) =>
        own switch
        {
            IMethodSymbol method when emitted.Parameters >= 0 => method.TypeParameters.Length == emitted.TypeParameters
                && method.Parameters.Length == emitted.Parameters,
            INamedTypeSymbol nested when emitted.Parameters < 0 => nested.Arity == emitted.TypeParameters,
            _ => true,
        };

    /// <summary>What holds for settings and the members that use them.</summary>
    private static bool CheckRecord(INamedTypeSymbol type, DiagnosticBag bag)
    {
        bool isFree = true;
        foreach (string name in _replaceable.Where(name => name == type.Name))
        {
            isFree = false;
            NameTaken(type, type, name, "as the type itself, and for a member that is emitted", bag);
        }
        foreach (ISymbol own in type.GetMembers(Degree).Where(IsWritten))
        {
            if (own is not IPropertySymbol { GetMethod: not null, Type.SpecialType: SpecialType.System_Int32 })
            {
                isFree = false;
                NameTaken(type, own, Degree, "it is how many threads a step may use, a property of type int", bag);
            }
        }
        foreach (ISymbol own in type.GetMembers("ToString").Where(own => IsWritten(own) && own is not IMethodSymbol))
        {
            isFree = false;
            NameTaken(type, own, own.Name, "for a setting, and for the method that every object has", bag);
        }
        return isFree & CheckState(type, bag) & CheckExposures(type, bag);
    }

    /// <summary>The state of a record stands beside it, where a type of the user's may have its name.</summary>
    private static bool CheckState(INamedTypeSymbol type, DiagnosticBag bag)
    {
        INamespaceOrTypeSymbol around = (INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace;
        if (type.ContainingType is not null)
        {
            around = type;
        }
        string name = type.Name + "State";
        foreach (
            INamedTypeSymbol own in around
                .GetTypeMembers(name, 1)
                .Where(own => SymbolEqualityComparer.Default.Equals(own.ContainingAssembly, type.ContainingAssembly))
        )
        {
            if (own.DeclaringSyntaxReferences.Any(reference => !IsEmittedFile(reference.SyntaxTree)))
            {
                NameTaken(type, own, name, "for a type that is declared by hand, and for the state that is emitted", bag);
                return false;
            }
        }
        return true;
    }

    /// <summary>Settings that two rules have must be of one type to be one setting.</summary>
    private static bool CheckExposures(INamedTypeSymbol type, DiagnosticBag bag)
    {
        bool isFree = true;
        var known = new Dictionary<string, IPropertySymbol>(StringComparer.Ordinal);
        foreach (
            IPropertySymbol owner in type.GetMembers()
                .OfType<IPropertySymbol>()
                .Where(property => ExposureReader.IsExposing(property) && ExposureReader.CanExpose(property))
        )
        {
            foreach (IPropertySymbol setting in ExposureReader.SettingsOf(owner))
            {
                string? reason =
                    !CanExpose(setting.Name, type)
                        ? $"for a setting of {owner.Type.Name}, and for the type itself or a member that is emitted"
                    : known.TryGetValue(setting.Name, out IPropertySymbol? other)
                    && type.GetMembers(setting.Name).All(IsEmitted)
                    && !SymbolEqualityComparer.IncludeNullability.Equals(other.Type, setting.Type)
                        ? $"for settings of {other.ContainingType.Name} and of {owner.Type.Name}, which differ in their types"
                    : null;
                known[setting.Name] = setting;
                if (reason is not null)
                {
                    isFree = false;
                    bag.Report(
                        RuleDiagnostics.NameTakenTwice,
                        owner.Locations.FirstOrDefault(),
                        setting.Name,
                        type.Name,
                        reason,
                        $"except it: [ExposesSettings(\"{setting.Name}\")]"
                    );
                }
            }
        }
        return isFree;
    }

    private static void NameTaken(INamedTypeSymbol type, ISymbol place, string name, string reason, DiagnosticBag bag) =>
        bag.Report(
            RuleDiagnostics.NameTakenTwice,
            place.Locations.FirstOrDefault(location => location.IsInSource && !IsEmittedFile(location.SourceTree))
                ?? type.Locations.FirstOrDefault(),
            name,
            type.Name,
            reason,
            RuleDiagnostics.ChooseAnotherName
        );

    /// <summary>The type and those that it is derived from, but for what every type is derived from.</summary>
    private static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol type)
    {
        for (
            INamedTypeSymbol? current = type;
            current is { SpecialType: not SpecialType.System_Object };
            current = current.BaseType
        )
        {
            yield return current;
        }
    }

    /// <summary>Whether a person wrote the member: neither the compiler nor, where an analyzer looks, the generator.</summary>
    private static bool IsWritten(ISymbol member) =>
        (!member.IsImplicitlyDeclared || member is IPropertySymbol) && !IsEmitted(member);

    private static bool IsEmitted(ISymbol member) =>
        member.DeclaringSyntaxReferences.Length > 0
        && member.DeclaringSyntaxReferences.All(reference => IsEmittedFile(reference.SyntaxTree));

    private static bool IsEmittedFile(SyntaxTree? tree) => tree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;
}
