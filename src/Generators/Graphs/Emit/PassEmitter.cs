using Pullback.Generators.Graphs.Fuse;
using Pullback.Generators.Graphs.Programs;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes one pass: a private method that takes spans and calls kernels, with a comment over each call that says what it computes.</summary>
internal sealed class PassEmitter
{
    private readonly SourceWriter _writer;
    private readonly CompiledProgram _compiled;
    private readonly PassNames _names;
    private readonly CallEmitter _calls;
    private readonly ParameterPlaces _places;
    private readonly LoopTable _loops;

    public PassEmitter(SourceWriter writer, CompiledProgram compiled, LoopTable loops)
    {
        _writer = writer;
        _compiled = compiled;
        _names = new PassNames(compiled);
        _calls = new CallEmitter(writer, _names);
        _places = new ParameterPlaces(compiled.Program.Graph);
        _loops = loops;
    }

    private Program Program => _compiled.Program;

    /// <summary>Writes a method that runs some of the program's steps.</summary>
    /// <param name="summary">What the method does.</param>
    /// <param name="header">Its declaration.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="clearsGradients">Whether it writes gradients, and so has to clear those that no step computes.</param>
    /// <param name="result">What it returns, if anything.</param>
    public void Write(string summary, string header, IReadOnlyList<Step> steps, bool clearsGradients, string? result = null)
    {
        _writer.Line().Line($"/// <summary>{summary}</summary>").Line(header);
        _writer.Line("    " + Types.Constraint);
        using (_writer.Block())
        {
            WriteSpans(steps);
            if (clearsGradients)
            {
                WriteClears();
            }
            foreach (Step step in steps)
            {
                WriteStep(step);
            }
            if (result is not null)
            {
                _writer.Line($"return {result};");
            }
        }
    }

    private void WriteSpans(IReadOnlyList<Step> steps)
    {
        Instruction[] instructions = [.. steps.SelectMany(step => step.Instructions)];
        _writer.Line(
            "// The parameters, and where the values lie in the working memory: a place is used again once its value is."
        );
        foreach (int slot in instructions.SelectMany(ParameterUse.Reads).Distinct().OrderBy(slot => slot))
        {
            _writer.Line($"{Types.ReadOnlySpan} {_names.Parameter(slot)} = {_places.Slice("parameters", slot)};");
        }
        foreach (int slot in instructions.SelectMany(ParameterUse.Differentiates).Distinct().OrderBy(slot => slot))
        {
            _writer.Line($"{Types.Span} {_names.Gradient(slot)} = {_places.Slice("gradients", slot)};");
        }
        HashSet<int> touched = [.. steps.SelectMany(Touched)];
        foreach (Value value in _compiled.Plan.InOrder(Program.Values).Where(value => touched.Contains(value.Id)))
        {
            string start = Literals.Int32(_compiled.Plan.Columns[value.Id]);
            _writer.Line(
                $"{Types.Span} {_names.Span(value.Id)} = memory.Slice(rows * {start}, rows * {Literals.Int32(value.Width)});"
            );
        }
    }

    /// <summary>The values in memory that a step reads or writes; what stays in registers, or is overwritten in place, has no span.</summary>
    private IEnumerable<int> Touched(Step step)
    {
        IEnumerable<int> called = step.Call is null ? [] : step.Call.Reads.Concat(step.Call.Writes);
        IEnumerable<int> looped = step.Loop is null ? [] : step.Loop.Loads.Concat(step.Loop.Stores);
        int? shared = _compiled.Schedule.InPlaceProduct(step);
        return called.Concat(looped).Where(value => value != shared);
    }

    /// <summary>The gradients of frozen and of unused parameters are zero, and so is the padding between all of them.</summary>
    private void WriteClears()
    {
        HashSet<int> computed = [.. Program.DifferentiatedSlots];
        List<string> clears = [];
        for (int slot = 0; slot < Program.Graph.Parameters.Count; slot++)
        {
            if (!computed.Contains(slot))
            {
                clears.Add($"{_places.Slice("gradients", slot)}.Clear(); // {Program.Graph.Parameters[slot].Name}: not computed");
            }
            if (_places.Padding("gradients", slot) is { } padding)
            {
                clears.Add($"{padding}.Clear(); // padding");
            }
        }
        if (clears.Count > 0)
        {
            _writer.Line().Lines(clears);
        }
    }

    private void WriteStep(Step step)
    {
        _writer.Line();
        foreach (Instruction instruction in step.Instructions)
        {
            _writer.Line("// " + Formulas.Describe(instruction, Program));
        }
        if (step.Loop is null || _calls.TryWriteLibraryCall(step))
        {
            if (step.Loop is null)
            {
                _calls.Write(step.Call!);
            }
            return;
        }
        EmittedLoop loop = _loops.Take(step, _names);
        _calls.WriteLoop(step, loop, _names.InPlaceProduct(step));
    }
}
