using Pullback.Generators.Graphs.Fuse;
using Pullback.Generators.Graphs.Programs;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>The names of spans in the emitted passes of one program.</summary>
internal sealed class PassNames
{
    private readonly CompiledProgram _compiled;
    private readonly Dictionary<int, string> _parameters = [];
    private readonly Dictionary<int, string> _gradients = [];

    public PassNames(CompiledProgram compiled)
    {
        _compiled = compiled;
        var names = new NameTable(
            Program.Values.Select(value => value.Name).Concat(Program.Graph.GivenNodes.Select(node => node.Name))
        );
        for (int slot = 0; slot < Program.Graph.Parameters.Count; slot++)
        {
            _parameters[slot] = names.Take(SlotWord(slot));
            _gradients[slot] = names.Take(SlotWord(slot) + "Gradient");
        }
    }

    public Program Program => _compiled.Program;

    /// <summary>The span of a parameter's elements.</summary>
    public string Parameter(int slot) => Literals.Identifier(_parameters[slot]);

    /// <summary>The span of a parameter's gradient.</summary>
    public string Gradient(int slot) => Literals.Identifier(_gradients[slot]);

    /// <summary>A parameter's name as one word: <c>dense1Weight</c>.</summary>
    public string SlotWord(int slot) => NameTable.Camel(Program.Graph.Parameters[slot].Name);

    /// <summary>The span of a value's elements.</summary>
    public string Span(int value) => Literals.Identifier(Program.Values[value].Name);

    /// <summary>The product of a step whose epilogue works in place, if the step is one.</summary>
    public int? InPlaceProduct(Step step) => _compiled.Schedule.InPlaceProduct(step);
}
