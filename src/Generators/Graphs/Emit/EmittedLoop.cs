using Pullback.Generators.Graphs.Fuse;
using Pullback.Generators.Graphs.Programs;
using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>A field of an emitted loop.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Reference">The name of the reference to its first element.</param>
/// <param name="IsWritten">Whether the loop writes to it.</param>
/// <param name="Argument">What the caller assigns to it: the name of a span.</param>
internal sealed record LoopOperand(string Field, string Reference, bool IsWritten, string Argument);

/// <summary>A fused loop with the names that its struct uses.</summary>
internal sealed class EmittedLoop
{
    private readonly Dictionary<int, LoopOperand> _values = [];
    private readonly Dictionary<int, LoopOperand> _slots = [];
    private readonly Dictionary<int, string> _lanes = [];

    /// <summary>Names a loop.</summary>
    /// <param name="step">The step that it belongs to.</param>
    /// <param name="typeName">The name of its struct.</param>
    /// <param name="spans">The names of spans in the method that runs it.</param>
    public EmittedLoop(Step step, string typeName, PassNames spans)
    {
        Loop = step.Loop!;
        TypeName = typeName;
        var names = new NameTable(["Run", "Step", typeName, "T", "TLane", "element", "column", "count", "row", "end"]);
        foreach (int value in Loop.Instructions.SelectMany(i => i.Reads.Concat(i.Writes)).Distinct())
        {
            _lanes[value] = Literals.Identifier(names.Take(spans.Program.Values[value].Name));
        }
        // What a product hands to its epilogue lies where the epilogue's result will: one field serves both.
        int? shared = spans.InPlaceProduct(step);
        foreach (int value in Loop.Stores.Concat(Loop.Loads).Where(value => value != shared))
        {
            string name = spans.Span(value);
            _values[value] = Operand(names, spans.Program.Values[value].Name, Loop.Stores.Contains(value), name);
        }
        if (shared is int product)
        {
            _values[product] = _values[Loop.Stores[0]];
        }
        foreach (AddBias add in Loop.Instructions.OfType<AddBias>().Where(add => !_slots.ContainsKey(add.Slot)))
        {
            _slots[add.Slot] = Operand(names, spans.SlotWord(add.Slot), isWritten: false, spans.Parameter(add.Slot));
        }
        foreach (SumColumns sum in Loop.Instructions.OfType<SumColumns>().Where(sum => !_slots.ContainsKey(sum.Slot)))
        {
            _slots[sum.Slot] = Operand(names, spans.SlotWord(sum.Slot) + "Gradient", isWritten: true, spans.Gradient(sum.Slot));
        }
    }

    public FusedLoop Loop { get; }

    public string TypeName { get; }

    public IEnumerable<LoopOperand> Operands => _values.Values.Distinct().Concat(_slots.Values);

    /// <summary>The local that holds one vector of a value.</summary>
    public string Lane(int value) => _lanes[value];

    public LoopOperand OperandOf(int value) => _values[value];

    public LoopOperand OperandOfSlot(int slot) => _slots[slot];

    private static LoopOperand Operand(NameTable names, string word, bool isWritten, string argument) =>
        new(names.Take(GraphNames.PascalCase(word)), names.Take(word + "Start"), isWritten, argument);
}
