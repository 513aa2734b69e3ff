using System.Globalization;
using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>Labels: the caller's class indices, put in place before the run and checked here.</summary>
internal sealed class InterpretedLabels : InterpretedOp
{
    public static readonly InterpretedLabels Instance = new();

    public override void Forward(Frame frame, GraphNode node)
    {
        var op = (LabelsOp)node.Op;
        int[] labels = frame.Labels[node.Id];
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)op.Classes)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{op.InputName}: the label of sample {row} is {labels[row]}, but has to be from 0 to {op.Classes - 1}."
                    )
                );
            }
        }
    }

    public override void Backward(Frame frame, GraphNode node) { }
}
