namespace Pullback.Graphs;

/// <summary>Which words can be names, and how names are written in C#.</summary>
internal static class GraphNames
{
    /// <summary>Parameters of the emitted methods, which an input of the same name would collide with.</summary>
    private static readonly HashSet<string> ReservedInputs = new(StringComparer.Ordinal)
    {
        "parameters",
        "key",
        "workspace",
        "batchSize",
        "destination",
        "saved",
        "output",
        "outputGradient",
        "parameterGradients",
        "inputGradients",
        // Locals and the type parameter of the same methods.
        "T",
        "rows",
        "degree",
        "gradients",
        "lease",
        "memory",
        "loss",
    };

    /// <summary>Members that every emitted record has, which a layer or scope of the same name would hide.</summary>
    private static readonly HashSet<string> ReservedMembers = new(StringComparer.Ordinal)
    {
        "Equals",
        "GetHashCode",
        "GetType",
        "ToString",
        "MemberwiseClone",
        "Finalize",
        "Deconstruct",
        "PrintMembers",
        "EqualityContract",
        "Parameters",
        "Values",
        "Set",
        "T",
    };

    private static readonly HashSet<string> Keywords = new(
        (
            "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else "
            + "enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock "
            + "long namespace new null object operator out override params private protected public readonly ref return sbyte sealed "
            + "short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort "
            + "using virtual void volatile while"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>What is wrong with the name of something that the caller hands in, or null.</summary>
    public static GraphError? CheckInput(string subject, string name)
    {
        if (!IsIdentifier(name))
        {
            return GraphErrors.Identifier(subject, name);
        }
        if (Keywords.Contains(name))
        {
            return GraphErrors.Keyword(subject, name);
        }
        return ReservedInputs.Contains(name) ? GraphErrors.Reserved(subject, name) : null;
    }

    /// <summary>What is wrong with the name of a layer or a scope, or null. Keywords are possible: members begin with a capital.</summary>
    public static GraphError? CheckLayer(string subject, string name)
    {
        if (!IsIdentifier(name))
        {
            return GraphErrors.Identifier(subject, name);
        }
        return ReservedMembers.Contains(PascalCase(name)) ? GraphErrors.Reserved(subject, name) : null;
    }

    public static string PascalCase(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    public static string CamelCase(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    private static bool IsIdentifier(string name)
    {
        if (name.Length == 0 || !(char.IsLetter(name[0]) || name[0] == '_'))
        {
            return false;
        }
        return name.All(letter => char.IsLetterOrDigit(letter) || letter == '_');
    }
}
