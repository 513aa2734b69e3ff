namespace Pullback.Graphs;

/// <content>Layers with parameters, and what can only be decided when the graph is complete.</content>
internal sealed partial class GraphBuilder
{
    /// <summary>Declares the parameters of a dense layer by themselves, for several layers to share.</summary>
    /// <returns>A handle for <see cref="Dense(int, int)"/>.</returns>
    public int DenseParameters(int inputs, int outputs, bool bias, bool trainable, string? name)
    {
        sharedDense.Add(Declare(inputs, outputs, bias, trainable, name));
        return sharedDense.Count - 1;
    }

    public int Dense(int input, int width, bool bias, bool trainable, string? name)
    {
        string subject = scopes.Peek("dense", name);
        RequireActivations(subject, input);
        return Dense(input, Declare(FeaturesOf(input), width, bias, trainable, name));
    }

    /// <summary>Applies parameters that are declared by themselves.</summary>
    public int Dense(int input, int shared)
    {
        SharedDense declared = sharedDense[shared];
        RequireActivations(declared.Name, input);
        if (FeaturesOf(input) != declared.Inputs && IsActivations(input))
        {
            report(GraphErrors.SharedDenseShape("dense", FeaturesOf(input), declared.Name, declared.Inputs));
        }
        return Dense(input, declared);
    }

    public int LayerNorm(int input, double epsilon, bool trainable, string? name)
    {
        string subject = scopes.Peek("layerNorm", name);
        RequireActivations(subject, input);
        if (!(epsilon > 0) || double.IsInfinity(epsilon))
        {
            report(GraphErrors.Epsilon(subject, epsilon));
            epsilon = 1e-5;
        }
        int features = FeaturesOf(input);
        string layer = scopes.NameLayer("layerNorm", name);
        int weight = Declare(layer + ".weight", trainable, InitializerDeclaration.Ones, features);
        int bias = Declare(layer + ".bias", trainable, InitializerDeclaration.Zeros, features);
        return Add(layer, new LayerNormOp(epsilon), [input], features, weight, bias);
    }

    /// <summary>Checks what only a complete graph can tell, chooses the initialisers, and gives the graph as a value.</summary>
    public GraphModel Complete(int prediction, int? loss)
    {
        if (!IsActivations(prediction))
        {
            report(GraphErrors.PredictionIsLoss(nodes[prediction]));
        }
        if (loss is int id && nodes[id].Op is not LossOp)
        {
            report(GraphErrors.LossIsNone(nodes[id]));
        }
        GraphModel model = new(
            ValueList<GraphNode>.Of(nodes),
            ValueList<ParameterDeclaration>.Of(parameters.Select(Complete)),
            prediction,
            loss
        );
        ReportUnused(model);
        return model;
    }

    private int Dense(int input, SharedDense declared)
    {
        DenseOp op = new(declared.Inputs, declared.Outputs, declared.Bias is not null);
        int[] used = declared.Bias is int bias ? [declared.Weight, bias] : [declared.Weight];
        // A layer bears the name of its parameters; a second one that shares them gets a number too.
        declared.Uses++;
        string name = declared.Uses == 1 ? declared.Name : declared.Name + "_" + GraphNumbers.Text(declared.Uses);
        parameters[declared.Weight].Layer ??= nodes.Count;
        return Add(name, op, [input], declared.Outputs, used);
    }

    private SharedDense Declare(int inputs, int outputs, bool bias, bool trainable, string? name)
    {
        string subject = scopes.Peek("dense", name);
        RequirePositive(subject, "the number of inputs", ref inputs);
        RequirePositive(subject, "the width", ref outputs);
        string layer = scopes.NameLayer("dense", name);
        if ((long)inputs * outputs > MaximalElementCount)
        {
            report(GraphErrors.TooLong(layer + ".weight", inputs, outputs));
            inputs = 1;
        }
        int weight = Declare(layer + ".weight", trainable, initializer: null, inputs, outputs);
        int? biasIndex = bias ? Declare(layer + ".bias", trainable, InitializerDeclaration.Zeros, outputs) : null;
        return new SharedDense(layer, inputs, outputs, weight, biasIndex);
    }

    /// <summary>Declares one tensor; without an initialiser, the activation that follows the layer decides.</summary>
    private int Declare(string name, bool trainable, InitializerDeclaration? initializer, params int[] dimensions)
    {
        parameters.Add(new PendingParameter(name, dimensions, trainable, initializer));
        return parameters.Count - 1;
    }

    private ParameterDeclaration Complete(PendingParameter pending) =>
        new(
            pending.Name,
            ValueList.Of(pending.Dimensions),
            pending.Trainable,
            pending.Initializer
                ?? InitializerChoice.ForWeight(
                    nodes,
                    pending.Layer,
                    inputs: pending.Dimensions[0],
                    outputs: pending.Dimensions[1]
                )
        );

    /// <summary>Nothing is silently ignored: an input or a layer that has no effect is a mistake.</summary>
    private void ReportUnused(GraphModel model)
    {
        bool[] used = model.NeededFor(model.Prediction);
        if (model.Loss is int loss)
        {
            bool[] usedByLoss = model.NeededFor(loss);
            used = used.Select((needed, id) => needed || usedByLoss[id]).ToArray();
        }
        foreach (GraphNode node in nodes.Where(node => !used[node.Id]))
        {
            if (node.IsGiven)
            {
                report(GraphErrors.UnusedInput(node));
            }
            else if (node.Parameters.Count > 0)
            {
                report(GraphErrors.UnusedLayer(node));
            }
        }
        foreach (SharedDense declared in sharedDense.Where(declared => declared.Uses == 0))
        {
            report(GraphErrors.UnusedParameters(declared.Name));
        }
    }

    private sealed class SharedDense(string name, int inputs, int outputs, int weight, int? bias)
    {
        public string Name { get; } = name;

        public int Inputs { get; } = inputs;

        public int Outputs { get; } = outputs;

        public int Weight { get; } = weight;

        public int? Bias { get; } = bias;

        public int Uses { get; set; }
    }

    private sealed class PendingParameter(string name, int[] dimensions, bool trainable, InitializerDeclaration? initializer)
    {
        public string Name { get; } = name;

        public int[] Dimensions { get; } = dimensions;

        public bool Trainable { get; } = trainable;

        public InitializerDeclaration? Initializer { get; } = initializer;

        /// <summary>The first layer that uses it.</summary>
        public int? Layer { get; set; }
    }
}
