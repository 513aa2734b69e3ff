using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>Inputs and targets: the caller's numbers, put in place before the run.</summary>
internal sealed class InterpretedInput : InterpretedOp
{
    public static readonly InterpretedInput Instance = new();

    public override void Forward(Frame frame, GraphNode node) { }

    public override void Backward(Frame frame, GraphNode node) { }
}
