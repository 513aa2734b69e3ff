using Pullback.Generators.Graphs.Programs;
using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>
/// Writes one fused loop as a nested struct: fields for the operands, a loop over whole vectors with the last partial one through the very same lane,
/// and a body of one line for each instruction.
/// </summary>
internal sealed class LoopEmitter
{
    private readonly SourceWriter _writer;
    private readonly EmittedLoop _loop;
    private readonly Program _program;

    /// <summary>The widest vector has so many elements: a row that is a multiple of it has no partial vector at any width.</summary>
    private const int WidestVector = 16;

    private LoopEmitter(SourceWriter writer, EmittedLoop loop, Program program)
    {
        _writer = writer;
        _loop = loop;
        _program = program;
    }

    public static void Write(SourceWriter writer, EmittedLoop loop, Program program) =>
        new LoopEmitter(writer, loop, program).Write();

    private void Write()
    {
        _writer.Line();
        _writer.Line("/// <summary>");
        foreach (string line in _loop.Loop.Instructions.Select(i => Formulas.Describe(i, _program)))
        {
            _writer.Line($"/// {line}<br/>");
        }
        _writer.Line("/// </summary>");
        _writer.Line($"private ref struct {_loop.TypeName}<T> : {Types.Kernels}.IRowEpilogue, {Types.Kernels}.ILaneKernel<T>");
        _writer.Line("    " + Types.Constraint);
        using (_writer.Block())
        {
            foreach (LoopOperand operand in _loop.Operands)
            {
                _writer.Line($"public {(operand.IsWritten ? Types.Span : Types.ReadOnlySpan)} {operand.Field};");
            }
            _writer.Line("private int _firstRow;").Line("private int _endRow;").Line();
            WriteRows();
            WriteLoop();
            WriteBody();
        }
    }

    private void WriteRows()
    {
        using (_writer.Block("public void Run(int firstRow, int endRow)"))
        {
            _writer
                .Line("_firstRow = firstRow;")
                .Line("_endRow = endRow;")
                .Line($"{Types.Kernels}.Lanes.Run<T, {_loop.TypeName}<T>>(ref this);");
        }
        _writer.Line();
    }

    private void WriteLoop()
    {
        _writer.Line(Types.Optimize).Line("public void Run<TLane>()");
        _writer.Line($"    where TLane : struct, {Types.Kernels}.ILane<TLane, T>");
        using (_writer.Block())
        {
            foreach (LoopOperand operand in _loop.Operands)
            {
                _writer.Line(
                    $"ref T {operand.Reference} = ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({operand.Field});"
                );
            }
            if (_loop.Loop.NeedsColumns)
            {
                WriteRowByRow();
            }
            else
            {
                WriteFlat();
            }
        }
        _writer.Line();
    }

    private void WriteRowByRow()
    {
        string width = Literals.Int32(_loop.Loop.Width);
        using (_writer.Block("for (int row = _firstRow; row < _endRow; row++)"))
        {
            _writer.Line($"int element = row * {width};").Line("int column = 0;");
            using (_writer.Block($"for (; column <= {width} - TLane.Count; column += TLane.Count, element += TLane.Count)"))
            {
                _writer.Line($"Step<TLane>({References()}, element, column, TLane.Count);");
            }
            if (_loop.Loop.Width % WidestVector != 0)
            {
                using (_writer.Block($"if (column < {width})"))
                {
                    _writer.Line($"Step<TLane>({References()}, element, column, {width} - column);");
                }
            }
        }
    }

    private void WriteFlat()
    {
        string width = Literals.Int32(_loop.Loop.Width);
        _writer.Line($"int element = _firstRow * {width};").Line($"int end = _endRow * {width};");
        using (_writer.Block("for (; element <= end - TLane.Count; element += TLane.Count)"))
        {
            _writer.Line($"Step<TLane>({References()}, element, TLane.Count);");
        }
        if (_loop.Loop.Width % WidestVector != 0)
        {
            using (_writer.Block("if (element < end)"))
            {
                _writer.Line($"Step<TLane>({References()}, element, end - element);");
            }
        }
    }

    private string References() => string.Join(", ", _loop.Operands.Select(operand => "ref " + operand.Reference));

    private void WriteBody()
    {
        string parameters = string.Join(
            ", ",
            _loop.Operands.Select(operand => $"ref {(operand.IsWritten ? "" : "readonly ")}T {operand.Reference}")
        );
        string column = _loop.Loop.NeedsColumns ? "int column, " : "";
        _writer.Line(Types.Inline);
        _writer.Line($"private static void Step<TLane>({parameters}, int element, {column}int count)");
        _writer.Line($"    where TLane : struct, {Types.Kernels}.ILane<TLane, T>");
        using (_writer.Block())
        {
            // Everything is loaded before anything is stored: a result may lie where an operand does.
            foreach (int load in _loop.Loop.Loads)
            {
                LoopOperand operand = _loop.OperandOf(load);
                _writer.Line($"TLane {Name(load)} = {Load(operand, "element")};");
            }
            foreach (ElementwiseInstruction instruction in _loop.Loop.Instructions)
            {
                WriteInstruction(instruction);
            }
            foreach (int store in _loop.Loop.Stores)
            {
                _writer.Line(
                    $"{Types.Kernels}.LaneMemory.Store<TLane, T>({Name(store)}, ref {_loop.OperandOf(store).Reference}, element, count);"
                );
            }
        }
    }

    private void WriteInstruction(ElementwiseInstruction instruction)
    {
        switch (instruction)
        {
            case AddBias add:
                _writer.Line($"TLane {Name(add.Result)} = {Name(add.X)} + {Load(_loop.OperandOfSlot(add.Slot), "column")};");
                break;
            case Activate activate when SlopeOf(activate) is { } slope:
                _writer.Line(
                    $"{activate.Function.TypeName}.ForwardAndDerivative({Arguments(activate.X, activate.Constants)}, out TLane {Name(activate.Result)}, out TLane {Name(slope.Result)});"
                );
                break;
            case Activate activate:
                _writer.Line(
                    $"TLane {Name(activate.Result)} = {activate.Function.TypeName}.Forward({Arguments(activate.X, activate.Constants)});"
                );
                break;
            case Slope slope when !IsComputedWithValue(slope):
                string method = slope.FromOutput ? "OutputDerivative" : "Derivative";
                _writer.Line(
                    $"TLane {Name(slope.Result)} = {slope.Function.TypeName}.{method}({Arguments(slope.From, slope.Constants)});"
                );
                break;
            case Combine combine:
                _writer.Line(
                    $"TLane {Name(combine.Result)} = {Name(combine.Left)} {Formulas.Symbol(combine.Operator)} {Name(combine.Right)};"
                );
                break;
            case ApplyMask mask:
                _writer.Line(
                    $"TLane {Name(mask.Result)} = {Types.Kernels}.Dropout.Apply({Name(mask.X)}, {Name(mask.Mask)}, TLane.Constant({Literals.Double(mask.Dropout.KeepScale)}));"
                );
                break;
            case Scale { Factor: 1 } copy:
                _writer.Line($"TLane {Name(copy.Result)} = {Name(copy.X)};");
                break;
            case Scale { Factor: -1 } negate:
                _writer.Line($"TLane {Name(negate.Result)} = -{Name(negate.X)};");
                break;
            case Scale scale:
                _writer.Line($"TLane {Name(scale.Result)} = {Name(scale.X)} * TLane.Constant({Literals.Double(scale.Factor)});");
                break;
            case SumColumns sum:
                LoopOperand bias = _loop.OperandOfSlot(sum.Slot);
                _writer.Line(
                    $"{Types.Kernels}.LaneMemory.Store<TLane, T>({Load(bias, "column")} + {Name(sum.X)}, ref {bias.Reference}, column, count);"
                );
                break;
        }
    }

    /// <summary>The derivative at the same argument, which shares most of its work with the value.</summary>
    private Slope? SlopeOf(Activate activate) =>
        _loop
            .Loop.Instructions.OfType<Slope>()
            .FirstOrDefault(slope =>
                !slope.FromOutput
                && slope.From == activate.X
                && slope.Function == activate.Function
                && slope.Constants.Equals(activate.Constants)
            );

    private bool IsComputedWithValue(Slope slope) =>
        _loop.Loop.Instructions.OfType<Activate>().Any(activate => SlopeOf(activate) == slope);

    private string Arguments(int x, ValueList<double> constants) =>
        string.Join(", ", new[] { Name(x) }.Concat(constants.Select(constant => $"TLane.Constant({Literals.Double(constant)})")));

    private static string Load(LoopOperand operand, string index) =>
        $"{Types.Kernels}.LaneMemory.Load<TLane, T>({(operand.IsWritten ? "ref" : "in")} {operand.Reference}, {index}, count)";

    private string Name(int value) => _loop.Lane(value);
}
