using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pullback.Generators.Diagnostics;

namespace Pullback.Generators.Graphs.Read;

/// <content>Statements.</content>
internal sealed partial class DefineReader
{
    private Flow Execute(IOperation? statement)
    {
        if (statement is null || !MayGoOn(statement))
        {
            return Flow.Return;
        }
        switch (statement)
        {
            case IBlockOperation block:
                return ExecuteAll(block.Operations);
            case IVariableDeclarationGroupOperation declaration:
                Declare(declaration);
                return Flow.Next;
            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation);
                return Flow.Next;
            case IReturnOperation { ReturnedValue: { } value }:
                _frame.Result = Evaluate(value);
                return Flow.Return;
            case IConditionalOperation conditional:
                return Choose(conditional);
            case IForLoopOperation loop:
                return Repeat(loop);
            case IWhileLoopOperation loop:
                return Repeat(loop);
            case IForEachLoopOperation loop:
                return Repeat(loop);
            case IBranchOperation { BranchKind: BranchKind.Break }:
                return Flow.Break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                return Flow.Continue;
            case IUsingOperation scope:
                return ExecuteScope(scope);
            case IUsingDeclarationOperation scope:
                Declare(scope.DeclarationGroup);
                return Flow.Next;
            case IEmptyOperation:
            case ILocalFunctionOperation:
                return Flow.Next;
            case IInvalidOperation:
                Broken();
                return Flow.Next;
            default:
                Refuse(GraphDiagnostics.UnsupportedStatement, statement);
                return Flow.Next;
        }
    }

    /// <summary>Runs a block; the scopes that its using declarations open are closed where the block ends, in reverse.</summary>
    private Flow ExecuteAll(IEnumerable<IOperation> statements)
    {
        int scopes = 0;
        Flow flow = Flow.Next;
        foreach (IOperation statement in statements)
        {
            int before = _openScopes.Count;
            flow = Execute(statement);
            if (statement is IUsingDeclarationOperation)
            {
                scopes += _openScopes.Count - before;
            }
            if (flow != Flow.Next)
            {
                break;
            }
        }
        CloseScopes(scopes);
        return flow;
    }

    private readonly Stack<int> _openScopes = [];

    private ScopeValue OpenScope(string name)
    {
        _openScopes.Push(_builder.OpenScope(name));
        return ScopeValue.Instance;
    }

    private void CloseScopes(int count)
    {
        for (; count > 0; count--)
        {
            _builder.CloseScope(_openScopes.Pop());
        }
    }

    private Flow ExecuteScope(IUsingOperation scope)
    {
        int before = _openScopes.Count;
        if (scope.Resources is IVariableDeclarationGroupOperation declaration)
        {
            Declare(declaration);
        }
        else
        {
            Evaluate(scope.Resources);
        }
        Flow flow = Execute(scope.Body);
        CloseScopes(_openScopes.Count - before);
        return flow;
    }

    private void Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclarationOperation declaration in group.Declarations)
        {
            foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
            {
                if ((declarator.Initializer ?? declaration.Initializer) is { } initializer)
                {
                    _frame[declarator.Symbol] = Evaluate(initializer.Value);
                }
            }
        }
    }

    private Flow Choose(IConditionalOperation conditional)
    {
        // A condition that is not known has been reported; the first branch is read, so that its own mistakes are seen.
        bool isTrue = Condition(conditional.Condition) ?? true;
        return isTrue ? Execute(conditional.WhenTrue)
            : conditional.WhenFalse is { } otherwise ? Execute(otherwise)
            : Flow.Next;
    }

    private Flow Repeat(IForLoopOperation loop)
    {
        foreach (IOperation before in loop.Before)
        {
            Execute(before);
        }
        while (loop.Condition is null || Condition(loop.Condition) == true)
        {
            Flow flow = Execute(loop.Body);
            if (flow is Flow.Break or Flow.Return)
            {
                return flow == Flow.Return ? flow : Flow.Next;
            }
            foreach (IOperation step in loop.AtLoopBottom)
            {
                Execute(step);
            }
            if (!MayGoOn(loop))
            {
                return Flow.Return;
            }
        }
        return Flow.Next;
    }

    private Flow Repeat(IWhileLoopOperation loop)
    {
        bool runsFirst = !loop.ConditionIsTop;
        while (runsFirst || (loop.Condition is { } condition && Condition(condition) == true))
        {
            runsFirst = false;
            Flow flow = Execute(loop.Body);
            if (flow is Flow.Break or Flow.Return)
            {
                return flow == Flow.Return ? flow : Flow.Next;
            }
            if (!MayGoOn(loop))
            {
                return Flow.Return;
            }
        }
        return Flow.Next;
    }

    private Flow Repeat(IForEachLoopOperation loop)
    {
        ReadValue collection = Evaluate(loop.Collection);
        if (collection is not SequenceValue sequence || loop.Locals.Length != 1)
        {
            if (collection is not UnknownValue)
            {
                Refuse(GraphDiagnostics.NotConstant, loop.Collection);
            }
            return Flow.Next;
        }
        foreach (ReadValue item in sequence.Items)
        {
            _frame[loop.Locals[0]] = item;
            Flow flow = Execute(loop.Body);
            if (flow is Flow.Break or Flow.Return)
            {
                return flow == Flow.Return ? flow : Flow.Next;
            }
        }
        return Flow.Next;
    }

    /// <summary>A condition that is known at build time, or null after a report.</summary>
    private bool? Condition(IOperation condition)
    {
        switch (Evaluate(condition))
        {
            case ConstantValue { Value: bool value }:
                return value;
            case UnknownValue:
                return null;
            default:
                Refuse(GraphDiagnostics.NotConstant, condition);
                return null;
        }
    }
}
