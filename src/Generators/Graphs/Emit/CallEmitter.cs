using Pullback.Generators.Graphs.Fuse;
using Pullback.Generators.Graphs.Programs;
using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes the calls of kernels.</summary>
internal sealed class CallEmitter(SourceWriter writer, PassNames names)
{
    /// <summary>The call of a kernel of the library.</summary>
    public void Write(Instruction instruction) => writer.Line(Call(instruction) + ";");

    /// <summary>A loop that the library has already: sums of columns alone, or a copy.</summary>
    public bool TryWriteLibraryCall(Step step)
    {
        if (step is not { Call: null, Loop.Instructions.Count: 1 })
        {
            return false;
        }
        switch (step.Loop.Instructions[0])
        {
            case SumColumns sum:
                writer.Line(
                    $"{Types.Kernels}.ColumnSum.Run<T>({Span(sum.X)}, {names.Gradient(sum.Slot)}, rows, {Width(sum.X)}, accumulate: {Literals.Boolean(sum.Accumulate)});"
                );
                return true;
            case Scale { Factor: 1 } copy:
                writer.Line($"{Span(copy.X)}.CopyTo({Span(copy.Result)});");
                return true;
            default:
                return false;
        }
    }

    /// <summary>A fused loop, by itself or as the epilogue of a product.</summary>
    public void WriteLoop(Step step, EmittedLoop loop, int? inPlace)
    {
        foreach (SumColumns sum in loop.Loop.Instructions.OfType<SumColumns>().Where(sum => !sum.Accumulate))
        {
            writer.Line($"{names.Gradient(sum.Slot)}.Clear();");
        }
        string local = Literals.Identifier(GraphNames.CamelCase(loop.TypeName));
        using (writer.Block($"var {local} = new {loop.TypeName}<T>", ";"))
        {
            foreach (LoopOperand operand in loop.Operands)
            {
                writer.Line($"{operand.Field} = {operand.Argument},");
            }
        }
        if (step.Call is not Product product)
        {
            writer.Line($"{local}.Run(0, rows);");
            return;
        }
        string destination = Span(inPlace is null ? product.Result : loop.Loop.Stores[0]);
        writer.Line(
            $"{Types.Kernels}.Dense.Forward({Span(product.X)}, {names.Parameter(product.Slot)}, {destination}, rows, {Shape(product.Inputs, product.Outputs)}, ref {local}, degree);"
        );
    }

    private string Call(Instruction instruction) =>
        instruction switch
        {
            Product p =>
                $"{Types.Kernels}.MatrixProduct.Multiply<T>({Span(p.X)}, {names.Parameter(p.Slot)}, {Span(p.Result)}, rows, {Shape(p.Inputs, p.Outputs)}, accumulate: false, degree)",
            InputProduct p =>
                $"{Types.Kernels}.MatrixProduct.MultiplyTransposedRight<T>({Span(p.Gradient)}, {names.Parameter(p.Slot)}, {Span(p.Result)}, rows, {Shape(p.Outputs, p.Inputs)}, accumulate: false, degree)",
            WeightProduct p =>
                $"{Types.Kernels}.MatrixProduct.MultiplyTransposedLeft<T>({Span(p.X)}, {Span(p.Gradient)}, {names.Gradient(p.Slot)}, {Literals.Int32(p.Inputs)}, rows, {Literals.Int32(p.Outputs)}, accumulate: {Literals.Boolean(p.Accumulate)}, degree)",
            DrawMask m =>
                $"{Types.Kernels}.Dropout.FillMask({Span(m.Result)}, key.Fold({Literals.Int32(m.Dropout.Ordinal)}), {Literals.Double(m.Dropout.Rate)})",
            Normalize n =>
                $"{Types.Kernels}.LayerNorm.Forward<T>({Span(n.X)}, {names.Parameter(n.Weight)}, {names.Parameter(n.Bias)}, {Span(n.Result)}, {Span(n.Mean)}, {Span(n.InverseDeviation)}, rows, {Width(n.X)}, {Literals.Double(n.Epsilon)})",
            NormalizeBackward n => Call(n),
            Clear c => $"{Span(c.Result)}.Clear()",
            RunCustom c =>
                $"{Types.Kernels}.CustomKernel.Forward<{c.Op.TypeName}, T>({Span(c.X)}, {Span(c.Result)}, rows, {Width(c.X)})",
            RunCustomBackward c =>
                $"{Types.Kernels}.CustomKernel.Backward<{c.Op.TypeName}, T>({Span(c.X)}, {Span(c.Y)}, {Span(c.Gradient)}, {Span(c.Result)}, rows, {Width(c.X)})",
            ComputeLoss l => "T loss = "
                + LossCall(l.Op, Span(l.X), Literals.Identifier(l.Given.Name), Span(l.Gradient), Width(l.X)),
            _ => throw new InvalidOperationException($"There is no kernel for {instruction}."),
        };

    /// <summary>The expression of a loss, which computes its gradient in the same pass.</summary>
    public static string LossCall(LossOp op, string compared, string given, string gradient, string width) =>
        op is SoftmaxCrossEntropyOp
            ? $"{Types.Kernels}.SoftmaxCrossEntropy.ForwardBackward<T>({compared}, {given}, {gradient}, rows, {width})"
            : $"{Types.Kernels}.MeanSquaredError.ForwardBackward<T>({compared}, {given}, {gradient})";

    private string Call(NormalizeBackward n)
    {
        string result = n.Result is int value ? Span(value) : "default";
        string weight = n.Trainable ? names.Gradient(n.Weight) : "default";
        string bias = n.Trainable ? names.Gradient(n.Bias) : "default";
        return $"{Types.Kernels}.LayerNorm.Backward<T>({Span(n.X)}, {names.Parameter(n.Weight)}, {Span(n.Mean)}, {Span(n.InverseDeviation)}, {Span(n.Gradient)}, {result}, {weight}, {bias}, rows, {Width(n.X)})";
    }

    private static string Shape(int first, int second) => Literals.Int32(first) + ", " + Literals.Int32(second);

    private string Span(int value) => names.Span(value);

    private string Width(int value) => Literals.Int32(names.Program.Values[value].Width);
}
