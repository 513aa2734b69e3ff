namespace Pullback.Graphs;

/// <summary>
/// Gives layers their names: kind and ordinal within the scope, or what the user says. A layer that the user named
/// counts too, so that naming one never renames another.
/// </summary>
internal sealed class NameScopes
{
    private readonly List<string> open = [];
    private readonly Dictionary<string, int> ordinals = new(StringComparer.Ordinal);

    // By the member of the emitted record that it becomes: who has it, and under which full name.
    private readonly Dictionary<string, Owner> taken = new(StringComparer.Ordinal);
    private readonly Action<GraphError> report;

    public NameScopes(Action<GraphError> report) => this.report = report;

    /// <summary>Enters a scope; entering it a second time goes on counting where the first time ended.</summary>
    public void Open(string name)
    {
        if (GraphNames.CheckLayer("Scope", name) is { } error)
        {
            report(error);
        }
        string path = Qualify(name);
        string key = MemberKey(name);
        Owner scope = new("a scope", path);
        if (taken.TryGetValue(key, out Owner? owner) && owner != scope)
        {
            report(GraphErrors.Duplicate("Scope", path, owner.ToString()));
        }
        taken[key] = scope;
        open.Add(name);
    }

    /// <summary>How many scopes are open.</summary>
    public int Depth => open.Count;

    /// <summary>Leaves scopes until as many are open as before; closing what is closed already changes nothing.</summary>
    public void CloseTo(int depth)
    {
        if (depth < open.Count)
        {
            open.RemoveRange(depth, open.Count - depth);
        }
    }

    /// <summary>The name that the next layer of this kind would take, for messages about a layer that can't be made.</summary>
    public string Peek(string kind, string? name = null) => Qualify(name ?? kind + GraphNumbers.Text(Ordinal(kind) + 1));

    /// <summary>Names a layer that has parameters: its name is a name of the layout and has to be unique.</summary>
    public string NameLayer(string kind, string? name)
    {
        string local = Count(kind, name);
        if (name is not null && GraphNames.CheckLayer(kind, name) is { } error)
        {
            report(error);
        }
        string key = MemberKey(local);
        if (taken.TryGetValue(key, out Owner? owner))
        {
            report(GraphErrors.Duplicate(kind, Qualify(local), owner.ToString()));
        }
        else
        {
            taken.Add(key, new Owner("a layer", Qualify(local)));
        }
        return Qualify(local);
    }

    /// <summary>Names a node without parameters: only tables and comments show it.</summary>
    public string NameNode(string kind) => Qualify(Count(kind, name: null));

    private string Count(string kind, string? name)
    {
        int ordinal = Ordinal(kind) + 1;
        ordinals[Qualify(kind)] = ordinal;
        return name ?? kind + GraphNumbers.Text(ordinal);
    }

    private int Ordinal(string kind) => ordinals.TryGetValue(Qualify(kind), out int count) ? count : 0;

    private string Qualify(string name) => open.Count == 0 ? name : string.Join(".", open) + "." + name;

    /// <summary>Names that differ only in the case of their first letter would be one member of the emitted record.</summary>
    private string MemberKey(string name) => Qualify(GraphNames.PascalCase(name));

    private sealed record Owner(string What, string Path)
    {
        public override string ToString() => $"{What}, '{Path}'";
    }
}
