using Pullback.Generators.Graphs.Fuse;
using Pullback.Generators.Graphs.Programs;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Names the structs of fused loops after the first and the last value that they compute.</summary>
internal sealed class LoopNames
{
    private readonly NameTable _names = new([]);

    public string Take(Step step, Program program)
    {
        int[] written = [.. step.Loop!.Instructions.SelectMany(instruction => instruction.Writes)];
        string first = program.Values[written[0]].Name;
        string last = program.Values[step.Loop.Stores.Count > 0 ? step.Loop.Stores[0] : written[written.Length - 1]].Name;
        string name = first == last ? first : $"{first}To{GraphNames.PascalCase(last)}";
        return _names.Take(GraphNames.PascalCase(name) + "Loop");
    }
}
