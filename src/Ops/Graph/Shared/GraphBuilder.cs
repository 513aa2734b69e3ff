namespace Pullback.Graphs;

/// <summary>
/// Builds a graph node by node. The run-time <c>Graph</c> and the reader of the generator both drive this one class, so
/// that names, shapes, layouts and errors agree by construction.
/// </summary>
/// <remarks>
/// A mistake goes to the callback. The run-time graph throws from it; the reader notes it with its place in
/// the source and returns, and building goes on with the shape that was meant, so that one mistake gives one error.
/// </remarks>
internal sealed partial class GraphBuilder
{
    /// <summary>How many numbers one tensor holds at most: what an index of 32 bits reaches, less the padding of a layout.</summary>
    public const int MaximalElementCount = int.MaxValue - 64;

    private readonly Action<GraphError> report;
    private readonly NameScopes scopes;
    private readonly List<GraphNode> nodes = [];
    private readonly List<PendingParameter> parameters = [];
    private readonly List<SharedDense> sharedDense = [];
    private readonly HashSet<string> inputNames = new(StringComparer.Ordinal);
    private int dropoutCount;

    public GraphBuilder(Action<GraphError> report)
    {
        this.report = report;
        scopes = new NameScopes(report);
    }

    /// <summary>The nodes so far.</summary>
    public IReadOnlyList<GraphNode> Nodes => nodes;

    /// <summary>Enters a scope.</summary>
    /// <returns>What <see cref="CloseScope"/> needs in order to leave it, and all scopes inside it.</returns>
    public int OpenScope(string name)
    {
        int depth = scopes.Depth;
        scopes.Open(name);
        return depth;
    }

    public void CloseScope(int depth) => scopes.CloseTo(depth);

    public int Input(string name, int features, bool gradient)
    {
        CheckGiven("Input", name, "the number of features", ref features);
        return Add(name, new InputOp(name, gradient), [], features);
    }

    public int Labels(string name, int classes)
    {
        CheckGiven("Labels", name, "the number of classes", ref classes);
        return Add(name, new LabelsOp(name, classes), [], features: 1);
    }

    public int Target(string name, int features)
    {
        CheckGiven("Target", name, "the number of features", ref features);
        return Add(name, new TargetOp(name), [], features);
    }

    public int Elementwise(int input, ElementwiseFunction function, IReadOnlyList<double> constants)
    {
        string subject = scopes.Peek(function.Kind);
        RequireActivations(subject, input);
        if (constants.Count != function.ConstantCount)
        {
            report(GraphErrors.ConstantCount(subject, constants.Count, function.ConstantCount));
        }
        foreach (double constant in constants)
        {
            RequireFinite(subject, "a constant", constant);
        }
        return Add(
            scopes.NameNode(function.Kind),
            new ElementwiseOp(function, ValueList<double>.Of(constants)),
            [input],
            FeaturesOf(input)
        );
    }

    public int Dropout(int input, double rate)
    {
        string subject = scopes.Peek("dropout");
        RequireActivations(subject, input);
        // Written so that NaN is refused too.
        if (!(rate >= 0 && rate < 1))
        {
            report(GraphErrors.DropoutRate(subject, rate));
            rate = 0;
        }
        return Add(scopes.NameNode("dropout"), new DropoutOp(rate, dropoutCount++), [input], FeaturesOf(input));
    }

    /// <summary>A hand-written op, named by its type; without a width it gives as many features as it reads.</summary>
    public int Custom(int input, string typeName, string kind, int? width)
    {
        string subject = scopes.Peek(kind);
        RequireActivations(subject, input);
        int features = width ?? FeaturesOf(input);
        RequirePositive(subject, "the width", ref features);
        return Add(scopes.NameNode(kind), new CustomOp(typeName, kind), [input], features);
    }

    public int Add(int left, int right) => Binary(new AddOp(), left, right);

    public int Subtract(int left, int right) => Binary(new SubtractOp(), left, right);

    public int Multiply(int left, int right) => Binary(new MultiplyOp(), left, right);

    public int Scale(int input, double factor)
    {
        string subject = scopes.Peek("scale");
        RequireActivations(subject, input);
        RequireFinite(subject, "the factor", factor);
        return Add(scopes.NameNode("scale"), new ScaleOp(factor), [input], FeaturesOf(input));
    }

    public int SoftmaxCrossEntropy(int logits, int labels)
    {
        SoftmaxCrossEntropyOp op = new();
        string subject = scopes.Peek(op.Kind);
        RequireActivations(subject, logits);
        if (nodes[labels].Op is not LabelsOp given)
        {
            report(GraphErrors.NotLabels(subject, nodes[labels]));
        }
        else if (given.Classes != FeaturesOf(logits) && IsActivations(logits))
        {
            report(GraphErrors.LabelClasses(subject, FeaturesOf(logits), given.InputName, given.Classes));
        }
        return Add(scopes.NameNode(op.Kind), op, [logits, labels], features: 1);
    }

    public int MeanSquaredError(int prediction, int target)
    {
        MeanSquaredErrorOp op = new();
        string subject = scopes.Peek(op.Kind);
        RequireActivations(subject, prediction);
        if (nodes[target].Op is not (TargetOp or InputOp { WantsGradient: false }))
        {
            report(GraphErrors.NotTarget(subject, nodes[target]));
        }
        else if (FeaturesOf(target) != FeaturesOf(prediction) && IsActivations(prediction))
        {
            report(GraphErrors.TargetShape(subject, FeaturesOf(prediction), nodes[target].Name, FeaturesOf(target)));
        }
        return Add(scopes.NameNode(op.Kind), op, [prediction, target], features: 1);
    }

    private int Binary(GraphOp op, int left, int right)
    {
        string subject = scopes.Peek(op.Kind);
        RequireActivations(subject, left);
        RequireActivations(subject, right);
        if (FeaturesOf(left) != FeaturesOf(right) && IsActivations(left) && IsActivations(right))
        {
            report(GraphErrors.OperandShapes(subject, FeaturesOf(left), FeaturesOf(right)));
        }
        return Add(scopes.NameNode(op.Kind), op, [left, right], FeaturesOf(left));
    }

    private int Add(string name, GraphOp op, int[] inputs, int features, params int[] parameterIndices)
    {
        nodes.Add(new GraphNode(nodes.Count, name, op, ValueList.Of(inputs), features, ValueList.Of(parameterIndices)));
        return nodes.Count - 1;
    }

    private int FeaturesOf(int node) => nodes[node].Features;

    private bool IsActivations(int node) => nodes[node].Op is not (LabelsOp or TargetOp or LossOp);

    private void RequireActivations(string subject, int input)
    {
        if (!IsActivations(input))
        {
            report(GraphErrors.NotActivations(subject, nodes[input]));
        }
    }

    /// <summary>Reports a size below one, and goes on with one.</summary>
    private void RequirePositive(string subject, string what, ref int size)
    {
        if (size < 1)
        {
            report(GraphErrors.Size(subject, what, size));
            size = 1;
        }
    }

    private void RequireFinite(string subject, string what, double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            report(GraphErrors.NotFinite(subject, what, value));
        }
    }

    private void CheckGiven(string kind, string name, string what, ref int size)
    {
        string subject = $"{kind} '{name}'";
        if (GraphNames.CheckInput(subject, name) is { } error)
        {
            report(error);
        }
        else if (!inputNames.Add(name))
        {
            report(GraphErrors.Duplicate(kind, name, "another input"));
        }
        RequirePositive(subject, what, ref size);
    }
}
