using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Pullback.Graphs;
using static Pullback.Generators.Diagnostics.DescriptorFactory;

namespace Pullback.Generators.Diagnostics;

/// <summary>
/// The diagnostics of layer graphs: PB1xxx. Declarations are 10xx, what cannot be read 11xx, what is wrong with the graph itself 12xx. The texts of the
/// last are those of the exceptions that the same graph throws at run time.
/// </summary>
internal static class GraphDiagnostics
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "PB1001",
        "A layer graph must be a partial class",
        "'{0}' has [LayerGraph] but {1} [declare it as 'static partial class', within partial types]"
    );

    public static readonly DiagnosticDescriptor MissingDefine = Error(
        "PB1002",
        "A layer graph needs a well-formed Define",
        "'{0}' {1} [write 'static Model Define(Graph g)' with a body]"
    );

    public static readonly DiagnosticDescriptor GenericGraph = Error(
        "PB1003",
        "A layer graph must not be generic",
        "'{0}' has type parameters, its own or those of an enclosing type [move the class out of the generic type: the emitted methods are generic in the element type]"
    );

    public static readonly DiagnosticDescriptor UnsupportedStatement = Error(
        "PB1101",
        "A graph cannot be declared with this statement",
        "'{0}' cannot be read at build time [use locals, assignments, 'if' and 'for' over constants, 'foreach' over constant arrays, 'using' scopes and 'return']"
    );

    public static readonly DiagnosticDescriptor UnsupportedExpression = Error(
        "PB1102",
        "A graph cannot be declared with this expression",
        "'{0}' cannot be read at build time [use the methods of Graph and Node, [Layer] methods, constants and locals]"
    );

    public static readonly DiagnosticDescriptor NotConstant = Error(
        "PB1103",
        "A graph needs constants",
        "'{0}' is not known at build time [use a literal, a const, or arithmetic on these]"
    );

    public static readonly DiagnosticDescriptor NotALayer = Error(
        "PB1104",
        "A graph calls a method that is not a layer",
        "'{0}' is neither an op nor marked with [Layer] [add [Layer] to the method, so that its body is read]"
    );

    public static readonly DiagnosticDescriptor LayerWithoutSource = Error(
        "PB1105",
        "A layer must have its source in the same project",
        "The layer '{0}' {1}, and a layer is inlined from its source [copy the method into this project]"
    );

    public static readonly DiagnosticDescriptor RecursiveLayer = Error(
        "PB1106",
        "A layer must not call itself",
        "The layer '{0}' calls itself, directly or through others [write the repetition as a 'for' loop over constant bounds]"
    );

    public static readonly DiagnosticDescriptor TooLong = Error(
        "PB1107",
        "A graph takes too long to read",
        "'{0}' takes more than {1} {2} to read [check the bounds of its loops; a graph of this size is not compiled ahead of time]"
    );

    public static readonly DiagnosticDescriptor UnknownOp = Error(
        "PB1108",
        "An elementwise op must have a formula",
        "'{0}' has no readable Formula [mark the struct with [ElementwiseOp] and give it a static Formula<T>(T x)]"
    );

    public static readonly DiagnosticDescriptor ShapeMismatch = OfGraph("PB1201", "Shapes do not fit");

    public static readonly DiagnosticDescriptor InvalidSize = OfGraph("PB1202", "A size is out of range");

    public static readonly DiagnosticDescriptor InvalidConstant = OfGraph("PB1203", "A constant is out of range");

    public static readonly DiagnosticDescriptor WrongOperand = OfGraph("PB1204", "An op reads the wrong kind of node");

    public static readonly DiagnosticDescriptor LossNotScalar = OfGraph(
        "PB1205",
        "Prediction and loss are the wrong kind of node"
    );

    public static readonly DiagnosticDescriptor Unused = OfGraph("PB1206", "An input or a layer has no effect");

    public static readonly DiagnosticDescriptor InvalidName = OfGraph("PB1207", "A name is impossible");

    public static readonly DiagnosticDescriptor DuplicateName = OfGraph("PB1208", "A name is taken");

    /// <summary>The whole table.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NotPartial,
        MissingDefine,
        GenericGraph,
        UnsupportedStatement,
        UnsupportedExpression,
        NotConstant,
        NotALayer,
        LayerWithoutSource,
        RecursiveLayer,
        TooLong,
        UnknownOp,
        ShapeMismatch,
        InvalidSize,
        InvalidConstant,
        WrongOperand,
        LossNotScalar,
        Unused,
        InvalidName,
        DuplicateName,
    ];

    /// <summary>The diagnostic for a mistake that the shared builder found.</summary>
    public static DiagnosticDescriptor For(GraphErrorKind kind) =>
        kind switch
        {
            GraphErrorKind.ShapeMismatch => ShapeMismatch,
            GraphErrorKind.InvalidSize => InvalidSize,
            GraphErrorKind.InvalidConstant => InvalidConstant,
            GraphErrorKind.InvalidName => InvalidName,
            GraphErrorKind.DuplicateName => DuplicateName,
            GraphErrorKind.WrongOperand => WrongOperand,
            GraphErrorKind.LossNotScalar => LossNotScalar,
            GraphErrorKind.Unused => Unused,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Every kind of mistake has its diagnostic."),
        };

    /// <summary>The shared builder writes the whole sentence.</summary>
    private static DiagnosticDescriptor OfGraph(string id, string title) => Error(id, title, "{0}");
}
