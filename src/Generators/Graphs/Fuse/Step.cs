using Pullback.Generators.Graphs.Programs;

namespace Pullback.Generators.Graphs.Fuse;

/// <summary>One call in the emitted code: a kernel of the library, a fused loop, or a product whose rows go through a fused loop while they are hot.</summary>
/// <param name="Call">The instruction that a kernel of the library computes, if there is one.</param>
/// <param name="Loop">The fused elementwise instructions, if there are some.</param>
internal sealed record Step(Instruction? Call, FusedLoop? Loop)
{
    public IEnumerable<Instruction> Instructions => (Call is null ? [] : new[] { Call }).Concat(Loop?.Instructions ?? []);

    public IEnumerable<int> Reads => Instructions.SelectMany(instruction => instruction.Reads).Except(Writes);

    public IEnumerable<int> Writes => Instructions.SelectMany(instruction => instruction.Writes);
}

/// <summary>A chain of elementwise instructions: one loop over memory, with what is between them in registers.</summary>
/// <param name="Width">The length of the rows that it runs over.</param>
/// <param name="Instructions">What it computes for each element, in order.</param>
/// <param name="Loads">The values that it reads from memory.</param>
/// <param name="Stores">The values that it writes to memory, since something outside of the loop reads them.</param>
internal sealed record FusedLoop(
    int Width,
    IReadOnlyList<ElementwiseInstruction> Instructions,
    IReadOnlyList<int> Loads,
    IReadOnlyList<int> Stores
)
{
    /// <summary>Whether some operand has one element for each column, so that the loop has to know where in a row it is.</summary>
    public bool NeedsColumns => Instructions.Any(instruction => instruction is AddBias or SumColumns);
}

/// <summary>A program as calls.</summary>
/// <param name="Program">The program.</param>
/// <param name="Forward">The calls of the forward half.</param>
/// <param name="Backward">The calls of the backward half.</param>
internal sealed record Schedule(Program Program, IReadOnlyList<Step> Forward, IReadOnlyList<Step> Backward)
{
    public IEnumerable<Step> Steps => Forward.Concat(Backward);

    /// <summary>The product that only its own epilogue reads, and turns into something else in place: it needs no memory of its own.</summary>
    public int? InPlaceProduct(Step step) =>
        step is { Call: Product product, Loop: { Stores.Count: > 0 } loop }
        && !Steps.Any(other => other.Instructions.Any(i => i.Reads.Contains(product.Result) && !loop.Instructions.Contains(i)))
            ? product.Result
            : null;
}
