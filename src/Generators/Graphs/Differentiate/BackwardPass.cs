using Pullback.Generators.Graphs.Programs;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Differentiate;

/// <summary>
/// Reverse-mode differentiation: visits the nodes from the last to the first, and turns the gradient of each into gradients of what it reads. A node that
/// several others read gets the sum of their gradients; nodes read only nodes before them, so the sum is complete when its turn comes.
/// </summary>
/// <remarks>Nothing is computed that nobody asked for: no gradient of a frozen parameter, and none towards an input that did not want one.</remarks>
internal sealed class BackwardPass
{
    private readonly ProgramBuilder _program;
    private readonly ForwardPass _forward;
    private readonly ValueList<string> _outputDerivatives;
    private readonly bool[] _needed;
    private readonly int?[] _gradients;
    private readonly HashSet<int> _differentiated = [];

    private BackwardPass(ProgramBuilder program, ForwardPass forward, ValueList<string> outputDerivatives)
    {
        _program = program;
        _forward = forward;
        _outputDerivatives = outputDerivatives;
        _needed = program.Graph.NeedsGradient();
        _gradients = new int?[program.Graph.Nodes.Count];
    }

    /// <summary>Writes the backward instructions.</summary>
    /// <param name="program">The program that has the forward instructions.</param>
    /// <param name="forward">Which value each node has.</param>
    /// <param name="outputDerivatives">The ops whose derivative can be had from their output.</param>
    /// <param name="seed">The node whose gradient is given.</param>
    /// <param name="seedGradient">The value of that gradient.</param>
    public static void Write(
        ProgramBuilder program,
        ForwardPass forward,
        ValueList<string> outputDerivatives,
        int seed,
        int seedGradient
    )
    {
        var pass = new BackwardPass(program, forward, outputDerivatives);
        if (pass._needed[seed])
        {
            pass._gradients[seed] = seedGradient;
        }
        for (int id = seed; id >= 0; id--)
        {
            if (pass._gradients[id] is int gradient)
            {
                pass.Visit(program.Graph.Nodes[id], gradient);
            }
        }
        pass.PlaceInputGradients();
    }

    private void Visit(GraphNode node, int gradient)
    {
        switch (node.Op)
        {
            case DenseOp dense:
                VisitDense(node, dense, gradient);
                break;
            case ElementwiseOp op:
                VisitElementwise(node, op, gradient);
                break;
            case DropoutOp dropout:
                VisitDropout(node, dropout, gradient);
                break;
            case LayerNormOp:
                VisitLayerNorm(node, gradient);
                break;
            case CustomOp custom:
                Contribute(
                    node,
                    0,
                    () =>
                        Append(node, 0, r => new RunCustomBackward(r, Input(node, 0), _forward.Values[node.Id], gradient, custom))
                );
                break;
            case AddOp:
                Contribute(node, 0, () => gradient);
                Contribute(node, 1, () => gradient);
                break;
            case SubtractOp:
                Contribute(node, 0, () => gradient);
                Contribute(node, 1, () => Append(node, 1, result => new Scale(result, gradient, -1)));
                break;
            case MultiplyOp:
                Contribute(node, 0, () => Multiply(node, 0, gradient, Input(node, 1)));
                Contribute(node, 1, () => Multiply(node, 1, gradient, Input(node, 0)));
                break;
            case ScaleOp scale:
                Contribute(node, 0, () => Append(node, 0, result => new Scale(result, gradient, scale.Factor)));
                break;
        }
    }

    private void VisitDense(GraphNode node, DenseOp dense, int gradient)
    {
        int weight = node.Parameters[0];
        if (dense.HasBias && IsTrainable(node.Parameters[1]))
        {
            int bias = node.Parameters[1];
            _program.Backward.Add(new SumColumns(bias, gradient, Accumulate: !_differentiated.Add(bias)));
        }
        if (IsTrainable(weight))
        {
            bool accumulate = !_differentiated.Add(weight);
            _program.Backward.Add(
                new WeightProduct(weight, Input(node, 0), gradient, dense.InputFeatures, dense.OutputFeatures, accumulate)
            );
        }
        Contribute(
            node,
            0,
            () => Append(node, 0, r => new InputProduct(r, gradient, weight, dense.InputFeatures, dense.OutputFeatures))
        );
    }

    private void VisitLayerNorm(GraphNode node, int gradient)
    {
        var (mean, inverse) = _forward.Statistics[node.Id];
        var backward = new NormalizeBackward(
            Result: null,
            Input(node, 0),
            mean,
            inverse,
            gradient,
            node.Parameters[0],
            node.Parameters[1],
            IsTrainable(node.Parameters[0])
        );
        if (_needed[node.Inputs[0]])
        {
            Contribute(node, 0, () => Append(node, 0, result => backward with { Result = result }));
        }
        else if (backward.Trainable)
        {
            _program.Backward.Add(backward);
        }
    }

    /// <summary>The mask of the forward pass again; a dropout that drops nothing has none.</summary>
    private void VisitDropout(GraphNode node, DropoutOp dropout, int gradient) =>
        Contribute(
            node,
            0,
            () =>
                _forward.Masks.TryGetValue(node.Id, out int mask)
                    ? Append(node, 0, result => new ApplyMask(result, gradient, mask, dropout))
                    : gradient
        );

    private void VisitElementwise(GraphNode node, ElementwiseOp op, int gradient) =>
        Contribute(
            node,
            0,
            () =>
            {
                int slope = _program.Add(node.Name + "Slope", node.Features);
                int output = _forward.Values[node.Id];
                // What a dense layer reads is kept anyway for the gradient of its weight. Where the derivative can be had from it, nothing else is
                // saved; otherwise the derivative itself is, since it shares most of its work with the value.
                bool isKept = _program.Backward.Any(instruction => instruction.Reads.Contains(output));
                if (isKept && _outputDerivatives.Contains(op.Function.TypeName, StringComparer.Ordinal))
                {
                    _program.Backward.Add(new Slope(slope, output, FromOutput: true, op.Function, op.Constants));
                }
                else
                {
                    int activation = _program.Forward.FindIndex(instruction =>
                        instruction is Activate activate && activate.Result == output
                    );
                    _program.Forward.Insert(
                        activation + 1,
                        new Slope(slope, Input(node, 0), FromOutput: false, op.Function, op.Constants)
                    );
                }
                return Multiply(node, 0, gradient, slope);
            }
        );

    private int Multiply(GraphNode node, int input, int left, int right) =>
        Append(node, input, result => new Combine(result, Arithmetic.Multiply, left, right));

    /// <summary>Adds an instruction whose result is the gradient of one of the node's inputs.</summary>
    private int Append(GraphNode node, int input, Func<int, Instruction> instruction)
    {
        GraphNode target = _program.Graph.Nodes[node.Inputs[input]];
        int result = _program.Add(target.Name + "Gradient", target.Features);
        _program.Backward.Add(instruction(result));
        return result;
    }

    /// <summary>Gives one of the node's inputs its share of the gradient, if it needs one.</summary>
    private void Contribute(GraphNode node, int input, Func<int> share)
    {
        int target = node.Inputs[input];
        if (!_needed[target])
        {
            return;
        }
        int value = share();
        _gradients[target] = _gradients[target] is int earlier
            ? Append(node, input, result => new Combine(result, Arithmetic.Add, earlier, value))
            : value;
    }

    /// <summary>Brings the gradients of inputs to where the caller wants them.</summary>
    private void PlaceInputGradients()
    {
        foreach (GraphNode node in _program.Graph.GradientInputs)
        {
            string name = node.Name + "Gradient";
            if (_gradients[node.Id] is not int gradient)
            {
                _program.Backward.Add(new Clear(_program.Add(name, node.Features, Storage.InputGradient)));
            }
            else if (_program.Values[gradient].Storage == Storage.Memory)
            {
                _program.Place(gradient, Storage.InputGradient, name);
            }
            else
            {
                // Two inputs with one gradient, or the gradient of the prediction itself.
                int copy = _program.Add(name, node.Features, Storage.InputGradient);
                _program.Backward.Add(new Scale(copy, gradient, 1));
            }
        }
    }

    private int Input(GraphNode node, int index) => _forward.Values[node.Inputs[index]];

    private bool IsTrainable(int slot) => _program.Graph.Parameters[slot].Trainable;
}
