using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs;

/// <summary>All that the generator knows of one [LayerGraph] class once it is read.</summary>
/// <remarks>
/// The model of the incremental pipeline: immutable, equal by value, and without symbols, syntax or locations, so that an edit that does not change
/// the graph stops here. Whoever adds a member keeps it so.
/// </remarks>
/// <param name="Type">The class that the members are added to.</param>
/// <param name="TakenNames">The short names that mean something of the user's in that class.</param>
/// <param name="Content">What <c>Define</c> says, or null when there is no readable one.</param>
internal sealed record GraphDeclaration(DeclaredType Type, ValueList<string> TakenNames, ReadGraph? Content);

/// <summary>What <c>Define</c> says.</summary>
/// <param name="Signature">What the signatures of the emitted members depend on.</param>
/// <param name="Graph">The graph, or null when something is wrong with it: members are emitted all the same, and throw.</param>
/// <param name="OutputDerivatives">The types of those elementwise ops whose derivative can be had from the output alone.</param>
internal sealed record ReadGraph(GraphSignature Signature, GraphModel? Graph, ValueList<string> OutputDerivatives);

/// <summary>What the caller hands in and gets back: known even when the layers between are wrong, so that one mistake gives one error.</summary>
/// <param name="Given">Inputs, labels and targets, in declaration order.</param>
/// <param name="HasLoss">Whether the model has a loss, and so an <c>Evaluate</c>.</param>
/// <param name="IsRandom">Whether evaluation takes a random key.</param>
internal sealed record GraphSignature(ValueList<GraphNode> Given, bool HasLoss, bool IsRandom);
