using Pullback.Generators.Graphs.Programs;
using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes the record that shows a set of parameters under their names: <c>Dense1.Weight</c>.</summary>
internal sealed class ParametersEmitter
{
    private readonly SourceWriter _writer;
    private readonly NameTable _types;
    private readonly Queue<(string Type, string Path, Group Group)> _pending = new();

    private ParametersEmitter(SourceWriter writer, Group root)
    {
        _writer = writer;
        _types = new NameTable(["Parameters", .. root.AllMembers()]);
    }

    public static void Write(SourceWriter writer, GraphModel graph)
    {
        var root = new Group();
        for (int slot = 0; slot < graph.Parameters.Count; slot++)
        {
            root.Add(graph.Parameters[slot].Name.Split('.'), 0, slot);
        }
        new ParametersEmitter(writer, root).WriteRoot(root);
    }

    private void WriteRoot(Group root)
    {
        _writer
            .Line()
            .Line(
                "/// <summary>A set of parameters under the names of the graph. It copies nothing: it is another view of the same set.</summary>"
            )
            .Line("/// <typeparam name=\"T\"><see cref=\"float\"/> or <see cref=\"double\"/>.</typeparam>")
            .Line("/// <param name=\"Values\">The parameters, or their gradients, in <c>Layout</c>.</param>")
            .Line(GeneratedFile.CodeAttribute)
            .Line($"public sealed record Parameters<T>({Types.TensorSet} Values)")
            .Line("    " + Types.Constraint);
        using (_writer.Block())
        {
            WriteMembers(root, "");
            while (_pending.Count > 0)
            {
                var (type, path, group) = _pending.Dequeue();
                _writer
                    .Line()
                    .Line($"/// <summary>The parameters of '{path}'.</summary>")
                    .Line("/// <param name=\"Values\">The whole set.</param>");
                using (_writer.Block($"public sealed record {type}({Types.TensorSet} Values)"))
                {
                    WriteMembers(group, path);
                }
            }
        }
    }

    private void WriteMembers(Group group, string path)
    {
        bool isFirst = true;
        foreach (var (name, child) in group.Members)
        {
            if (!isFirst)
            {
                _writer.Line();
            }
            isFirst = false;
            string full = path.Length == 0 ? name : path + "." + name;
            string member = GraphNames.PascalCase(name);
            _writer.Line($"/// <summary><c>{full}</c>.</summary>");
            if (child.Slot is int slot)
            {
                _writer.Line($"public {Types.TensorView} {member} => Values[{Literals.Int32(slot)}];");
            }
            else
            {
                string type = _types.Take(NameTable.Pascal(full) + "Parameters");
                _writer.Line($"public {type} {member} => new(Values);");
                _pending.Enqueue((type, full, child));
            }
        }
    }

    /// <summary>A node of the tree of names: a tensor, or a group of further nodes.</summary>
    private sealed class Group
    {
        public int? Slot { get; private set; }

        public List<(string Name, Group Group)> Members { get; } = [];

        public void Add(string[] path, int depth, int slot)
        {
            if (depth == path.Length)
            {
                Slot = slot;
                return;
            }
            Group? member = Members.FirstOrDefault(m => m.Name == path[depth]).Group;
            if (member is null)
            {
                member = new Group();
                Members.Add((path[depth], member));
            }
            member.Add(path, depth + 1, slot);
        }

        public IEnumerable<string> AllMembers() =>
            Members.SelectMany(member => new[] { GraphNames.PascalCase(member.Name) }.Concat(member.Group.AllMembers()));
    }
}
