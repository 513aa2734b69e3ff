using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Pullback.Optimizers.Kernels;

/// <summary>The sums of the units of a <see cref="UnitView"/>, in double precision.</summary>
/// <remarks>
/// Units that are runs of elements are summed one by one. Of units that lie side by side whole rows are added, in blocks of rows, and the sums of the blocks in their order; how many rows
/// a block has depends on the view alone, so that no bit depends on the number of threads.
/// </remarks>
internal readonly ref struct UnitSums<T> : IParallelJob
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Bounds the memory for the sums of blocks by a part of the tensor's own.</summary>
    private const int LeastRows = 32;

    private readonly UnitView _view;
    private readonly ReadOnlySpan<T> _x;
    private readonly bool _squares;
    private readonly int _rows;
    private readonly int _perPart;
    private readonly Span<double> _sums;

    private UnitSums(UnitView view, ReadOnlySpan<T> x, bool squares, Span<double> sums)
    {
        _view = view;
        _x = x;
        _squares = squares;
        _rows = RowsOf(view);
        _perPart = (int)Math.Max(1, RuleJob.PartLength / ((long)_rows * view.Inner));
        _sums = sums;
    }

    /// <summary>How many blocks there are for one index of the outer axis.</summary>
    private int BlocksPerOuter => (_view.Count + _rows - 1) / _rows;

    private int Blocks => _view.Outer * BlocksPerOuter;

    /// <summary>Writes the sum of each unit, or that of its squares.</summary>
    public static void Run(UnitView view, ReadOnlySpan<T> x, Span<double> sums, bool squares, int degree)
    {
        sums[..view.Units].Clear();
        if (x.IsEmpty)
        {
            return;
        }

        if (view.Units == 1)
        {
            sums[0] = Reduce(x, squares, degree);
            return;
        }

        int rows = RowsOf(view);
        if (rows >= view.Count)
        {
            RunBlocks(new(view, x, squares, sums), degree);
            return;
        }

        using Scratch<double> partials = new(view.Outer * ((view.Count + rows - 1) / rows) * view.Inner);
        partials.Span.Clear();
        UnitSums<T> job = new(view, x, squares, partials.Span);
        RunBlocks(job, degree);
        for (int block = 0; block < job.Blocks; block++)
        {
            Span<double> own = sums.Slice(block / job.BlocksPerOuter * view.Inner, view.Inner);
            TensorPrimitives.Add(own, partials.Span.Slice(block * view.Inner, view.Inner), own);
        }
    }

    /// <inheritdoc/>
    public void Execute(int part)
    {
        using Scratch<double> widened = new(_view.Inner);
        int end = Math.Min((part + 1) * _perPart, Blocks);
        for (int block = part * _perPart; block < end; block++)
        {
            int row = block % BlocksPerOuter * _rows;
            int start = ((block / BlocksPerOuter * _view.Count) + row) * _view.Inner;
            ReadOnlySpan<T> elements = _x.Slice(start, Math.Min(_rows, _view.Count - row) * _view.Inner);
            if (_view.Inner == 1)
            {
                _sums[block] = Reduce(elements, _squares, degree: 1);
            }
            else
            {
                AddRows(elements, _sums.Slice(block * _view.Inner, _view.Inner), widened.Span);
            }
        }
    }

    private static void RunBlocks(UnitSums<T> job, int degree)
    {
        int parts = (job.Blocks + job._perPart - 1) / job._perPart;
        Workers.Run(ref job, parts, job._x.Length < RuleJob.ParallelLength ? 1 : degree);
    }

    /// <summary>The rows of a block: all of them where a unit is a run, for then its sum has blocks of its own.</summary>
    private static int RowsOf(UnitView view) =>
        view.Inner == 1 ? view.Count : Math.Min(view.Count, Math.Max(LeastRows, (int)RuleJob.PartLength / view.Inner));

    private static double Reduce(ReadOnlySpan<T> unit, bool squares, int degree) =>
        squares ? Reduction.SumOfSquares(unit, degree) : Reduction.Sum(unit, degree);

    private void AddRows(ReadOnlySpan<T> elements, Span<double> sums, Span<double> widened)
    {
        for (int start = 0; start < elements.Length; start += sums.Length)
        {
            ReadOnlySpan<double> row = Widen(elements.Slice(start, sums.Length), widened);
            if (_squares)
            {
                TensorPrimitives.MultiplyAdd(row, row, sums, sums);
            }
            else
            {
                TensorPrimitives.Add(row, sums, sums);
            }
        }
    }

    private static ReadOnlySpan<double> Widen(ReadOnlySpan<T> row, Span<double> widened)
    {
        if (typeof(T) == typeof(double))
        {
            return MemoryMarshal.Cast<T, double>(row);
        }

        TensorPrimitives.ConvertTruncating(row, widened);
        return widened;
    }
}
