using Pullback.Generators.Formulas;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Writes the loop of a program: one pass over memory, which calls the lanes of all its rules.</summary>
internal sealed class RuleLoopWriter
{
    private readonly SourceWriter _writer;
    private readonly IReadOnlyList<RuleSignature> _rules;
    private readonly LaneNames _names = new([
        "i",
        "length",
        "incoming",
        "parameters",
        "results",
        "addsToParameters",
        "update",
        "parameter",
        "Block",
    ]);
    private readonly List<Dictionary<string, string>> _coefficients = [];
    private readonly List<Dictionary<string, string>> _slots = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly List<string> _active = [];

    private RuleLoopWriter(SourceWriter writer, IReadOnlyList<RuleSignature> rules)
    {
        _writer = writer;
        _rules = rules;
        foreach (RuleSignature rule in rules)
        {
            _slots.Add(rule.Slots.ToDictionary(slot => slot, _names.Claim, StringComparer.Ordinal));
            _coefficients.Add(
                rule.Arguments.Where(argument => rule.BlockCoefficientOf(argument) >= 0)
                    .ToDictionary(argument => argument, _names.Claim, StringComparer.Ordinal)
            );
            _active.Add(rule.IsMasked ? _names.Claim("appliesTo" + rule.Name) : string.Empty);
        }
    }

    /// <summary>Writes the loop's struct, and the member of <c>IRuleProgram</c> that runs it.</summary>
    public static void Write(SourceWriter writer, IReadOnlyList<RuleSignature> rules)
    {
        var loop = new RuleLoopWriter(writer, rules);
        writer.Line($"void {RuleNames.Kernels}IRuleProgram.Run<T>(scoped {RuleNames.Kernels}RuleBlock<T> block)");
        using (writer.Block())
        {
            writer.Line("var loop = new Loop<T>(block);").Line($"{RuleNames.Lanes}Lanes.Run<T, Loop<T>>(ref loop);");
        }
        writer.Line();
        loop.WriteStruct();
    }

    private void WriteStruct()
    {
        string names = string.Join(", ", _rules.Select(rule => rule.Name));
        _writer.Line($"/// <summary>One pass over a block: {names}; the update is rounded before it is added.</summary>");
        _writer.Line(
            $"private readonly ref struct Loop<T>({RuleNames.Kernels}RuleBlock<T> block) : {RuleNames.Lanes}ILaneKernel<T>"
        );
        using (_writer.Indent())
        {
            _writer.Line(RuleNames.ElementConstraint);
        }
        using (_writer.Block())
        {
            _writer
                .Line($"private readonly {RuleNames.Kernels}RuleBlock<T> Block = block;")
                .Line()
                .Line(
                    "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]"
                )
                .Line("public void Run<TLane>()");
            using (_writer.Indent())
            {
                _writer.Line($"where TLane : struct, {RuleNames.Lanes}ILane<TLane, T>");
            }
            using (_writer.Block())
            {
                WriteBody();
            }
        }
    }

    private void WriteBody()
    {
        NumberCoefficients();
        WriteMasks();
        WriteMemory();
        using (_writer.Block("for (nuint i = 0; i < length; i += (nuint)TLane.Count)"))
        {
            _writer.Line("TLane parameter = TLane.Load(in parameters, i);").Line("TLane update = TLane.Load(in incoming, i);");
            for (int rule = 0; rule < _rules.Count; rule++)
            {
                WriteRule(rule);
            }
            _writer.Line().Line("TLane.Store(addsToParameters ? parameter + update : update, ref results, i);");
        }
    }

    /// <summary>
    /// Which coefficient lies where. They are read from memory at each vector: a dozen of them in registers would be spilled, and stored back at every turn of
    /// the loop, while a broadcast from the first-level cache is free beside a division.
    /// </summary>
    private void NumberCoefficients()
    {
        int first = 0;
        for (int rule = 0; rule < _rules.Count; rule++)
        {
            foreach (string coefficient in _coefficients[rule].Keys)
            {
                _indices[_coefficients[rule][coefficient]] = first + _rules[rule].BlockCoefficientOf(coefficient);
            }
            first += _rules[rule].BlockCoefficientCount;
        }
    }

    private void WriteMasks()
    {
        for (int rule = 0; rule < _rules.Count; rule++)
        {
            if (_active[rule].Length > 0)
            {
                _writer.Line($"bool {_active[rule]} = Block.IsActive({Literals.Int32(rule)});");
            }
        }
    }

    private void WriteMemory()
    {
        _writer
            .Line("bool addsToParameters = Block.AddsToParameters;")
            .Line("ref readonly T coefficients = ref Block.Coefficients;")
            .Line("ref readonly T parameters = ref Block.Parameters;")
            .Line("ref readonly T incoming = ref Block.Incoming;")
            .Line("ref T results = ref Block.Results;");
        int index = 0;
        foreach (KeyValuePair<string, string> slot in _slots.SelectMany(slots => slots))
        {
            string number = Literals.Int32(index++);
            _writer
                .Line($"ref readonly T {Memory(slot.Value)} = ref Block.Slot({number});")
                .Line($"ref T {NextMemory(slot.Value)} = ref Block.NextSlot({number});");
        }
        _writer.Line("nuint length = Block.Length;").Line();
    }

    private void WriteRule(int rule)
    {
        RuleSignature signature = _rules[rule];
        _writer.Line();
        if (_active[rule].Length == 0)
        {
            WriteCall(rule, signature);
            return;
        }
        using (_writer.Block($"if ({_active[rule]})"))
        {
            WriteCall(rule, signature);
        }
    }

    private void WriteCall(int rule, RuleSignature signature)
    {
        foreach (string slot in signature.Slots)
        {
            _writer.Line($"TLane {_slots[rule][slot]} = TLane.Load(in {Memory(_slots[rule][slot])}, i);");
        }
        foreach (string coefficient in _coefficients[rule].Values)
        {
            string index = Literals.Int32(_indices[coefficient]);
            _writer.Line($"TLane {coefficient} = {RuleNames.Kernels}BlockCoefficient.Get<T, TLane>(in coefficients, {index});");
        }
        IEnumerable<string> arguments = signature.Arguments.Select(argument => Argument(rule, argument));
        IEnumerable<string> results = signature.Slots.Select(slot => "out " + _slots[rule][slot]);
        ArgumentList.Write(_writer, $"update = {signature.FullName}.Lane", arguments.Concat(results), ";");
        foreach (string slot in signature.Slots)
        {
            _writer.Line($"TLane.Store({_slots[rule][slot]}, ref {NextMemory(_slots[rule][slot])}, i);");
        }
    }

    private string Argument(int rule, string argument) =>
        argument switch
        {
            RuleNames.Gradient => "update",
            RuleNames.Parameter => "parameter",
            _ => _slots[rule].TryGetValue(argument, out string slot) ? slot : _coefficients[rule][argument],
        };

    private static string Memory(string slot) => slot.TrimStart('@') + "Memory";

    private static string NextMemory(string slot) => "next" + RuleNames.Pascal(slot.TrimStart('@')) + "Memory";
}
