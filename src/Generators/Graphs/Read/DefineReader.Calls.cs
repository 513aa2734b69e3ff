using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pullback.Generators.Diagnostics;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Read;

/// <content>Calls of the vocabulary: the methods of <c>Graph</c> and <c>Node</c>, each handed to the shared builder.</content>
internal sealed partial class DefineReader
{
    private ReadValue Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!GraphTypes.IsVocabulary(method))
        {
            return CallLayer(call);
        }
        var arguments = new CallArguments(call, this);
        if (arguments.Receiver is UnknownValue)
        {
            return UnknownValue.Instance;
        }
        return arguments.Receiver switch
        {
            GraphValue => CallGraph(call, arguments),
            NodeValue node => CallNode(call, node.Id, arguments),
            _ => Refuse(GraphDiagnostics.UnsupportedExpression, call),
        };
    }

    private ReadValue CallGraph(IInvocationOperation call, CallArguments arguments)
    {
        switch (call.TargetMethod.Name)
        {
            case "Input"
                when arguments.Text(0) is { } name && arguments.Int32(1) is int features && arguments.Boolean(2) is bool gradient:
                return Build(call, () => _builder.Input(name, features, gradient));
            case "Labels" when arguments.Text(0) is { } name && arguments.Int32(1) is int classes:
                return Build(call, () => _builder.Labels(name, classes));
            case "Target" when arguments.Text(0) is { } name && arguments.Int32(1) is int features:
                return Build(call, () => _builder.Target(name, features));
            case "Scope" when arguments.Text(0) is { } name:
                _place = PlaceOf(call);
                return OpenScope(name);
            case "DenseParameters" when arguments.Int32(0) is int inputs && arguments.Int32(1) is int outputs:
                return arguments.Boolean(2) is bool bias && arguments.Boolean(3) is bool trainable && arguments.IsKnown(4)
                    ? DeclareShared(call, inputs, outputs, bias, trainable, arguments.OptionalText(4))
                    : UnknownValue.Instance;
            default:
                return OtherCall(call, arguments, "Input", "Labels", "Target", "Scope", "DenseParameters");
        }
    }

    private SharedParametersValue DeclareShared(
        IInvocationOperation call,
        int inputs,
        int outputs,
        bool bias,
        bool trainable,
        string? name
    )
    {
        _place = PlaceOf(call);
        return new SharedParametersValue(_builder.DenseParameters(inputs, outputs, bias, trainable, name), inputs, outputs);
    }

    private ReadValue CallNode(IInvocationOperation call, int input, CallArguments arguments)
    {
        switch (call.TargetMethod.Name)
        {
            case "Dense" when arguments[0] is SharedParametersValue shared:
                return Build(call, () => _builder.Dense(input, shared.Handle));
            case "Dense"
                when arguments.Int32(0) is int width
                    && arguments.Boolean(1) is bool bias
                    && arguments.Boolean(2) is bool trainable:
                return arguments.IsKnown(3)
                    ? Build(call, () => _builder.Dense(input, width, bias, trainable, arguments.OptionalText(3)))
                    : UnknownValue.Instance;
            case "Apply" when arguments.Numbers(0) is { } constants:
                return Apply(call, input, _frame.Resolve(call.TargetMethod.TypeArguments[0]), constants);
            case "Dropout" when arguments.Number(0) is double rate:
                return Build(call, () => _builder.Dropout(input, rate));
            case "LayerNorm" when arguments.Number(0) is double epsilon && arguments.Boolean(1) is bool trainable:
                return arguments.IsKnown(2)
                    ? Build(call, () => _builder.LayerNorm(input, epsilon, trainable, arguments.OptionalText(2)))
                    : UnknownValue.Instance;
            case "Custom" when call.Arguments.Length == 0:
                return Custom(call, input, width: null);
            case "Custom" when arguments.Int32(0) is int width:
                return Custom(call, input, width);
            case "SoftmaxCrossEntropy" when arguments[0] is NodeValue labels:
                return Build(call, () => _builder.SoftmaxCrossEntropy(input, labels.Id));
            case "MeanSquaredError" when arguments[0] is NodeValue target:
                return Build(call, () => _builder.MeanSquaredError(input, target.Id));
            case var name when ActivationNamed(call.TargetMethod, name) is { } op && arguments.AllNumbers() is { } constants:
                return Apply(call, input, op, constants);
            default:
                return OtherCall(
                    call,
                    arguments,
                    "Dense",
                    "Apply",
                    "Dropout",
                    "LayerNorm",
                    "Custom",
                    "SoftmaxCrossEntropy",
                    "MeanSquaredError"
                );
        }
    }

    /// <summary>A call that none of the cases took: an argument that has been reported, or a method that is no op.</summary>
    private UnknownValue OtherCall(IInvocationOperation call, CallArguments arguments, params string[] known) =>
        arguments.SawUnknown
        || known.Contains(call.TargetMethod.Name, StringComparer.Ordinal)
        || ActivationNamed(call.TargetMethod, call.TargetMethod.Name) is not null
            ? Broken()
            : Refuse(GraphDiagnostics.UnsupportedExpression, call);

    /// <summary>The op that a method such as <c>Relu()</c> or <c>LeakyRelu(0.1)</c> stands for: the one of the same name beside it.</summary>
    private static INamedTypeSymbol? ActivationNamed(IMethodSymbol method, string name) =>
        method
            .ContainingType.ContainingNamespace.GetTypeMembers(name)
            .FirstOrDefault(type => type.Arity == 0 && GraphTypes.IsElementwiseOp(type));

    private ReadValue Apply(IInvocationOperation call, int input, ITypeSymbol op, IReadOnlyList<double> constants)
    {
        if (ElementwiseOpReader.Describe(op) is not { } function)
        {
            if (op.TypeKind != TypeKind.Error)
            {
                Report(GraphDiagnostics.UnknownOp, PlaceOf(call), op.ToDisplayString());
            }
            return Broken();
        }
        if (ElementwiseOpReader.HasOutputDerivative(op) && !_outputDerivatives.Contains(function.TypeName))
        {
            _outputDerivatives.Add(function.TypeName);
        }
        return Build(call, () => _builder.Elementwise(input, function, constants));
    }

    private ReadValue Custom(IInvocationOperation call, int input, int? width)
    {
        ITypeSymbol op = _frame.Resolve(call.TargetMethod.TypeArguments[0]);
        return op.TypeKind == TypeKind.Error
            ? Broken()
            : Build(
                call,
                () =>
                    _builder.Custom(
                        input,
                        op.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                        GraphNames.CamelCase(op.Name),
                        width
                    )
            );
    }

    private ReadValue Arithmetic(IOperation operation, BinaryOperatorKind kind, ReadValue left, ReadValue right) =>
        (kind, left, right) switch
        {
            (BinaryOperatorKind.Add, NodeValue a, NodeValue b) => Build(operation, () => _builder.Add(a.Id, b.Id)),
            (BinaryOperatorKind.Subtract, NodeValue a, NodeValue b) => Build(operation, () => _builder.Subtract(a.Id, b.Id)),
            (BinaryOperatorKind.Multiply, NodeValue a, NodeValue b) => Build(operation, () => _builder.Multiply(a.Id, b.Id)),
            (BinaryOperatorKind.Multiply, NodeValue a, ConstantValue { Value: double b }) => Build(
                operation,
                () => _builder.Scale(a.Id, b)
            ),
            (BinaryOperatorKind.Multiply, ConstantValue { Value: double a }, NodeValue b) => Build(
                operation,
                () => _builder.Scale(b.Id, a)
            ),
            _ => Refuse(GraphDiagnostics.UnsupportedExpression, operation),
        };

    /// <summary>Runs one step of the shared builder, whose mistakes are reported at the call.</summary>
    private NodeValue Build(IOperation operation, Func<int> step)
    {
        _place = PlaceOf(operation);
        int id = step();
        _places[id] = _place;
        return new NodeValue(id);
    }

    /// <summary>Where a call is pointed at: from its name to the end of its arguments, without the chain that it ends.</summary>
    private static Location PlaceOf(IOperation operation) => CallPlace.Of(operation.Syntax);
}
