using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pullback.Generators.Diagnostics;

namespace Pullback.Generators.Graphs.Read;

/// <content>Expressions.</content>
internal sealed partial class DefineReader
{
    private ReadValue Evaluate(IOperation operation)
    {
        if (!MayGoOn(operation))
        {
            return UnknownValue.Instance;
        }
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            return new ConstantValue(constant);
        }
        return operation switch
        {
            ILocalReferenceOperation local => _frame[local.Local],
            IParameterReferenceOperation parameter => _frame[parameter.Parameter],
            IInvocationOperation call => Call(call),
            IBinaryOperation binary => Binary(binary),
            IUnaryOperation unary => Unary(unary),
            IConversionOperation conversion => Convert(conversion),
            IParenthesizedOperation parenthesized => Evaluate(parenthesized.Operand),
            ISimpleAssignmentOperation assignment => Assign(assignment.Target, Evaluate(assignment.Value)),
            ICompoundAssignmentOperation assignment => AssignCompound(assignment),
            IIncrementOrDecrementOperation step => Step(step),
            IDeconstructionAssignmentOperation assignment => Assign(assignment.Target, Evaluate(assignment.Value)),
            IConditionalOperation conditional => EvaluateConditional(conditional),
            IObjectCreationOperation creation => Create(creation),
            ITupleOperation tuple => new SequenceValue([.. tuple.Elements.Select(Evaluate)]),
            IArrayCreationOperation { Initializer: { } initializer } => new SequenceValue([
                .. initializer.ElementValues.Select(Evaluate),
            ]),
            ICollectionExpressionOperation collection when collection.Elements.All(e => e is not ISpreadOperation) =>
                new SequenceValue([.. collection.Elements.Select(Evaluate)]),
            IArrayElementReferenceOperation element => Element(element),
            IPropertyReferenceOperation property => Property(property),
            IFieldReferenceOperation field => Field(field),
            IInterpolatedStringOperation text => Interpolate(text),
            IInvalidOperation => Broken(),
            _ => Refuse(GraphDiagnostics.UnsupportedExpression, operation),
        };
    }

    private ReadValue Binary(IBinaryOperation binary)
    {
        // && and || read their right side only when the left one does not decide, as they do when they run.
        ReadValue left = Evaluate(binary.LeftOperand);
        if (left is ConstantValue { Value: bool first } && ShortCircuits(binary.OperatorKind, first))
        {
            return left;
        }
        ReadValue right = Evaluate(binary.RightOperand);
        if (left is UnknownValue || right is UnknownValue)
        {
            return UnknownValue.Instance;
        }
        if (binary.OperatorMethod is { } method && GraphTypes.IsNode(method.ContainingType))
        {
            return Arithmetic(binary, binary.OperatorKind, left, right);
        }
        return
            left is ConstantValue a
            && right is ConstantValue b
            && ConstantMath.Binary(binary.OperatorKind, a.Value, b.Value) is { } value
            ? new ConstantValue(value)
            : Refuse(GraphDiagnostics.NotConstant, binary);
    }

    private static bool ShortCircuits(BinaryOperatorKind kind, bool left) =>
        (kind == BinaryOperatorKind.ConditionalAnd && !left) || (kind == BinaryOperatorKind.ConditionalOr && left);

    private ReadValue Unary(IUnaryOperation unary)
    {
        ReadValue operand = Evaluate(unary.Operand);
        return operand switch
        {
            UnknownValue => operand,
            ConstantValue constant when ConstantMath.Unary(unary.OperatorKind, constant.Value) is { } value => new ConstantValue(
                value
            ),
            _ => Refuse(GraphDiagnostics.NotConstant, unary),
        };
    }

    private ReadValue Convert(IConversionOperation conversion)
    {
        ReadValue operand = Evaluate(conversion.Operand);
        // A node converted to a node, an array to a span: the value is the same.
        if (operand is not ConstantValue constant || conversion.Type is not { } type)
        {
            return operand;
        }
        ITypeSymbol target = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        if (constant.Value is null)
        {
            return constant;
        }
        return ConstantMath.Convert(constant.Value, target) is { } value
            ? new ConstantValue(value)
            : Refuse(GraphDiagnostics.UnsupportedExpression, conversion);
    }

    private ReadValue AssignCompound(ICompoundAssignmentOperation assignment)
    {
        ReadValue left = Evaluate(assignment.Target);
        ReadValue right = Evaluate(assignment.Value);
        if (left is UnknownValue || right is UnknownValue)
        {
            return Assign(assignment.Target, UnknownValue.Instance);
        }
        if (left is NodeValue || right is NodeValue)
        {
            return Assign(assignment.Target, Arithmetic(assignment, assignment.OperatorKind, left, right));
        }
        // int += double computes in double and converts back; only operands of one type are read here.
        return
            left is ConstantValue a
            && right is ConstantValue b
            && ConstantMath.Binary(assignment.OperatorKind, a.Value, b.Value) is { } value
            ? Assign(assignment.Target, new ConstantValue(value))
            : Assign(assignment.Target, Refuse(GraphDiagnostics.NotConstant, assignment));
    }

    private ReadValue Step(IIncrementOrDecrementOperation step)
    {
        ReadValue before = Evaluate(step.Target);
        if (before is not ConstantValue { Value: int number })
        {
            return before is UnknownValue ? before : Refuse(GraphDiagnostics.NotConstant, step);
        }
        var after = new ConstantValue(unchecked(step.Kind == OperationKind.Increment ? number + 1 : number - 1));
        Assign(step.Target, after);
        return step.IsPostfix ? before : after;
    }

    private ReadValue Assign(IOperation target, ReadValue value)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                return _frame[local.Local] = value;
            case IParameterReferenceOperation parameter:
                return _frame[parameter.Parameter] = value;
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value);
            case IDiscardOperation:
                return value;
            case ITupleOperation tuple:
                for (int i = 0; i < tuple.Elements.Length; i++)
                {
                    Assign(
                        tuple.Elements[i],
                        value is SequenceValue sequence && i < sequence.Items.Count ? sequence.Items[i] : UnknownValue.Instance
                    );
                }
                return value;
            case IInvalidOperation:
                return Broken();
            default:
                return Refuse(GraphDiagnostics.UnsupportedExpression, target);
        }
    }

    private ReadValue EvaluateConditional(IConditionalOperation conditional)
    {
        bool isTrue = Condition(conditional.Condition) ?? true;
        return isTrue ? Evaluate(conditional.WhenTrue)
            : conditional.WhenFalse is { } otherwise ? Evaluate(otherwise)
            : UnknownValue.Instance;
    }

    private ReadValue Create(IObjectCreationOperation creation)
    {
        if (!GraphTypes.IsModel(creation.Type) || creation.Initializer is not null)
        {
            return Refuse(GraphDiagnostics.UnsupportedExpression, creation);
        }
        IArgumentOperation? prediction = Argument(creation.Arguments, 0);
        IArgumentOperation? loss = Argument(creation.Arguments, 1);
        if (prediction is null)
        {
            return Broken();
        }
        ReadValue predicted = Evaluate(prediction.Value);
        ReadValue? lost = loss is null ? null : Evaluate(loss.Value);
        lost = lost is ConstantValue { Value: null } ? null : lost;
        HasLoss = lost is not null;
        return new ModelValue(predicted, lost, prediction.Value.Syntax.GetLocation(), loss?.Value.Syntax.GetLocation());
    }

    private ReadValue Element(IArrayElementReferenceOperation element)
    {
        ReadValue array = Evaluate(element.ArrayReference);
        if (array is SequenceValue sequence && element.Indices.Length == 1)
        {
            if (Evaluate(element.Indices[0]) is ConstantValue { Value: int index } && index >= 0 && index < sequence.Items.Count)
            {
                return sequence.Items[index];
            }
        }
        return array is UnknownValue ? array : Refuse(GraphDiagnostics.NotConstant, element);
    }

    private ReadValue Property(IPropertyReferenceOperation property)
    {
        if (property.Instance is not { } instance)
        {
            return Refuse(GraphDiagnostics.NotConstant, property);
        }
        return (Evaluate(instance), property.Property.Name) switch
        {
            (UnknownValue unknown, _) => unknown,
            (NodeValue node, "Features") => new ConstantValue(_builder.Nodes[node.Id].Features),
            (SequenceValue sequence, "Length" or "Count") => new ConstantValue(sequence.Items.Count),
            (ConstantValue { Value: string text }, "Length") => new ConstantValue(text.Length),
            (SharedParametersValue shared, "Inputs") => new ConstantValue(shared.Inputs),
            (SharedParametersValue shared, "Outputs") => new ConstantValue(shared.Outputs),
            (ModelValue model, "Prediction") => model.Prediction,
            (ModelValue { Loss: { } loss }, "Loss") => loss,
            _ => Refuse(GraphDiagnostics.UnsupportedExpression, property),
        };
    }

    /// <summary>Elements of tuples are fields; all other fields vary at run time, read-only ones too.</summary>
    private ReadValue Field(IFieldReferenceOperation field)
    {
        if (field.Instance is { Type.IsTupleType: true } instance)
        {
            IFieldSymbol element = field.Field.CorrespondingTupleField ?? field.Field;
            ReadValue tuple = Evaluate(instance);
            return
                tuple is SequenceValue sequence
                && element.Name.StartsWith("Item", StringComparison.Ordinal)
                && int.TryParse(element.Name.Substring(4), NumberStyles.None, CultureInfo.InvariantCulture, out int ordinal)
                && ordinal <= sequence.Items.Count
                ? sequence.Items[ordinal - 1]
                : UnknownValue.Instance;
        }
        return Refuse(GraphDiagnostics.NotConstant, field);
    }

    private ReadValue Interpolate(IInterpolatedStringOperation text)
    {
        var result = new StringBuilder();
        foreach (IInterpolatedStringContentOperation part in text.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation literal:
                    result.Append(literal.Text.ConstantValue.Value as string);
                    break;
                case IInterpolationOperation { Alignment: null, FormatString: null } hole:
                    switch (Evaluate(hole.Expression))
                    {
                        case ConstantValue constant:
                            result.Append(ConstantMath.Text(constant.Value));
                            break;
                        case UnknownValue unknown:
                            return unknown;
                        default:
                            return Refuse(GraphDiagnostics.NotConstant, hole.Expression);
                    }
                    break;
                default:
                    return Refuse(GraphDiagnostics.UnsupportedExpression, text);
            }
        }
        return new ConstantValue(result.ToString());
    }
}
