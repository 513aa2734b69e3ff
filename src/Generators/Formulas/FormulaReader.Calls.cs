using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Formulas;

/// <summary>Calls: methods of the element type, stable primitives, helper methods, other ops.</summary>
internal sealed partial class FormulaReader
{
    private const int LargestExponent = 16;

    private FormulaValue VisitCall(FormulaFrame frame, IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        INamedTypeSymbol type = method.ContainingType;
        Location place = call.Syntax.GetLocation();
        if (call.Arguments.FirstOrDefault(argument => argument.Parameter is { RefKind: not RefKind.None }) is { } reference)
        {
            return Refuse(FormulaDiagnostics.Reference, reference.Syntax.GetLocation(), TextOf(reference.Syntax));
        }
        if (IsNumberInterface(type) && method.IsStatic && call.ConstrainedToType is ITypeParameterSymbol)
        {
            return VisitNumberFunction(frame, call);
        }
        if (type.ToDisplayString() == KnownNames.ScalarMath)
        {
            return ScalarFunctions.OfScalarMath.TryGetValue(method.Name, out FormulaOperation primitive)
                ? Apply(frame, primitive, call)
                : Refuse(FormulaDiagnostics.WithoutLane, place, TextOf(call.Syntax));
        }
        if (IsOfOneElementType(type))
        {
            return Refuse(FormulaDiagnostics.SystemMath, place, TextOf(call.Syntax));
        }
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            // Refused where it is declared.
            return Placeholder();
        }
        if (method.MethodKind == MethodKind.DelegateInvoke && call.Instance is { } function)
        {
            return Examine(frame, function);
        }
        if (!method.IsStatic || method.IsAbstract || method.IsVirtual)
        {
            return Refuse(FormulaDiagnostics.Unsupported, place, TextOf(call.Syntax));
        }
        if (method.DeclaringSyntaxReferences.Length > 0)
        {
            return Inline(frame, call);
        }
        return ImplementsElementwiseOp(type) && method.Name == "Formula"
            ? CallOp(frame, call)
            : Refuse(FormulaDiagnostics.WithoutSource, place, method.Name);
    }

    private FormulaValue VisitNumberFunction(FormulaFrame frame, IInvocationOperation call)
    {
        Location place = call.Syntax.GetLocation();
        string name = call.TargetMethod.Name;
        if (
            ScalarFunctions.OfNumber.TryGetValue(name, out FormulaOperation function)
            && call.Arguments.Length == ArityOf(function)
        )
        {
            return Apply(frame, function, call);
        }
        switch (name)
        {
            case "CreateChecked" or "CreateSaturating" or "CreateTruncating":
                return VisitConstant(frame, call);
            case "Sign":
                return Refuse(FormulaDiagnostics.Sign, place);
            case "Pow":
                return VisitPower(frame, call);
            default:
                return Classify(frame, call) is { } mask
                    ? FormulaValue.Of(mask)
                    : Refuse(FormulaDiagnostics.WithoutLane, place, TextOf(call.Syntax));
        }
    }

    private FormulaValue Apply(FormulaFrame frame, FormulaOperation function, IInvocationOperation call) =>
        FormulaValue.Of(_graph.Make(function, Arguments(frame, call)));

    /// <summary>The arguments in the order of the parameters, however the call names them; they are read in the order of the text.</summary>
    private int[] Arguments(FormulaFrame frame, IInvocationOperation call)
    {
        var arguments = new int[call.Arguments.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            arguments[argument.Parameter?.Ordinal ?? 0] = VisitNumber(frame, argument.Value);
        }
        return arguments;
    }

    /// <summary>T.CreateChecked(0.5): a constant, rounded once to the element type.</summary>
    private FormulaValue VisitConstant(FormulaFrame frame, IInvocationOperation call)
    {
        IOperation argument = call.Arguments[0].Value;
        if (argument.ConstantValue is { HasValue: true, Value: { } constant and not (bool or string or char) })
        {
            return FormulaValue.Of(_graph.Constant(Convert.ToDouble(constant, CultureInfo.InvariantCulture)));
        }
        return argument.Type is ITypeParameterSymbol
            ? Refuse(FormulaDiagnostics.Cast, call.Syntax.GetLocation(), argument.Type.Name)
            : Examine(frame, argument);
    }

    private FormulaValue VisitPower(FormulaFrame frame, IInvocationOperation call)
    {
        int[] arguments = Arguments(frame, call);
        FormulaNode exponent = _graph[arguments[1]];
        if (!exponent.IsConstant)
        {
            return RefuseExponent(call, "variable");
        }
        double power = exponent.Value;
        int x = arguments[0];
        if (Math.Abs(power) == 0.5)
        {
            int root = _graph.Make(FormulaOperation.Sqrt, x);
            return FormulaValue.Of(power > 0 ? root : _graph.Divide(_graph.One, root));
        }
        if (power != Math.Floor(power) || Math.Abs(power) > LargestExponent)
        {
            return RefuseExponent(call, Literals.Double(power));
        }
        int product = Power(x, (int)Math.Abs(power));
        return FormulaValue.Of(power < 0 ? _graph.Divide(_graph.One, product) : product);
    }

    private FormulaValue RefuseExponent(IInvocationOperation call, string exponent) =>
        Refuse(FormulaDiagnostics.VariableExponent, call.Syntax.GetLocation(), exponent);

    /// <summary>xⁿ by squaring: x⁴ = (x²)².</summary>
    private int Power(int x, int exponent) =>
        exponent switch
        {
            0 => _graph.One,
            1 => x,
            _ when exponent % 2 == 0 => Square(Power(x, exponent / 2)),
            _ => _graph.Multiply(Power(x, exponent - 1), x),
        };

    private int Square(int x) => _graph.Multiply(x, x);

    /// <summary>Predicates of the element type: T.IsNaN and its kind.</summary>
    private int? Classify(FormulaFrame frame, IInvocationOperation call)
    {
        if (call.TargetMethod.ReturnType.SpecialType != SpecialType.System_Boolean || call.Arguments.Length != 1)
        {
            return null;
        }
        const FormulaOperation equal = FormulaOperation.Equal;
        int x = VisitNumber(frame, call.Arguments[0].Value);
        int Magnitude() => _graph.Make(FormulaOperation.Abs, x);
        int Infinity() => _graph.Constant(double.PositiveInfinity);
        return call.TargetMethod.Name switch
        {
            "IsNaN" => _graph.Make(FormulaOperation.NotEqual, x, x),
            "IsFinite" => _graph.Make(FormulaOperation.LessThan, Magnitude(), Infinity()),
            "IsInfinity" => _graph.Make(equal, Magnitude(), Infinity()),
            "IsPositiveInfinity" => _graph.Make(equal, x, Infinity()),
            "IsNegativeInfinity" => _graph.Make(equal, x, _graph.Constant(double.NegativeInfinity)),
            "IsZero" => _graph.Make(equal, x, _graph.Zero),
            _ => null,
        };
    }

    /// <summary>Reads the body of a helper method in place of its call.</summary>
    private FormulaValue Inline(FormulaFrame frame, IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod.OriginalDefinition;
        Location place = call.Syntax.GetLocation();
        if (_calls.Contains(method, SymbolEqualityComparer.Default))
        {
            return Refuse(FormulaDiagnostics.Recursion, place, method.Name);
        }
        if (!IsReadable(method.ReturnType))
        {
            return RefuseType(call);
        }
        if (method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation) is not BaseMethodDeclarationSyntax)
        {
            return Refuse(FormulaDiagnostics.WithoutSource, place, method.Name);
        }
        var inner = new FormulaFrame();
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || !IsReadable(parameter.OriginalDefinition.Type))
            {
                return RefuseType(argument.Value);
            }
            inner[parameter.OriginalDefinition] = Visit(frame, argument.Value);
        }
        return RunMethod(method, inner, place) ?? Placeholder();
    }

    /// <summary>Another assembly's op has no body here, but its lanes can be called.</summary>
    private FormulaValue CallOp(FormulaFrame frame, IInvocationOperation call)
    {
        int[] arguments = Arguments(frame, call);
        if (arguments.Skip(1).Any(constant => !IsFree(constant)))
        {
            // Its metadata knows the derivative towards x only.
            return Refuse(
                FormulaDiagnostics.WithoutSource,
                call.Syntax.GetLocation(),
                call.TargetMethod.ContainingType.Name + ".Formula with a varying constant"
            );
        }
        string name = call.TargetMethod.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return FormulaValue.Of(_graph.Op(FormulaOperation.OpForward, name, arguments));
    }

    /// <summary>Whether no derivative towards the node is ever asked for: it does not depend on the first parameter.</summary>
    private bool IsFree(int expression) => !Differentiator.DependsOn(_graph, expression, parameterOrdinal: 0);

    private static int ArityOf(FormulaOperation operation) =>
        operation switch
        {
            FormulaOperation.Min or FormulaOperation.Max or FormulaOperation.CopySign => 2,
            FormulaOperation.Clamp or FormulaOperation.FusedMultiplyAdd => 3,
            _ => 1,
        };

    /// <summary>The interfaces of generic mathematics: <c>System.Numerics.IRootFunctions&lt;T&gt;</c> and its siblings.</summary>
    private static bool IsNumberInterface(INamedTypeSymbol type) =>
        type
            is {
                TypeKind: TypeKind.Interface,
                ContainingNamespace:
                { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
            };

    private static bool IsOfOneElementType(INamedTypeSymbol type) =>
        type.SpecialType is SpecialType.System_Single or SpecialType.System_Double
        || type.ToDisplayString() is "System.Math" or "System.MathF" or "System.Half";

    private static bool ImplementsElementwiseOp(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(implemented => implemented.ToDisplayString() == KnownNames.ElementwiseOpInterface);
}
