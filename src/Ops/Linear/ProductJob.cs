using System.Numerics;

namespace Pullback.Ops.Kernels;

/// <summary>
/// A product divided into parts of its rows or of its columns, which threads compute independently; each packs what it needs by itself.
/// </summary>
internal ref struct ProductJob<T, TEpilogue> : IParallelJob
    where T : unmanaged, IFloatingPointIeee754<T>
    where TEpilogue : struct, IRowEpilogue, allows ref struct
{
    /// <summary>Multiply-adds below which handing a part to another thread costs more than it saves: about 10 µs of work.</summary>
    private const long SmallestPart = 1_000_000;

    /// <summary>Parts are multiples of this many rows or columns: whole tiles and whole vectors of every width.</summary>
    private const int Grain = 48;

    private readonly ProductOperands<T> operands;
    private readonly TEpilogue epilogue;
    private readonly bool divideRows;
    private readonly int partLength;

    public ProductJob(ProductOperands<T> operands, TEpilogue epilogue, int degree, bool divideRows)
    {
        this.operands = operands;
        this.epilogue = epilogue;
        this.divideRows = divideRows;
        int length = divideRows ? operands.Rows : operands.Columns;
        long work = (long)operands.Rows * operands.Columns * operands.Depth;
        int parts = (int)Math.Clamp(work / SmallestPart, 1, degree);
        partLength = parts == 1 ? length : ((length / parts) + Grain - 1) / Grain * Grain;
        Parts = (length + partLength - 1) / partLength;
    }

    /// <summary>How many parts there are, at most as many as threads are wanted.</summary>
    public int Parts { get; }

    /// <inheritdoc/>
    public readonly void Execute(int part)
    {
        int first = part * partLength;
        int end = Math.Min(first + partLength, divideRows ? operands.Rows : operands.Columns);
        ProductLoop<T, TEpilogue> loop = new(
            divideRows ? operands.SliceRows(first, end) : operands.SliceColumns(first, end),
            epilogue,
            divideRows ? first : 0
        );
        Lanes.RunFull<T, ProductLoop<T, TEpilogue>>(ref loop);
    }
}
