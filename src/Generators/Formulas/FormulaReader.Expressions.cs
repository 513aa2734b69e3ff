using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pullback.Generators.Diagnostics;

namespace Pullback.Generators.Formulas;

/// <summary>Expressions other than calls.</summary>
internal sealed partial class FormulaReader
{
    private FormulaValue Visit(FormulaFrame frame, IOperation operation)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!Step(operation))
        {
            return Placeholder();
        }
        if (operation.ConstantValue is { HasValue: true, Value: bool condition })
        {
            return FormulaValue.Of(_graph.Boolean(condition));
        }
        FormulaValue value = operation switch
        {
            ILocalReferenceOperation local => Variable(frame, local.Local, local),
            IParameterReferenceOperation parameter => Variable(frame, parameter.Parameter, parameter),
            IBinaryOperation binary => VisitBinary(frame, binary),
            IUnaryOperation unary => VisitUnary(frame, unary),
            IConditionalOperation { WhenFalse: not null } conditional => VisitConditional(frame, conditional),
            IInvocationOperation call => VisitCall(frame, call),
            IPropertyReferenceOperation property => VisitProperty(property),
            IFieldReferenceOperation field => VisitField(frame, field),
            ITupleOperation tuple => FormulaValue.Tuple(tuple.Elements.Select(element => Visit(frame, element)).ToList()),
            IConversionOperation conversion => VisitConversion(frame, conversion),
            IDefaultValueOperation { Type: ITypeParameterSymbol } => FormulaValue.Of(_graph.Zero),
            ISimpleAssignmentOperation
            or ICompoundAssignmentOperation
            or IIncrementOrDecrementOperation
            or IDeconstructionAssignmentOperation => VisitAssignment(frame, operation),
            IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation => Refuse(
                FormulaDiagnostics.Lambda,
                operation.Syntax.GetLocation()
            ),
            IThrowOperation => Refuse(FormulaDiagnostics.Throw, operation.Syntax.GetLocation()),
            IInvalidOperation => Placeholder(),
            ILiteralOperation or IInstanceReferenceOperation => RefuseType(operation),
            IIsPatternOperation { Value.Type: not ITypeParameterSymbol } pattern => Examine(frame, pattern.Value),
            _ => Refuse(FormulaDiagnostics.Unsupported, operation.Syntax.GetLocation(), TextOf(operation.Syntax)),
        };
        if (
            value.Elements is null
            && operation is IBinaryOperation or IInvocationOperation
            && UnstablePatterns.Find(_graph, value.Node) is { } advice
        )
        {
            Report(
                FormulaDiagnostics.Unstable,
                operation.Syntax.GetLocation(),
                TextOf(operation.Syntax),
                advice.Problem,
                advice.Remedy
            );
        }
        return value;
    }

    /// <summary>Reads a condition.</summary>
    private int VisitMask(FormulaFrame frame, IOperation operation)
    {
        FormulaValue value = Visit(frame, operation);
        if (value.Elements is null && _graph[value.Node].Operation.IsMask())
        {
            return value.Node;
        }
        // What is no condition here has been refused before.
        _failed = true;
        return _graph.Boolean(true);
    }

    /// <summary>Reads a number.</summary>
    private int VisitNumber(FormulaFrame frame, IOperation operation)
    {
        FormulaValue value = Visit(frame, operation);
        if (value.Elements is null && !_graph[value.Node].Operation.IsMask())
        {
            return value.Node;
        }
        return Refuse(FormulaDiagnostics.Unsupported, operation.Syntax.GetLocation(), TextOf(operation.Syntax)).Node;
    }

    private FormulaValue Variable(FormulaFrame frame, ISymbol symbol, IOperation operation)
    {
        if (frame[symbol] is { } value)
        {
            return value;
        }
        return IsReadable(operation.Type) ? Placeholder() : RefuseType(operation);
    }

    private FormulaValue VisitBinary(FormulaFrame frame, IBinaryOperation binary)
    {
        if (binary.OperatorKind == BinaryOperatorKind.Remainder)
        {
            return Refuse(FormulaDiagnostics.Remainder, binary.Syntax.GetLocation());
        }
        FormulaOperation? onNumbers = NumberOperation(binary.OperatorKind);
        FormulaOperation? onMasks = binary.OperatorKind switch
        {
            BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And => FormulaOperation.And,
            BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or => FormulaOperation.Or,
            _ => null,
        };
        if (binary.LeftOperand.Type?.SpecialType == SpecialType.System_Boolean && onMasks is { } logical)
        {
            // Conditions have no side effects: both sides are computed, whatever the left one says.
            return FormulaValue.Of(
                _graph.Make(logical, VisitMask(frame, binary.LeftOperand), VisitMask(frame, binary.RightOperand))
            );
        }
        if (binary.LeftOperand.Type is ITypeParameterSymbol && onNumbers is { } arithmetic)
        {
            int left = VisitNumber(frame, binary.LeftOperand);
            return FormulaValue.Of(_graph.Make(arithmetic, left, VisitNumber(frame, binary.RightOperand)));
        }
        return binary.LeftOperand.Type is ITypeParameterSymbol or { SpecialType: SpecialType.System_Boolean }
            ? Refuse(FormulaDiagnostics.Unsupported, binary.Syntax.GetLocation(), TextOf(binary.Syntax))
            : Examine(frame, binary.LeftOperand is ILiteralOperation ? binary.RightOperand : binary.LeftOperand);
    }

    /// <summary>Looks into an expression of another type for what is really wrong: <c>T.Sign(x)</c> in <c>T.Sign(x) &gt; 0</c>.</summary>
    private FormulaValue Examine(FormulaFrame frame, IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true, Operand: var operand })
        {
            operation = operand;
        }
        int before = _bag.Diagnostics.Count;
        Visit(frame, operation);
        bool isKnown =
            _bag.Diagnostics.Count > before || (operation is ILocalReferenceOperation local && frame[local.Local] is not null);
        return isKnown ? Placeholder() : RefuseType(operation);
    }

    private static FormulaOperation? NumberOperation(BinaryOperatorKind kind) =>
        kind switch
        {
            BinaryOperatorKind.Add => FormulaOperation.Add,
            BinaryOperatorKind.Subtract => FormulaOperation.Subtract,
            BinaryOperatorKind.Multiply => FormulaOperation.Multiply,
            BinaryOperatorKind.Divide => FormulaOperation.Divide,
            BinaryOperatorKind.LessThan => FormulaOperation.LessThan,
            BinaryOperatorKind.LessThanOrEqual => FormulaOperation.LessThanOrEqual,
            BinaryOperatorKind.GreaterThan => FormulaOperation.GreaterThan,
            BinaryOperatorKind.GreaterThanOrEqual => FormulaOperation.GreaterThanOrEqual,
            BinaryOperatorKind.Equals => FormulaOperation.Equal,
            BinaryOperatorKind.NotEquals => FormulaOperation.NotEqual,
            _ => null,
        };

    private FormulaValue VisitUnary(FormulaFrame frame, IUnaryOperation unary) =>
        unary.OperatorKind switch
        {
            UnaryOperatorKind.Not => FormulaValue.Of(_graph.Make(FormulaOperation.Not, VisitMask(frame, unary.Operand))),
            UnaryOperatorKind.Minus when unary.Type is ITypeParameterSymbol => FormulaValue.Of(
                _graph.Negate(VisitNumber(frame, unary.Operand))
            ),
            UnaryOperatorKind.Plus when unary.Type is ITypeParameterSymbol => Visit(frame, unary.Operand),
            _ => IsReadable(unary.Type)
                ? Refuse(FormulaDiagnostics.Unsupported, unary.Syntax.GetLocation(), TextOf(unary.Syntax))
                : RefuseType(unary),
        };

    private FormulaValue VisitConditional(FormulaFrame frame, IConditionalOperation conditional)
    {
        int mask = VisitMask(frame, conditional.Condition);
        FormulaValue one = Visit(frame, conditional.WhenTrue);
        return Select(mask, one, Visit(frame, conditional.WhenFalse!), conditional.Syntax);
    }

    private FormulaValue Select(int mask, FormulaValue one, FormulaValue other, SyntaxNode place)
    {
        if (one.Elements is { } ones && other.Elements is { } others && ones.Count == others.Count)
        {
            return FormulaValue.Tuple(ones.Select((element, i) => Select(mask, element, others[i], place)).ToList());
        }
        if (one.Elements is not null || other.Elements is not null)
        {
            return Placeholder();
        }
        bool isMask = _graph[one.Node].Operation.IsMask();
        if (isMask != _graph[other.Node].Operation.IsMask())
        {
            return Placeholder();
        }
        if (!isMask)
        {
            return FormulaValue.Of(_graph.Select(mask, one.Node, other.Node));
        }
        int whenTrue = _graph.Make(FormulaOperation.And, mask, one.Node);
        int whenFalse = _graph.Make(FormulaOperation.And, _graph.Make(FormulaOperation.Not, mask), other.Node);
        return FormulaValue.Of(_graph.Make(FormulaOperation.Or, whenTrue, whenFalse));
    }

    private FormulaValue VisitProperty(IPropertyReferenceOperation property)
    {
        if (property.Instance is null && IsNumberInterface(property.Property.ContainingType))
        {
            return ScalarFunctions.Constants.TryGetValue(property.Property.Name, out double value)
                ? FormulaValue.Of(_graph.Constant(value))
                : Refuse(FormulaDiagnostics.WithoutLane, property.Syntax.GetLocation(), TextOf(property.Syntax));
        }
        return Refuse(FormulaDiagnostics.Field, property.Syntax.GetLocation(), TextOf(property.Syntax));
    }

    private FormulaValue VisitField(FormulaFrame frame, IFieldReferenceOperation field)
    {
        if (field.Instance is { Type.IsTupleType: true } tuple)
        {
            string name = (field.Field.CorrespondingTupleField ?? field.Field).Name;
            FormulaValue value = Visit(frame, tuple);
            if (
                value.Elements is { } elements
                && name.StartsWith("Item", StringComparison.Ordinal)
                && int.TryParse(name.Substring(4), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && number >= 1
                && number <= elements.Count
            )
            {
                return elements[number - 1];
            }
            return Placeholder();
        }
        return field.Field.HasConstantValue
            ? RefuseType(field)
            : Refuse(FormulaDiagnostics.Field, field.Syntax.GetLocation(), TextOf(field.Syntax));
    }

    private FormulaValue VisitConversion(FormulaFrame frame, IConversionOperation conversion)
    {
        bool isTuple =
            conversion.Type is { IsTupleType: true } && conversion.Operand is ITupleOperation or { Type.IsTupleType: true };
        if (conversion.Conversion.IsIdentity || isTuple || conversion.Operand is IThrowOperation or IDefaultValueOperation)
        {
            return Visit(frame, conversion.Operand);
        }
        return conversion.Operand is IInvalidOperation
            ? Placeholder()
            : Refuse(FormulaDiagnostics.Cast, conversion.Syntax.GetLocation(), conversion.Type?.ToDisplayString() ?? "?");
    }

    private FormulaValue VisitAssignment(FormulaFrame frame, IOperation assignment)
    {
        switch (assignment)
        {
            case ISimpleAssignmentOperation { IsRef: true } simple:
                return Refuse(FormulaDiagnostics.Reference, simple.Syntax.GetLocation(), TextOf(simple.Target.Syntax));
            case ISimpleAssignmentOperation simple:
                return Store(frame, simple.Target, Visit(frame, simple.Value));
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Remainder }:
                return Refuse(FormulaDiagnostics.Remainder, assignment.Syntax.GetLocation());
            case ICompoundAssignmentOperation { Type: ITypeParameterSymbol } compound
                when NumberOperation(compound.OperatorKind) is { } operation:
                int left = VisitNumber(frame, compound.Target);
                return Store(
                    frame,
                    compound.Target,
                    FormulaValue.Of(_graph.Make(operation, left, VisitNumber(frame, compound.Value)))
                );
            case IIncrementOrDecrementOperation { Type: ITypeParameterSymbol } step:
                FormulaValue before = Visit(frame, step.Target);
                int delta = _graph.Constant(step.Kind == OperationKind.Increment ? 1.0 : -1.0);
                FormulaValue after = Store(frame, step.Target, FormulaValue.Of(_graph.Add(before.Node, delta)));
                return step.IsPostfix ? before : after;
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruct(frame, deconstruction.Target, Visit(frame, deconstruction.Value));
            default:
                return Refuse(FormulaDiagnostics.Unsupported, assignment.Syntax.GetLocation(), TextOf(assignment.Syntax));
        }
    }

    private FormulaValue Deconstruct(FormulaFrame frame, IOperation target, FormulaValue value)
    {
        IOperation inner = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        if (inner is not ITupleOperation tuple)
        {
            return Store(frame, inner, value);
        }
        if (value.Elements is not { } elements || elements.Count != tuple.Elements.Length)
        {
            return Placeholder();
        }
        for (int i = 0; i < elements.Count; i++)
        {
            Deconstruct(frame, tuple.Elements[i], elements[i]);
        }
        return value;
    }

    private FormulaValue Store(FormulaFrame frame, IOperation target, FormulaValue value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                Assign(frame, local.Local, value);
                return value;
            case IParameterReferenceOperation parameter:
                Assign(frame, parameter.Parameter, value);
                return value;
            case IDiscardOperation:
                return value;
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                return Refuse(FormulaDiagnostics.Field, target.Syntax.GetLocation(), TextOf(target.Syntax));
            default:
                return Refuse(FormulaDiagnostics.Unsupported, target.Syntax.GetLocation(), TextOf(target.Syntax));
        }
    }

    private FormulaValue RefuseType(IOperation operation) =>
        Refuse(
            FormulaDiagnostics.WrongType,
            operation.Syntax.GetLocation(),
            TextOf(operation.Syntax),
            operation.Type?.ToDisplayString() ?? "?"
        );

    /// <summary>Whether a formula can hold values of the type: the element type, bool, or a tuple of these.</summary>
    private static bool IsReadable(ITypeSymbol? type) =>
        type
            is ITypeParameterSymbol
                or { SpecialType: SpecialType.System_Boolean }
                or { TypeKind: TypeKind.Error }
                or INamedTypeSymbol { IsTupleType: true };

    private static string TextOf(SyntaxNode syntax)
    {
        string text = string.Join(" ", syntax.ToString().Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }
}
