using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Programs;

/// <summary>Collects the values and instructions of a program.</summary>
internal sealed class ProgramBuilder
{
    /// <summary>Names that emitted methods use themselves.</summary>
    private static readonly string[] Reserved =
    [
        "parameters",
        "key",
        "rows",
        "degree",
        "memory",
        "output",
        "outputGradient",
        "gradients",
        "saved",
        "loss",
        "element",
        "column",
        "count",
        "row",
    ];

    private readonly NameTable _names;

    public ProgramBuilder(GraphModel graph)
    {
        Graph = graph;
        // The gradient that the caller gets has its name from the start: shares of it must not take the name before it is placed.
        _names = new NameTable([
            .. Reserved,
            .. graph.GivenNodes.Select(node => node.Name),
            .. graph.GradientInputs.Select(node => node.Name + "Gradient"),
        ]);
    }

    public GraphModel Graph { get; }

    public List<Value> Values { get; } = [];

    public List<Instruction> Forward { get; } = [];

    public List<Instruction> Backward { get; } = [];

    /// <summary>A new value in working memory.</summary>
    /// <param name="wish">The name that it would like to have.</param>
    /// <param name="width">The length of a row.</param>
    public int Add(string wish, int width) => Add(wish, width, Storage.Memory);

    public int Add(string wish, int width, Storage storage)
    {
        string name = storage is Storage.Memory ? _names.Take(NameTable.Camel(wish)) : wish;
        Values.Add(new Value(Values.Count, name, width, storage));
        return Values.Count - 1;
    }

    public int WidthOf(int value) => Values[value].Width;

    /// <summary>Puts a value elsewhere than into working memory, under the name that it has there.</summary>
    public void Place(int value, Storage storage, string name) =>
        Values[value] = Values[value] with { Storage = storage, Name = name };

    public Program Build() => new(Graph, Values, Forward, Backward);
}
