using Pullback.Generators.Graphs.Programs;
using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Says what an instruction computes, for the comments of emitted code.</summary>
internal static class Formulas
{
    public static string Describe(Instruction instruction, Program program)
    {
        string Value(int id) => program.Values[id].Name;
        string Slot(int slot) => program.Graph.Parameters[slot].Name;
        return instruction switch
        {
            AddBias add => $"{Value(add.Result)} = {Value(add.X)} + {Slot(add.Slot)}",
            Activate activate =>
                $"{Value(activate.Result)} = {Function(activate.Function, activate.Constants)}({Value(activate.X)})",
            Slope { FromOutput: true } slope =>
                $"{Value(slope.Result)} = {Function(slope.Function, slope.Constants)}′, from its output {Value(slope.From)}",
            Slope slope => $"{Value(slope.Result)} = {Function(slope.Function, slope.Constants)}′({Value(slope.From)})",
            Combine combine => $"{Value(combine.Result)} = {Value(combine.Left)} {Sign(combine.Operator)} {Value(combine.Right)}",
            Scale { Factor: 1 } copy => $"{Value(copy.Result)} = {Value(copy.X)}",
            Scale scale => $"{Value(scale.Result)} = {Literals.Double(scale.Factor)} · {Value(scale.X)}",
            SumColumns sum => $"∂{Slot(sum.Slot)} {Assign(sum.Accumulate)} column sums of {Value(sum.X)}",
            ApplyMask mask =>
                $"{Value(mask.Result)} = {Value(mask.X)} / (1 − {Literals.Double(mask.Dropout.Rate)}) where {Value(mask.Mask)} keeps it, else 0",
            DrawMask mask => $"{Value(mask.Result)} drops elements with probability {Literals.Double(mask.Dropout.Rate)}",
            Product product => $"{Value(product.Result)} = {Value(product.X)} · {Slot(product.Slot)}",
            InputProduct product => $"{Value(product.Result)} = {Value(product.Gradient)} · {Slot(product.Slot)}ᵀ",
            WeightProduct product =>
                $"∂{Slot(product.Slot)} {Assign(product.Accumulate)} {Value(product.X)}ᵀ · {Value(product.Gradient)}",
            Normalize norm =>
                $"{Value(norm.Result)} = (row − mean) / deviation · {Slot(norm.Weight)} + {Slot(norm.Bias)}, of the rows of {Value(norm.X)}",
            NormalizeBackward norm => $"the gradients of the layer normalisation of {Value(norm.X)}",
            Clear clear => $"{Value(clear.Result)} = 0: it has no influence",
            RunCustom custom => $"{Value(custom.Result)} = {custom.Op.CustomKind}({Value(custom.X)})",
            RunCustomBackward custom => $"{Value(custom.Result)} = the backward kernel of {custom.Op.CustomKind}",
            ComputeLoss loss => $"loss = {loss.Op.Kind}({Value(loss.X)}, {loss.Given.Name}), with its gradient",
            _ => instruction.ToString(),
        };
    }

    public static string Symbol(Arithmetic arithmetic) =>
        arithmetic switch
        {
            Arithmetic.Add => "+",
            Arithmetic.Subtract => "-",
            _ => "*",
        };

    private static string Sign(Arithmetic arithmetic) =>
        arithmetic switch
        {
            Arithmetic.Add => "+",
            Arithmetic.Subtract => "−",
            _ => "·",
        };

    private static string Assign(bool accumulate) => accumulate ? "+=" : "=";

    private static string Function(ElementwiseFunction function, ValueList<double> constants) =>
        constants.Count == 0 ? function.Kind : $"{function.Kind}[{string.Join(", ", constants.Select(Literals.Double))}]";
}
