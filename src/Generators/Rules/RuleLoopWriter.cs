using Pullback.Generators.Formulas;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>
/// Writes the loops of a program: the one pass over memory, which calls the lanes of all its rules; and before it, for each rule that measures what comes in, a pass
/// that runs the rules before it without writing anything, and then the rule's sums.
/// </summary>
internal sealed class RuleLoopWriter
{
    private readonly SourceWriter _writer;
    private readonly IReadOnlyList<RuleSignature> _rules;

    /// <summary>The rule that is measured; <see langword="null"/> in the main pass.</summary>
    private readonly int? _measured;

    private readonly LaneNames _names = new([
        "T",
        "i",
        "length",
        "incoming",
        "parameters",
        "curvatures",
        "results",
        "addsToParameters",
        "update",
        "parameter",
        "curvature",
        "coefficients",
        "terms",
        "Block",
        "Terms",
    ]);
    private readonly List<Dictionary<string, string>> _coefficients = [];
    private readonly List<Dictionary<string, SlotLocals>> _slots = [];
    private readonly List<string> _active = [];
    private readonly string _loop;

    /// <summary>The locals of a slot: its vector, where it is read, and where its next value goes.</summary>
    private sealed record SlotLocals(string Vector, string Memory, string NextMemory);

    private RuleLoopWriter(SourceWriter writer, IReadOnlyList<RuleSignature> rules, int? measured, string loop)
    {
        _loop = loop;
        _writer = writer;
        _rules = rules;
        _measured = measured;
        for (int rule = 0; rule < RunCount; rule++)
        {
            Claim(rules[rule], rules[rule].Arguments, rules[rule].BlockCoefficientOf);
            _active.Add(rules[rule].IsMasked ? _names.Claim("appliesTo" + rules[rule].Name) : string.Empty);
        }
        if (measured is { } last)
        {
            Claim(rules[last], rules[last].Sums.Arguments, rules[last].SumCoefficientOf);
        }
    }

    /// <summary>How many rules run, from the first on.</summary>
    private int RunCount => _measured ?? _rules.Count;

    /// <summary>The name of the parameter that receives the terms of a sum.</summary>
    public static string Term(string sum) => sum + "Term";

    /// <summary>Writes the loops' structs, and the members of <c>IRuleProgram</c> that run them.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="rules">The rules in order.</param>
    /// <param name="isFree">Whether a type of this name can be declared there.</param>
    public static void Write(SourceWriter writer, IReadOnlyList<RuleSignature> rules, Func<string, bool> isFree)
    {
        string loop = EmittedMembers.Free("Loop", isFree);
        string measureLoop = EmittedMembers.Free(
            "MeasureLoop",
            wish => isFree(wish) && Enumerable.Range(1, rules.Count).All(rule => isFree(wish + Literals.Int32(rule)))
        );
        writer.Line($"void {RuleNames.Kernels}IRuleProgram.Run<T>(scoped {RuleNames.Kernels}RuleBlock<T> block)");
        using (writer.Block())
        {
            writer.Line($"var loop = new {loop}<T>(block);").Line($"{RuleNames.Lanes}Lanes.Run<T, {loop}<T>>(ref loop);");
        }
        writer.Line();
        List<int> measured = [.. Enumerable.Range(0, rules.Count).Where(rule => HasPass(rules, rule))];
        if (measured.Count > 0)
        {
            WriteMeasure(writer, rules, measured, measureLoop);
        }
        new RuleLoopWriter(writer, rules, null, loop).WriteLoop();
        foreach (int rule in measured)
        {
            writer.Line();
            new RuleLoopWriter(writer, rules, rule, measureLoop).WriteMeasureLoop(rule);
        }
    }

    /// <summary>Whether a rule needs a loop of its own: the norm of what comes into the first rule is read from where it lies.</summary>
    private static bool HasPass(IReadOnlyList<RuleSignature> rules, int rule) =>
        rules[rule].Sums.Names.Count > 0 || MeasuresIncoming(rules, rule);

    private static bool MeasuresIncoming(IReadOnlyList<RuleSignature> rules, int rule) => rule > 0 && rules[rule].NeedsNorm;

    private static string MeasureType(IReadOnlyList<RuleSignature> rules, int rule, string loop) =>
        rules.Count == 1 ? loop : loop + Literals.Int32(rule + 1);

    private static void WriteMeasure(SourceWriter writer, IReadOnlyList<RuleSignature> rules, List<int> measured, string loop)
    {
        writer.Line(
            $"void {RuleNames.Kernels}IRuleProgram.Measure<T>(int rule, scoped {RuleNames.Kernels}RuleBlock<T> block, global::System.Span<T> terms)"
        );
        using (writer.Block())
        {
            foreach (int rule in measured)
            {
                string type = MeasureType(rules, rule, loop) + "<T>";
                string name = "measure" + Literals.Int32(rule + 1);
                using (writer.Block($"if (rule == {Literals.Int32(rule)})"))
                {
                    writer
                        .Line($"var {name} = new {type}(block, terms);")
                        .Line($"{RuleNames.Lanes}Lanes.Run<T, {type}>(ref {name});");
                }
            }
        }
        writer.Line();
    }

    private void Claim(RuleSignature rule, EquatableArray<string> arguments, Func<string, int> coefficientOf)
    {
        IEnumerable<string> slots = _measured is null ? rule.Slots : rule.Slots.Where(slot => arguments.Has(slot));
        _slots.Add(
            slots.ToDictionary(
                slot => slot,
                slot =>
                {
                    string vector = _names.Claim(slot);
                    string plain = vector.TrimStart('@');
                    return new SlotLocals(
                        vector,
                        _names.Claim(plain + "Memory"),
                        _names.Claim($"next{RuleNames.Pascal(plain)}Memory")
                    );
                },
                StringComparer.Ordinal
            )
        );
        _coefficients.Add(
            arguments
                .Where(argument => coefficientOf(argument) >= 0)
                .ToDictionary(argument => argument, _names.Claim, StringComparer.Ordinal)
        );
    }

    private void WriteLoop()
    {
        string names = string.Join(", ", _rules.Select(rule => rule.Name));
        _writer.Line($"/// <summary>One pass over a block: {names}; the update is rounded before it is added.</summary>");
        WriteStruct(_loop, string.Empty, WriteBody);
    }

    private void WriteMeasureLoop(int rule)
    {
        string before = rule == 0 ? string.Empty : ", after " + string.Join(", ", _rules.Take(rule).Select(other => other.Name));
        _writer.Line(
            $"/// <summary>What {_rules[rule].Name} measures of a block{before}; nothing of the state is written.</summary>"
        );
        WriteStruct(MeasureType(_rules, rule, _loop), "terms", () => WriteMeasureBody(rule));
    }

    private void WriteStruct(string name, string terms, Action writeBody)
    {
        string parameters = terms.Length == 0 ? string.Empty : $", global::System.Span<T> {terms}";
        _writer.Line(
            $"private readonly ref struct {name}<T>({RuleNames.Kernels}RuleBlock<T> block{parameters}) : {RuleNames.Lanes}ILaneKernel<T>"
        );
        using (_writer.Indent())
        {
            _writer.Line(RuleNames.ElementConstraint);
        }
        using (_writer.Block())
        {
            _writer.Line($"private readonly {RuleNames.Kernels}RuleBlock<T> Block = block;");
            if (terms.Length > 0)
            {
                _writer.Line($"private readonly global::System.Span<T> Terms = {terms};");
            }
            _writer
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
                writeBody();
            }
        }
    }

    private void WriteBody()
    {
        WriteMasks();
        _writer.Line("bool addsToParameters = Block.AddsToParameters;");
        WriteMemory(_rules.Any(rule => rule.NeedsCurvature));
        _writer.Line("ref T results = ref Block.Results;").Line("nuint length = Block.Length;").Line();
        using (WriteLoopHead(_rules.Any(rule => rule.Arguments.Has(RuleNames.Curvature))))
        {
            for (int rule = 0; rule < _rules.Count; rule++)
            {
                WriteRule(rule);
            }
            _writer.Line().Line("TLane.Store(addsToParameters ? parameter + update : update, ref results, i);");
        }
    }

    private void WriteMeasureBody(int rule)
    {
        RuleSignature signature = _rules[rule];
        WriteMasks();
        bool needsCurvature =
            signature.Sums.Arguments.Has(RuleNames.Curvature)
            || _rules.Take(rule).Any(other => other.Arguments.Has(RuleNames.Curvature));
        WriteMemory(needsCurvature);
        _writer
            .Line("ref T terms = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(Terms);")
            .Line("nuint length = Block.Length;")
            .Line();
        using (WriteLoopHead(needsCurvature))
        {
            for (int before = 0; before < rule; before++)
            {
                WriteRule(before);
            }
            int stream = 0;
            if (signature.Sums.Names.Count > 0)
            {
                _writer.Line();
                WriteLoads(rule, signature.Slots.Where(slot => signature.Sums.Arguments.Has(slot)), signature.SumCoefficientOf);
                List<string> terms = [.. signature.Sums.Names.Select(sum => _names.Claim(Term(sum)))];
                ArgumentList.Write(
                    _writer,
                    $"{signature.FullName}.SumLane",
                    signature
                        .Sums.Arguments.Select(argument => Argument(rule, argument))
                        .Concat(terms.Select(t => $"out TLane {t}")),
                    ";"
                );
                foreach (string term in terms)
                {
                    WriteTerm(term, stream++);
                }
            }
            if (MeasuresIncoming(_rules, rule))
            {
                WriteTerm("update", stream);
            }
        }
    }

    private void WriteTerm(string term, int stream)
    {
        string place = stream switch
        {
            0 => "i",
            1 => "i + length",
            _ => $"i + ({Literals.Int32(stream)} * length)",
        };
        _writer.Line($"TLane.Store({term}, ref terms, {place});");
    }

    private IDisposable WriteLoopHead(bool needsCurvature)
    {
        IDisposable block = _writer.Block("for (nuint i = 0; i < length; i += (nuint)TLane.Count)");
        _writer.Line("TLane parameter = TLane.Load(in parameters, i);").Line("TLane update = TLane.Load(in incoming, i);");
        if (needsCurvature)
        {
            _writer.Line("TLane curvature = TLane.Load(in curvatures, i);");
        }
        return block;
    }

    private void WriteMasks()
    {
        for (int rule = 0; rule < RunCount; rule++)
        {
            if (_active[rule].Length > 0)
            {
                _writer.Line($"bool {_active[rule]} = Block.IsActive({Literals.Int32(rule)});");
            }
        }
    }

    /// <summary>
    /// Coefficients are read from memory at each vector: a dozen of them in registers would be spilled, and stored back at every turn of the loop, while a broadcast
    /// from the first-level cache is free beside a division.
    /// </summary>
    private void WriteMemory(bool needsCurvature)
    {
        _writer
            .Line("ref readonly T coefficients = ref Block.Coefficients;")
            .Line("ref readonly T parameters = ref Block.Parameters;")
            .Line("ref readonly T incoming = ref Block.Incoming;");
        if (needsCurvature)
        {
            _writer.Line("ref readonly T curvatures = ref Block.Curvature;");
        }
        int first = 0;
        for (int rule = 0; rule < _slots.Count; rule++)
        {
            foreach (KeyValuePair<string, SlotLocals> slot in _slots[rule])
            {
                string number = Literals.Int32(first + _rules[rule].SlotOf(slot.Key));
                _writer.Line($"ref readonly T {slot.Value.Memory} = ref Block.Slot({number});");
                if (_measured is null)
                {
                    _writer.Line($"ref T {slot.Value.NextMemory} = ref Block.NextSlot({number});");
                }
            }
            first += _rules[rule].StateTensors.Count;
        }
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
        bool stores = _measured is null;
        WriteLoads(rule, _slots[rule].Keys, signature.BlockCoefficientOf);
        IEnumerable<string> arguments = signature.Arguments.Select(argument => Argument(rule, argument));
        IEnumerable<string> results = signature.Slots.Select(slot => stores ? "out " + _slots[rule][slot].Vector : "out _");
        ArgumentList.Write(_writer, $"update = {signature.FullName}.Lane", arguments.Concat(results), ";");
        foreach (string slot in stores ? signature.Slots : EquatableArray<string>.Empty)
        {
            _writer.Line($"TLane.Store({_slots[rule][slot].Vector}, ref {_slots[rule][slot].NextMemory}, i);");
        }
    }

    private void WriteLoads(int rule, IEnumerable<string> slots, Func<string, int> coefficientOf)
    {
        int first = _rules.Take(rule).Sum(before => before.BlockCoefficientCount);
        foreach (string slot in slots)
        {
            _writer.Line($"TLane {_slots[rule][slot].Vector} = TLane.Load(in {_slots[rule][slot].Memory}, i);");
        }
        foreach (KeyValuePair<string, string> coefficient in _coefficients[rule])
        {
            string index = Literals.Int32(first + coefficientOf(coefficient.Key));
            _writer.Line(
                $"TLane {coefficient.Value} = {RuleNames.Kernels}BlockCoefficient.Get<T, TLane>(in coefficients, {index});"
            );
        }
    }

    private string Argument(int rule, string argument) =>
        argument switch
        {
            RuleNames.Gradient => "update",
            RuleNames.Parameter => "parameter",
            RuleNames.Curvature => "curvature",
            _ => _slots[rule].TryGetValue(argument, out SlotLocals slot) ? slot.Vector : _coefficients[rule][argument],
        };
}
