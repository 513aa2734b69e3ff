using System.Globalization;

namespace Pullback.Graphs;

/// <summary>The texts of all mistakes in declarations, in one place: the same at build time and at run time.</summary>
internal static class GraphErrors
{
    public static GraphError SharedDenseShape(string layer, int features, string parameters, int inputs) =>
        new(
            GraphErrorKind.ShapeMismatch,
            $"{layer}: the input is {GraphShape.Text(features)}, but the shared parameters '{parameters}' need {GraphShape.Text(inputs)} "
                + $"(declare them with {N(features)} inputs, or put a Dense({N(inputs)}) before)"
        );

    public static GraphError OperandShapes(string operation, int left, int right) =>
        new(
            GraphErrorKind.ShapeMismatch,
            $"{operation}: the left operand is {GraphShape.Text(left)} and the right one {GraphShape.Text(right)}, but both need the same shape "
                + $"(bring one of them to the other's width, for instance with Dense({N(left)}))"
        );

    public static GraphError LabelClasses(string layer, int features, string labels, int classes) =>
        new(
            GraphErrorKind.ShapeMismatch,
            $"{layer}: the logits are {GraphShape.Text(features)}, but the labels '{labels}' have {N(classes)} classes and need "
                + $"{GraphShape.Text(classes)} (end with a Dense({N(classes)}), or declare the labels with {N(features)} classes)"
        );

    public static GraphError TargetShape(string layer, int features, string target, int targetFeatures) =>
        new(
            GraphErrorKind.ShapeMismatch,
            $"{layer}: the prediction is {GraphShape.Text(features)}, but the target '{target}' is {GraphShape.Text(targetFeatures)} and needs the "
                + $"same shape (end with a Dense({N(targetFeatures)}), or declare the target with {N(features)} features)"
        );

    public static GraphError CustomWidth(string layer, int stated, int actual) =>
        new(
            GraphErrorKind.ShapeMismatch,
            $"{layer}: it is declared to give {GraphShape.Text(stated)}, but its OutputFeatures gives {GraphShape.Text(actual)} "
                + $"(declare it with Custom<…>({N(actual)}))"
        );

    public static GraphError Size(string subject, string what, int value) =>
        new(GraphErrorKind.InvalidSize, $"{subject}: {what} is {N(value)}, but has to be at least 1 (give a positive number)");

    public static GraphError TooLong(string parameter, int rows, int columns) =>
        new(
            GraphErrorKind.InvalidSize,
            $"{parameter}: {N(rows)}×{N(columns)} are {((long)rows * columns).ToString(CultureInfo.InvariantCulture)} numbers, but one tensor holds at most {N(GraphBuilder.MaximalElementCount)} "
                + "(make the layer narrower)"
        );

    public static GraphError DropoutRate(string layer, double rate) =>
        new(
            GraphErrorKind.InvalidConstant,
            $"{layer}: the rate is {GraphNumbers.Text(rate)}, but has to be at least 0 and below 1 (it is the share of elements that become zero)"
        );

    public static GraphError Epsilon(string layer, double epsilon) =>
        new(
            GraphErrorKind.InvalidConstant,
            $"{layer}: epsilon is {GraphNumbers.Text(epsilon)}, but has to be a positive finite number (the usual one is 1e-5)"
        );

    public static GraphError NotFinite(string layer, string what, double value) =>
        new(
            GraphErrorKind.InvalidConstant,
            $"{layer}: {what} is {GraphNumbers.Text(value)}, but has to be a finite number (check how it is computed)"
        );

    public static GraphError ConstantCount(string layer, int given, int needed) =>
        new(
            GraphErrorKind.InvalidConstant,
            $"{layer}: {N(given)} constants are given, but its formula takes {N(needed)} after x (give one number for each)"
        );

    public static GraphError Identifier(string subject, string name) =>
        new(
            GraphErrorKind.InvalidName,
            $"{subject}: '{name}' is not an identifier, which a name has to be (use letters, digits and '_', and begin with no digit)"
        );

    public static GraphError Keyword(string subject, string name) =>
        new(
            GraphErrorKind.InvalidName,
            $"{subject}: '{name}' is a keyword of C#, but the name becomes a parameter of emitted methods (choose another name)"
        );

    public static GraphError Reserved(string subject, string name) =>
        new(
            GraphErrorKind.InvalidName,
            $"{subject}: '{name}' is a name that the emitted members use themselves (choose another name)"
        );

    public static GraphError Duplicate(string subject, string name, string takenBy) =>
        new(GraphErrorKind.DuplicateName, $"{subject}: the name '{name}' is taken by {takenBy} (choose another name)");

    public static GraphError NotActivations(string subject, GraphNode operand) =>
        new(
            GraphErrorKind.WrongOperand,
            operand.IsLoss
                ? $"{subject}: '{operand.Name}' is a loss, one number for the whole batch, but [batch, features] is needed (a loss ends its graph)"
                : $"{subject}: '{operand.Name}' holds {Describe(operand)}, but computed or given activations are needed (only a loss reads {Describe(operand)})"
        );

    public static GraphError NotLabels(string subject, GraphNode operand) =>
        new(
            GraphErrorKind.WrongOperand,
            $"{subject}: '{operand.Name}' is {operand.ShapeText}, but labels are needed (declare them with g.Labels(name, classes))"
        );

    public static GraphError NotTarget(string subject, GraphNode operand) =>
        new(
            GraphErrorKind.WrongOperand,
            $"{subject}: '{operand.Name}' is not given by the caller, but the target of a loss has to be (declare it with g.Target(name, features))"
        );

    public static GraphError LossIsNone(GraphNode node) =>
        new(
            GraphErrorKind.LossNotScalar,
            $"Model: the loss '{node.Name}' is {node.ShapeText}, but has to be one number for the batch "
                + "(end it with SoftmaxCrossEntropy(labels) or MeanSquaredError(target))",
            node.Id
        );

    public static GraphError PredictionIsLoss(GraphNode node) =>
        new(
            GraphErrorKind.LossNotScalar,
            $"Model: the prediction '{node.Name}' is {(node.IsLoss ? "a loss" : Describe(node))}, but has to be [batch, features] "
                + "(give the node that the loss compares)",
            node.Id
        );

    public static GraphError UnusedInput(GraphNode node) =>
        new(
            GraphErrorKind.Unused,
            $"{node.Name}: neither the prediction nor the loss depends on this input (use it, or remove its declaration)",
            node.Id
        );

    public static GraphError UnusedLayer(GraphNode node) =>
        new(
            GraphErrorKind.Unused,
            $"{node.Name}: neither the prediction nor the loss depends on this layer, so that its parameters would never learn "
                + "(use it, or remove it)",
            node.Id
        );

    public static GraphError UnusedParameters(string name) =>
        new(
            GraphErrorKind.Unused,
            $"{name}: no layer uses these shared parameters (apply them with Dense(parameters), or remove them)"
        );

    private static string N(int number) => GraphNumbers.Text(number);

    private static string Describe(GraphNode node) => node.Op is LabelsOp ? "labels" : "a target";
}
