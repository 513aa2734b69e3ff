using Pullback.Generators.Graphs.Fuse;
using Pullback.Generators.Graphs.Programs;
using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>
/// The fused loops of a class, each written once: training and prediction often run the same one. A loop is named after the first and the last value that it
/// computes.
/// </summary>
internal sealed class LoopTable
{
    private readonly NameTable _names = new([]);
    private readonly Dictionary<string, string> _typeNames = new(StringComparer.Ordinal);

    /// <summary>The loops to be written as structs.</summary>
    public List<(EmittedLoop Loop, Program Program)> Loops { get; } = [];

    /// <summary>The loop of a step, under the name of an equal one where there is one.</summary>
    public EmittedLoop Take(Step step, PassNames spans)
    {
        const string anyName = "_";
        var anonymous = new SourceWriter();
        LoopEmitter.Write(anonymous, new EmittedLoop(step, anyName, spans), spans.Program);
        string body = anonymous.ToString();
        if (_typeNames.TryGetValue(body, out string? known))
        {
            return new EmittedLoop(step, known, spans);
        }
        string typeName = _names.Take(Wish(step, spans.Program));
        _typeNames.Add(body, typeName);
        var loop = new EmittedLoop(step, typeName, spans);
        Loops.Add((loop, spans.Program));
        return loop;
    }

    private static string Wish(Step step, Program program)
    {
        int[] written = [.. step.Loop!.Instructions.SelectMany(instruction => instruction.Writes)];
        if (written.Length == 0)
        {
            return GraphNames.PascalCase(program.Values[step.Loop.Loads[0]].Name) + "SumLoop";
        }
        string first = program.Values[written[0]].Name;
        string last = program.Values[step.Loop.Stores.Count > 0 ? step.Loop.Stores[0] : written[written.Length - 1]].Name;
        return GraphNames.PascalCase(first == last ? first : $"{first}To{GraphNames.PascalCase(last)}") + "Loop";
    }
}
