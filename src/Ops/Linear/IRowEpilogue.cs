namespace Pullback.Ops.Kernels;

/// <summary>
/// What is done to rows of a product as soon as they are complete, while they are in the cache: bias, activation, dropout, in one loop
/// over the block. The generator emits one for each dense layer that has something to fuse.
/// </summary>
/// <remarks>
/// A row's result must not depend on the block that it comes in: blocks differ with the number of threads. Different blocks may run at the same
/// time on different threads.
/// </remarks>
public interface IRowEpilogue
{
    /// <summary>Processes the rows <paramref name="firstRow"/> … <paramref name="endRow"/> − 1 of the output.</summary>
    /// <param name="firstRow">The first row of the block.</param>
    /// <param name="endRow">The row after the last one.</param>
    void Run(int firstRow, int endRow);
}

/// <summary>The epilogue that does nothing.</summary>
public readonly struct NoEpilogue : IRowEpilogue
{
    /// <inheritdoc/>
    public void Run(int firstRow, int endRow) { }
}
