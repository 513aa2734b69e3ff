namespace Pullback.Optimizers.Kernels;

/// <summary>The rows of a tensor, the runs of its last axis: how many there are, and how many of them a part of parallel work takes. A scalar is one row.</summary>
internal readonly struct TensorRows
{
    /// <summary>Bounds the memory that parts of work need of their own by a part of the tensor's.</summary>
    private const int LeastRows = 32;

    public TensorRows(Shape shape)
    {
        Length = shape.Rank == 0 ? 1 : shape[shape.Rank - 1];
        Count = Length == 0 ? 0 : shape.ElementCount / Length;
        PerPart = Math.Max(LeastRows, (int)(RuleJob.PartLength / Math.Max(Length, 1)));
        Parts = (Count + PerPart - 1) / PerPart;
    }

    /// <summary>The elements of a row.</summary>
    public int Length { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The number of parts.</summary>
    public int Parts { get; }

    private int PerPart { get; }

    /// <summary>The rows of a part.</summary>
    public (int First, int End) Of(int part) => (part * PerPart, Math.Min((part + 1) * PerPart, Count));

    /// <summary>How many threads pay, of those that are allowed.</summary>
    public int Degree(int allowed) => (long)Count * Length < RuleJob.ParallelLength ? 1 : allowed;
}
