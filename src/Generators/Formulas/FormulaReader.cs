using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pullback.Generators.Diagnostics;

namespace Pullback.Generators.Formulas;

/// <summary>Reads a scalar method <c>static T F&lt;T&gt;(T x, …)</c> into an expression graph, or says why it cannot be one.</summary>
/// <remarks>
/// The body is run symbolically over Roslyn's operation tree: locals hold nodes, a conditional runs both branches and selects, a helper method is run in place of
/// its call. What the method returns (one value, or a tuple of them) are the results. Whatever has no counterpart is reported at its place, and reading goes
/// on with a placeholder, so that one build names every problem.
/// </remarks>
internal sealed partial class FormulaReader
{
    private const int MostNodes = 2048;
    private const int MostSteps = 65_536;

    private readonly Compilation _compilation;
    private readonly DiagnosticBag _bag;
    private readonly CancellationToken _cancellation;
    private readonly ExpressionGraph _graph = new();
    private readonly Stack<IMethodSymbol> _calls = new();
    private readonly HashSet<(string Id, Location Place)> _reported = [];
    private bool _failed;
    private bool _isTooLarge;
    private int _steps;

    private FormulaReader(Compilation compilation, DiagnosticBag bag, CancellationToken cancellation)
    {
        _compilation = compilation;
        _bag = bag;
        _cancellation = cancellation;
    }

    /// <summary>Reads a method whose parameters and results have the type of its one type parameter.</summary>
    /// <param name="method">The method; its signature has been checked by the caller.</param>
    /// <param name="compilation">The compilation, for the bodies of helper methods.</param>
    /// <param name="bag">Where refusals and advice go, with their places.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The formula, or <see langword="null"/> when it was refused or does not compile.</returns>
    public static FormulaModel? Read(
        IMethodSymbol method,
        Compilation compilation,
        DiagnosticBag bag,
        CancellationToken cancellation
    )
    {
        var reader = new FormulaReader(compilation, bag, cancellation);
        try
        {
            var frame = new FormulaFrame();
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                frame[parameter] = FormulaValue.Of(reader._graph.Parameter(parameter.Ordinal, parameter.Name));
            }
            FormulaValue? result = reader.RunMethod(method, frame, method.Locations.FirstOrDefault());
            if (reader._failed || result is null)
            {
                return null;
            }
            return reader._graph.ToModel(method.Parameters.Select(parameter => parameter.Name), result.Flatten());
        }
        catch (InsufficientExecutionStackException)
        {
            bag.Report(FormulaDiagnostics.TooLarge, method.Locations.FirstOrDefault(), method.Name, MostNodes);
            return null;
        }
    }

    /// <summary>Runs a method whose parameters the frame holds; <see langword="null"/> when it has no body here.</summary>
    private FormulaValue? RunMethod(IMethodSymbol method, FormulaFrame frame, Location? place)
    {
        if (BodyOf(method) is not { } body)
        {
            Refuse(FormulaDiagnostics.WithoutSource, place, method.Name);
            return null;
        }
        _calls.Push(method.OriginalDefinition);
        FormulaValue? result = Run(frame, new Statements(body, null));
        _calls.Pop();
        if (result is null)
        {
            // Not every path returns: the compiler says so.
            _failed = true;
        }
        return result;
    }

    private IBlockOperation? BodyOf(IMethodSymbol method)
    {
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        foreach (SyntaxReference reference in implementation.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(_cancellation);
            if (!_compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            {
                continue;
            }
            if (
                _compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, _cancellation)
                is IMethodBodyBaseOperation body
            )
            {
                return body.BlockBody ?? body.ExpressionBody;
            }
        }
        return null;
    }

    /// <summary>Runs statements until one returns; <see langword="null"/> when none does.</summary>
    private FormulaValue? Run(FormulaFrame frame, Statements? statements)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        while (statements is { } current)
        {
            statements = current.Rest;
            if (!Step(current.First))
            {
                return Placeholder();
            }
            switch (current.First)
            {
                case IBlockOperation block:
                    statements = Statements.Before(block.Operations, statements);
                    break;
                case IReturnOperation { ReturnedValue: { } returned }:
                    return Visit(frame, returned);
                case IConditionalOperation conditional:
                    if (RunConditional(frame, conditional, ref statements) is { } result)
                    {
                        return result;
                    }
                    break;
                default:
                    RunSimple(frame, current.First);
                    break;
            }
        }
        return null;
    }

    private void RunSimple(FormulaFrame frame, IOperation statement)
    {
        switch (statement)
        {
            case IExpressionStatementOperation expression:
                Visit(frame, expression.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (
                    IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration =>
                        declaration.Declarators
                    )
                )
                {
                    Declare(frame, declarator);
                }
                break;
            case IEmptyOperation:
                break;
            case ILoopOperation loop:
                Refuse(FormulaDiagnostics.Loop, loop.Syntax.GetFirstToken().GetLocation(), loop.Syntax.GetFirstToken().Text);
                break;
            case ILocalFunctionOperation function:
                Refuse(FormulaDiagnostics.Lambda, function.Syntax.GetFirstToken().GetLocation());
                break;
            case IThrowOperation thrown:
                Refuse(FormulaDiagnostics.Throw, thrown.Syntax.GetLocation());
                break;
            case IInvalidOperation or IReturnOperation:
                _failed = true;
                break;
            default:
                Refuse(
                    FormulaDiagnostics.Unsupported,
                    statement.Syntax.GetFirstToken().GetLocation(),
                    statement.Syntax.GetFirstToken().Text
                );
                break;
        }
    }

    private void Declare(FormulaFrame frame, IVariableDeclaratorOperation declarator)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local.IsRef)
        {
            Refuse(FormulaDiagnostics.Reference, declarator.Syntax.GetLocation(), local.Name);
            return;
        }
        IOperation? value =
            declarator.Initializer?.Value ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer?.Value;
        // A constant of any type may be declared; what it is used for decides.
        if (value is not null && !local.IsConst)
        {
            Assign(frame, local, Visit(frame, value));
        }
    }

    private void Assign(FormulaFrame frame, ISymbol target, FormulaValue value)
    {
        frame[target] = value;
        if (value.Elements is null)
        {
            _graph.SetName(value.Node, target.Name);
        }
    }

    /// <summary>Runs an if statement. Where a branch returns, what follows belongs to each branch, and the result is that of the whole rest.</summary>
    private FormulaValue? RunConditional(FormulaFrame frame, IConditionalOperation conditional, ref Statements? rest)
    {
        int mask = VisitMask(frame, conditional.Condition);
        if (_graph[mask].Operation is FormulaOperation.True or FormulaOperation.False)
        {
            IOperation? taken = _graph[mask].Operation == FormulaOperation.True ? conditional.WhenTrue : conditional.WhenFalse;
            rest = taken is null ? rest : new Statements(taken, rest);
            return null;
        }
        FormulaFrame whenTrue = frame.Fork();
        FormulaFrame whenFalse = frame.Fork();
        if (Returns(conditional.WhenTrue) || Returns(conditional.WhenFalse))
        {
            FormulaValue? one = Run(whenTrue, new Statements(conditional.WhenTrue, rest));
            FormulaValue? other = Run(whenFalse, conditional.WhenFalse is { } otherwise ? new Statements(otherwise, rest) : rest);
            rest = null;
            if (one is null || other is null)
            {
                _failed = true;
                return Placeholder();
            }
            return Select(mask, one, other, conditional.Syntax);
        }
        Run(whenTrue, new Statements(conditional.WhenTrue, null));
        if (conditional.WhenFalse is not null)
        {
            Run(whenFalse, new Statements(conditional.WhenFalse, null));
        }
        frame.Join(
            whenTrue,
            whenFalse,
            (symbol, one, other) =>
            {
                FormulaValue joined = Select(mask, one, other, conditional.Syntax);
                if (joined.Elements is null)
                {
                    _graph.SetName(joined.Node, symbol.Name);
                }
                return joined;
            }
        );
        return null;
    }

    private static bool Returns(IOperation? operation) =>
        operation is not null && operation.DescendantsAndSelf().Any(inner => inner is IReturnOperation);

    private bool Step(IOperation operation)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_isTooLarge)
        {
            return false;
        }
        if (++_steps > MostSteps || _graph.Count > MostNodes)
        {
            _isTooLarge = true;
            Refuse(
                FormulaDiagnostics.TooLarge,
                operation.Syntax.GetLocation(),
                _calls.Count > 0 ? _calls.Last().Name : "The formula",
                MostNodes
            );
            return false;
        }
        return true;
    }

    /// <summary>Reports why something cannot be compiled, once per place.</summary>
    private FormulaValue Refuse(DiagnosticDescriptor descriptor, Location? place, params object?[] arguments)
    {
        _failed = true;
        Report(descriptor, place, arguments);
        return Placeholder();
    }

    private void Report(DiagnosticDescriptor descriptor, Location? place, params object?[] arguments)
    {
        // A helper that is called twice is read twice.
        if (_reported.Add((descriptor.Id, place ?? Location.None)))
        {
            _bag.Report(descriptor, place, arguments);
        }
    }

    /// <summary>Stands for a value that could not be read; the formula is refused already.</summary>
    private FormulaValue Placeholder()
    {
        _failed = true;
        return FormulaValue.Of(_graph.Constant(double.NaN));
    }

    /// <summary>A list of statements that shares its rest with others.</summary>
    private sealed class Statements(IOperation first, Statements? rest)
    {
        public IOperation First { get; } = first;

        public Statements? Rest { get; } = rest;

        public static Statements? Before(IReadOnlyList<IOperation> operations, Statements? rest)
        {
            for (int i = operations.Count - 1; i >= 0; i--)
            {
                rest = new Statements(operations[i], rest);
            }
            return rest;
        }
    }
}
