using Pullback.Generators.Graphs.Programs;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Differentiate;

/// <summary>Writes the graph as forward instructions: those nodes that the targets depend on, and no others.</summary>
internal sealed class ForwardPass
{
    private readonly ProgramBuilder _program;
    private readonly bool _training;

    private ForwardPass(ProgramBuilder program, bool training)
    {
        _program = program;
        _training = training;
        Values = new int[program.Graph.Nodes.Count];
        Statistics = [];
        Masks = [];
    }

    /// <summary>The value of each node that was needed.</summary>
    public int[] Values { get; }

    /// <summary>Mean and inverse deviation of each layer normalisation, by node.</summary>
    public Dictionary<int, (int Mean, int InverseDeviation)> Statistics { get; }

    /// <summary>The mask of each dropout that is active, by node.</summary>
    public Dictionary<int, int> Masks { get; }

    /// <summary>Writes the instructions.</summary>
    /// <param name="program">Where to write.</param>
    /// <param name="targets">The nodes to compute.</param>
    /// <param name="training">Whether dropout is active; in prediction it is the identity.</param>
    public static ForwardPass Write(ProgramBuilder program, IEnumerable<int> targets, bool training)
    {
        var pass = new ForwardPass(program, training);
        bool[] needed = new bool[program.Graph.Nodes.Count];
        foreach (int target in targets)
        {
            bool[] neededForTarget = program.Graph.NeededFor(target);
            needed = [.. needed.Zip(neededForTarget, (a, b) => a || b)];
        }
        foreach (GraphNode node in program.Graph.Nodes.Where(node => needed[node.Id]))
        {
            pass.Values[node.Id] = pass.Write(node);
        }
        return pass;
    }

    private int Write(GraphNode node) =>
        node.Op switch
        {
            InputOp or TargetOp => _program.Add(node.Name, node.Features, Storage.Input),
            // The loss reads labels by their name: they are no matrix of real numbers.
            LabelsOp or LossOp => -1,
            DenseOp dense => WriteDense(node, dense),
            ElementwiseOp op => Append(node, result => new Activate(result, Input(node), op.Function, op.Constants)),
            DropoutOp dropout => WriteDropout(node, dropout),
            LayerNormOp norm => WriteLayerNorm(node, norm),
            CustomOp custom => Append(node, result => new RunCustom(result, Input(node), custom)),
            AddOp => Append(node, result => new Combine(result, Arithmetic.Add, Input(node), Input(node, 1))),
            SubtractOp => Append(node, result => new Combine(result, Arithmetic.Subtract, Input(node), Input(node, 1))),
            MultiplyOp => Append(node, result => new Combine(result, Arithmetic.Multiply, Input(node), Input(node, 1))),
            ScaleOp scale => Append(node, result => new Scale(result, Input(node), scale.Factor)),
            _ => throw new InvalidOperationException($"There is no forward rule for '{node.Op.Kind}'."),
        };

    private int Input(GraphNode node, int index = 0) => Values[node.Inputs[index]];

    private int Append(GraphNode node, Func<int, Instruction> instruction)
    {
        int result = _program.Add(node.Name, node.Features);
        _program.Forward.Add(instruction(result));
        return result;
    }

    private int WriteDense(GraphNode node, DenseOp dense)
    {
        int product = _program.Add(dense.HasBias ? node.Name + "Product" : node.Name, dense.OutputFeatures);
        _program.Forward.Add(new Product(product, Input(node), node.Parameters[0], dense.InputFeatures, dense.OutputFeatures));
        return dense.HasBias ? Append(node, result => new AddBias(result, product, node.Parameters[1])) : product;
    }

    private int WriteDropout(GraphNode node, DropoutOp dropout)
    {
        if (!_training || dropout.Threshold == 0)
        {
            return Input(node);
        }
        int mask = Masks[node.Id] = _program.Add(node.Name + "Mask", node.Features);
        _program.Forward.Add(new DrawMask(mask, dropout));
        return Append(node, result => new ApplyMask(result, Input(node), mask, dropout));
    }

    private int WriteLayerNorm(GraphNode node, LayerNormOp norm)
    {
        int mean = _program.Add(node.Name + "Mean", 1);
        int inverse = _program.Add(node.Name + "InverseDeviation", 1);
        Statistics[node.Id] = (mean, inverse);
        return Append(
            node,
            result => new Normalize(result, mean, inverse, Input(node), node.Parameters[0], node.Parameters[1], norm.Epsilon)
        );
    }
}
