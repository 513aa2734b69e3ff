using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pullback.Generators.Diagnostics;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Read;

/// <summary>
/// Runs <c>Define</c> at build time: an interpreter of the small part of C# that declares graphs, over the compiler's own bound tree. Constants are
/// computed, loops run, layers are inlined, and every op goes to the shared <see cref="GraphBuilder"/>, which also infers the shapes.
/// </summary>
/// <remarks>
/// Whatever cannot be read is reported at its place and becomes <see cref="UnknownValue"/>, with which reading goes on silently: one mistake,
/// one error. Code that does not compile is unknown without any report, since the compiler speaks for itself.
/// </remarks>
internal sealed partial class DefineReader
{
    private readonly Compilation _compilation;
    private readonly DiagnosticBag _bag;
    private readonly CancellationToken _cancellation;
    private readonly GraphBuilder _builder;
    private readonly ReadBudget _budget = new();

    /// <summary>Where each node was declared, for mistakes that only a complete graph shows.</summary>
    private readonly Dictionary<int, Location> _places = [];

    private readonly HashSet<(string Id, Location? Place)> _reported = [];

    /// <summary>The expression that is being built, at which the builder's mistakes are reported.</summary>
    private Location? _place;
    private Frame _frame;
    private bool _failed;

    private DefineReader(IMethodSymbol define, Compilation compilation, DiagnosticBag bag, CancellationToken cancellation)
    {
        _compilation = compilation;
        _bag = bag;
        _cancellation = cancellation;
        _builder = new GraphBuilder(OnGraphError);
        _frame = new Frame(define, caller: null);
    }

    /// <summary>Reads a well-formed <c>Define</c>.</summary>
    public static ReadGraph Read(IMethodSymbol define, Compilation compilation, DiagnosticBag bag, CancellationToken cancellation)
    {
        var reader = new DefineReader(define, compilation, bag, cancellation);
        reader._frame[define.Parameters[0]] = GraphValue.Instance;
        GraphModel? graph = reader.Run() is ModelValue model ? reader.Complete(model) : null;
        if (graph is null && !reader._failed)
        {
            // Nothing was refused, and yet no model came out: such as null.
            reader.Report(GraphDiagnostics.UnsupportedExpression, define.Locations.FirstOrDefault(), "The result of Define");
        }
        return new ReadGraph(reader.Signature(), graph, ValueList<string>.Of(reader._outputDerivatives));
    }

    /// <summary>The types of the elementwise ops whose derivative can be had from the output alone.</summary>
    private readonly List<string> _outputDerivatives = [];

    private bool HasLoss { get; set; }

    private ReadValue Run()
    {
        if (BodyOf(_frame.Method) is not { } body)
        {
            return UnknownValue.Instance;
        }
        Execute(body);
        return _frame.Result ?? UnknownValue.Instance;
    }

    private GraphModel? Complete(ModelValue model)
    {
        if (model.Prediction is not NodeValue prediction || model.Loss is not (null or NodeValue))
        {
            return null;
        }
        // Unused nodes are only a mistake of their own in a graph that is otherwise understood.
        if (_failed)
        {
            return null;
        }
        _place = model.PredictionPlace;
        GraphModel graph = _builder.Complete(prediction.Id, (model.Loss as NodeValue)?.Id);
        return _failed ? null : graph;
    }

    private GraphSignature Signature() =>
        new(
            ValueList<GraphNode>.Of(Declarable(_builder.Nodes.Where(node => node.IsGiven))),
            HasLoss,
            _builder.Nodes.Any(node => node.Op is DropoutOp) || (_failed && NamesDropout())
        );

    /// <summary>
    /// What the caller hands in, under names that a parameter list can have. Impossible and repeated names are reported where they stand; here they must
    /// not become errors of the compiler in the emitted file, which would hide that report.
    /// </summary>
    private static IEnumerable<GraphNode> Declarable(IEnumerable<GraphNode> given)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        int ordinal = 0;
        foreach (GraphNode node in given)
        {
            ordinal++;
            bool isPossible = GraphNames.CheckInput(node.Name, node.Name) is null && taken.Add(node.Name);
            yield return isPossible ? node : node with { Name = "given" + GraphNumbers.Text(ordinal) };
        }
    }

    /// <summary>Whether a call of Dropout is written anywhere in a Define that could not be read, perhaps behind the mistake.</summary>
    private bool NamesDropout() =>
        BodyOf(_frame.Method)?.Syntax.DescendantNodes().Any(node => node is SimpleNameSyntax { Identifier.ValueText: "Dropout" })
        ?? false;

    private void OnGraphError(GraphError error)
    {
        Location? place = error.Node is int node && _places.TryGetValue(node, out Location? declared) ? declared : _place;
        Report(GraphDiagnostics.For(error.Kind), place, error.Message);
    }

    private void Report(DiagnosticDescriptor descriptor, Location? place, params object?[] arguments)
    {
        _failed = true;
        // A loop, or a layer that is used often, meets the same mistake again and again.
        if (_reported.Add((descriptor.Id, place)))
        {
            _bag.Report(descriptor, place, arguments);
        }
    }

    private UnknownValue Refuse(DiagnosticDescriptor descriptor, IOperation operation)
    {
        Report(descriptor, operation.Syntax.GetLocation(), Excerpt(operation.Syntax));
        return UnknownValue.Instance;
    }

    /// <summary>Something the compiler reports itself.</summary>
    private UnknownValue Broken()
    {
        _failed = true;
        return UnknownValue.Instance;
    }

    /// <summary>Whether reading may go on; reports once when it has taken too long.</summary>
    private bool MayGoOn(IOperation operation)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_budget.IsExhausted)
        {
            return false;
        }
        if (_builder.Nodes.Count > ReadBudget.Nodes)
        {
            return Exhaust(operation, ReadBudget.Nodes, "nodes");
        }
        return _budget.Spend() || Exhaust(operation, ReadBudget.Steps, "steps");
    }

    private bool Exhaust(IOperation operation, int limit, string what)
    {
        Frame outermost = _frame;
        while (outermost.Caller is { } caller)
        {
            outermost = caller;
        }
        _budget.Exhaust();
        IOperation? loop = operation;
        while (loop is not (null or ILoopOperation))
        {
            loop = loop.Parent;
        }
        Location place = loop?.Syntax.GetFirstToken().GetLocation() ?? operation.Syntax.GetLocation();
        Report(GraphDiagnostics.TooLong, place, outermost.Method.Name, limit, what);
        return false;
    }

    private IOperation? BodyOf(IMethodSymbol method)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(_cancellation);
            if (!_compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            {
                continue;
            }
            // The layer may be in another file than the graph, and has that file's own semantic model.
#pragma warning disable RS1030 // The transform and the analyzer share this reader, and only one of them is handed models.
            SemanticModel semantics = _compilation.GetSemanticModel(syntax.SyntaxTree);
#pragma warning restore RS1030
            if (semantics.GetOperation(syntax, _cancellation) is IMethodBodyOperation { } body)
            {
                return body.BlockBody ?? body.ExpressionBody;
            }
        }
        return null;
    }

    /// <summary>The beginning of an expression, as messages quote it.</summary>
    private static string Excerpt(SyntaxNode syntax)
    {
        const int longest = 60;
        string text = string.Join(" ", syntax.ToString().Split(['\r', '\n', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= longest ? text : text.Substring(0, longest) + "…";
    }
}
