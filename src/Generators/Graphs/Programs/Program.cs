using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Programs;

/// <summary>What one emitted entry point computes: instructions in a valid order, forward and backward apart.</summary>
/// <param name="Graph">The graph that it was made from.</param>
/// <param name="Values">All values; the index is the id.</param>
/// <param name="Forward">Computes the prediction, and what is saved.</param>
/// <param name="Backward">Computes the gradients from what was saved.</param>
internal sealed record Program(
    GraphModel Graph,
    IReadOnlyList<Value> Values,
    IReadOnlyList<Instruction> Forward,
    IReadOnlyList<Instruction> Backward
)
{
    /// <summary>The parameters whose gradient the program computes; that of every other parameter is zero.</summary>
    public IEnumerable<int> DifferentiatedSlots => Backward.SelectMany(ParameterUse.Differentiates).Distinct();
}
