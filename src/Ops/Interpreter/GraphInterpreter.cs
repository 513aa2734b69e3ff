using System.Numerics;
using Pullback.Graphs;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <summary>
/// Runs a graph op by op: the plain, slow, obviously right second opinion on emitted code. Everything is a loop over scalars in double, formulas are
/// differentiated by running them on dual numbers, and no kernel and no derivative is shared with what the generator emits.
/// </summary>
/// <remarks>
/// It gives the same surface as emitted code, so that a model can be trained on it. Results of float runs are computed in double and rounded once.
/// All methods are pure and may be called from several threads.
/// </remarks>
public sealed class GraphInterpreter
{
    private readonly Graph graph;
    private readonly GraphModel model;

    /// <summary>An interpreter of a complete graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <exception cref="InvalidOperationException">The graph is still being declared.</exception>
    public GraphInterpreter(Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        this.graph = graph;
        model = graph.Complete;
    }

    /// <summary>Names and shapes of the parameters.</summary>
    public TensorLayout Layout => graph.Layout;

    /// <summary>Draws the first parameters: the same numbers as the emitted <c>Initialize</c>.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="key">The key: the same key gives the same parameters.</param>
    /// <returns>The parameters.</returns>
    public TensorSet<T> Initialize<T>(RandomKey key)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorBuffer<T> buffer = TensorBuffer<T>.Allocate(Layout);
        for (int slot = 0; slot < model.Parameters.Count; slot++)
        {
            ParameterInitializer.Of(model.Parameters[slot].Initializer).Fill(buffer.Slot(slot), key.Fold(slot));
        }
        return buffer.Freeze();
    }

    /// <summary>The loss of one batch, with its gradients.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">The batch: every input, labels and target of the graph.</param>
    /// <param name="key">The key of this step, for dropout; a graph without dropout needs none.</param>
    /// <returns>Loss, gradients and prediction.</returns>
    /// <exception cref="InvalidOperationException">The graph has no loss.</exception>
    /// <exception cref="ArgumentException">The batch is empty, a layout or a length is wrong, a label is out of range, or dropout lacks its key.</exception>
    public Evaluation<T> Evaluate<T>(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey? key = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int loss = model.Loss ?? throw new InvalidOperationException("The graph has no loss: use Forward and Backward.");
        ArgumentNullException.ThrowIfNull(inputs);
        BatchGuard.NotEmpty(inputs.BatchSize, nameof(inputs));
        // The loss may be one of something before the prediction, or beside it.
        Frame frame = Run(parameters, inputs, RequireKey(key), loss, model.Prediction);
        frame.Gradients[loss][0] = 1;
        Differentiate(frame, loss);
        var prediction = TensorSet<T>.Create(
            new TensorLayout([("prediction", new Shape(frame.Rows, model.PredictionNode.Features))]),
            [("prediction", FrameNumbers.Round<T>(frame.Values[model.Prediction]))]
        );
        return new Evaluation<T>(
            T.CreateChecked(frame.Values[loss][0]),
            ParameterGradients<T>(frame),
            prediction[0],
            InputGradients<T>(frame)
        );
    }

    /// <summary>The prediction for one batch, without dropout.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">The batch; labels and targets are not needed.</param>
    /// <returns>[batch, features], row-major.</returns>
    /// <exception cref="ArgumentException">A layout or a length is wrong.</exception>
    public T[] Predict<T>(TensorSet<T> parameters, GraphInputs<T> inputs)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        FrameNumbers.Round<T>(Run(parameters, inputs, key: null, model.Prediction).Values[model.Prediction]);

    /// <summary>The values of all nodes on which the prediction and the loss depend, by name, as in training.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">The batch; labels and targets may be left out, and with them the loss.</param>
    /// <param name="key">The key of this step, for dropout; a graph without dropout needs none.</param>
    /// <returns>By node name (<c>dense1</c>): [batch, features] in double; labels are left out.</returns>
    /// <exception cref="ArgumentException">A layout or a length is wrong, a label is out of range, or dropout lacks its key.</exception>
    public IReadOnlyDictionary<string, double[]> Forward<T>(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey? key = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool hasLossInputs =
            model.Loss is int loss && GivenFor(loss).All(node => inputs.Names.Contains(node.Name, StringComparer.Ordinal));
        Dictionary<string, double[]> values = new(StringComparer.Ordinal);
        foreach (int target in hasLossInputs ? new[] { model.Prediction, model.Loss!.Value } : [model.Prediction])
        {
            Frame frame = Run(parameters, inputs, RequireKey(key), target);
            bool[] needed = model.NeededFor(target);
            foreach (GraphNode node in model.Nodes.Where(node => needed[node.Id] && node.Op is not LabelsOp))
            {
                values[node.Name] = frame.Values[node.Id];
            }
        }
        return values;
    }

    /// <summary>The gradients of ⟨outputGradient, prediction⟩: what the emitted backward kernel computes.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">The batch; labels and targets are not needed.</param>
    /// <param name="outputGradient">The gradient with respect to the prediction, [batch, features].</param>
    /// <param name="key">The key of this step, for dropout; a graph without dropout needs none.</param>
    /// <returns>The gradients of the parameters, and those of the inputs that asked for one.</returns>
    /// <exception cref="ArgumentException">A layout or a length is wrong, or dropout lacks its key.</exception>
    public (TensorSet<T> Parameters, TensorSet<T> Inputs) Backward<T>(
        TensorSet<T> parameters,
        GraphInputs<T> inputs,
        T[] outputGradient,
        RandomKey? key = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(outputGradient);
        Frame frame = Run(parameters, inputs, RequireKey(key), model.Prediction);
        Throw.IfLengthDiffers(outputGradient.Length, frame.Values[model.Prediction].Length, nameof(outputGradient));
        FrameNumbers.Widen<T>(outputGradient, frame.Gradients[model.Prediction]);
        Differentiate(frame, model.Prediction);
        return (ParameterGradients<T>(frame), InputGradients<T>(frame));
    }

    private IEnumerable<GraphNode> GivenFor(int target)
    {
        bool[] needed = model.NeededFor(target);
        return model.GivenNodes.Where(node => needed[node.Id]);
    }

    private RandomKey? RequireKey(RandomKey? key)
    {
        if (!model.IsRandom)
        {
            return null;
        }
        return key
            ?? throw new ArgumentException(
                "The graph has dropout, and so evaluation needs a key: pass one of this step's own, key.Fold(step)."
            );
    }

    /// <summary>Computes all nodes on which a target depends.</summary>
    private Frame Run<T>(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey? key, params int[] targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(inputs);
        Throw.IfLayoutDiffers(parameters.Layout, Layout, nameof(parameters));
        double[][] values = model.Parameters.Select((_, slot) => FrameNumbers.Widen(parameters.Slot(slot))).ToArray();
        parameters.CheckAlive();
        Frame frame = new(graph, inputs.BatchSize, values, key);
        bool[][] needed = [.. targets.Select(model.NeededFor)];
        foreach (GraphNode node in model.Nodes.Where(node => needed.Any(forTarget => forTarget[node.Id])))
        {
            Give(frame, node, inputs);
            InterpretedOp.Of(node.Op).Forward(frame, node);
        }
        return frame;
    }

    private static void Give<T>(Frame frame, GraphNode node, GraphInputs<T> inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (node.Op is LabelsOp labels)
        {
            frame.Labels[node.Id] = inputs.Labels(labels.InputName).ToArray();
        }
        else if (node.IsGiven)
        {
            FrameNumbers.Widen(inputs.Values(node.Name, node.Features), frame.Values[node.Id]);
        }
    }

    /// <summary>From the target, whose gradient is set, back to the inputs: every node is visited after all that read it.</summary>
    private void Differentiate(Frame frame, int target)
    {
        bool[] needed = model.NeededFor(target);
        for (int id = target; id >= 0; id--)
        {
            if (needed[id])
            {
                InterpretedOp.Of(model.Nodes[id].Op).Backward(frame, model.Nodes[id]);
            }
        }
    }

    private TensorSet<T> ParameterGradients<T>(Frame frame)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorBuffer<T> buffer = TensorBuffer<T>.Allocate(Layout);
        for (int slot = 0; slot < model.Parameters.Count; slot++)
        {
            if (model.Parameters[slot].Trainable)
            {
                FrameNumbers.Round<T>(frame.ParameterGradients[slot]).CopyTo(buffer.Slot(slot));
            }
        }
        return buffer.Freeze();
    }

    private TensorSet<T> InputGradients<T>(Frame frame)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        GraphNode[] nodes = model.GradientInputs.ToArray();
        return TensorSet<T>.Create(
            new TensorLayout(nodes.Select(node => (node.Name, new Shape(frame.Rows, node.Features)))),
            nodes.Select(node => (node.Name, FrameNumbers.Round<T>(frame.Gradients[node.Id])))
        );
    }
}
