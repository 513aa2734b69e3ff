using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pullback.Generators.Diagnostics;

namespace Pullback.Generators.Graphs.Read;

/// <content>Layers: methods whose bodies are read in the place of their calls.</content>
internal sealed partial class DefineReader
{
    private ReadValue CallLayer(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.MethodKind is MethodKind.DelegateInvoke or MethodKind.LocalFunction)
        {
            // A delegate that could not be read has been reported where it was made.
            return call.Instance is { } instance && Evaluate(instance) is UnknownValue unknown
                ? unknown
                : Refuse(GraphDiagnostics.UnsupportedExpression, call);
        }
        if (!GraphTypes.HasLayerAttribute(method))
        {
            return CallMathematics(call) ?? RefuseCall(GraphDiagnostics.NotALayer, call);
        }
        if (_frame.IsReading(method))
        {
            return RefuseCall(GraphDiagnostics.RecursiveLayer, call);
        }
        if (!method.IsStatic && method.MethodKind != MethodKind.ReducedExtension)
        {
            return RefuseLayer(call, "is not static");
        }
        // An extension method that is called as one is bound to its reduced form; its body speaks of the full one.
        IMethodSymbol definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (BodyOf(definition) is not { } body)
        {
            return definition.DeclaringSyntaxReferences.IsEmpty
                ? RefuseLayer(call, $"is in the assembly '{definition.ContainingAssembly.Name}', which has no source here")
                : RefuseLayer(call, "has no body");
        }
        return Inline(call, definition, body);
    }

    private ReadValue Inline(IInvocationOperation call, IMethodSymbol definition, IOperation body)
    {
        var frame = new Frame(definition, _frame);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter)
            {
                frame[definition.Parameters[parameter.Ordinal]] = Evaluate(argument.Value);
            }
        }
        for (int i = 0; i < definition.TypeParameters.Length; i++)
        {
            frame.Bind(definition.TypeParameters[i], _frame.Resolve(call.TargetMethod.TypeArguments[i]));
        }
        Frame caller = _frame;
        _frame = frame;
        Execute(body);
        _frame = caller;
        return frame.Result ?? Broken();
    }

    /// <summary><c>Math.Min</c> and its like on whole numbers, with which widths are computed.</summary>
    private ReadValue? CallMathematics(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType?.ToDisplayString() != "System.Math" || call.Arguments.Length != 2)
        {
            return null;
        }
        return (call.TargetMethod.Name, Evaluate(call.Arguments[0].Value), Evaluate(call.Arguments[1].Value)) switch
        {
            ("Min", ConstantValue { Value: int a }, ConstantValue { Value: int b }) => new ConstantValue(Math.Min(a, b)),
            ("Max", ConstantValue { Value: int a }, ConstantValue { Value: int b }) => new ConstantValue(Math.Max(a, b)),
            (_, UnknownValue unknown, _) => unknown,
            (_, _, UnknownValue unknown) => unknown,
            _ => null,
        };
    }

    private UnknownValue RefuseCall(DiagnosticDescriptor descriptor, IInvocationOperation call)
    {
        Report(descriptor, PlaceOf(call), call.TargetMethod.Name);
        return UnknownValue.Instance;
    }

    private UnknownValue RefuseLayer(IInvocationOperation call, string reason)
    {
        Report(GraphDiagnostics.LayerWithoutSource, PlaceOf(call), call.TargetMethod.Name, reason);
        return UnknownValue.Instance;
    }
}
