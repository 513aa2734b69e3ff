using System.Buffers;
using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>What is measured for one rule, tensor by tensor and in all, before its coefficients: sums of terms, and norms of what comes in.</summary>
/// <remarks>
/// The terms of a block are computed into scratch memory by the rule's lane, and summed from there in the fixed shape of <see cref="Reduction"/>: nothing depends
/// on the vector width or the number of threads. What is measured of all tensors is made of what is measured of each: one definition, whether or not some are frozen.
/// </remarks>
internal readonly ref struct RuleMeasures
{
    private readonly double[]? _rented;
    private readonly int _streams;
    private readonly Span<double> _norms;

    private RuleMeasures(int tensors, int sums)
    {
        _streams = sums;
        _rented = ArrayPool<double>.Shared.Rent((tensors * (sums + 1)) + sums);
        Sums = _rented.AsSpan(0, sums);
        _norms = _rented.AsSpan(sums, tensors);
        TensorSums = _rented.AsSpan(sums + tensors, tensors * sums);
        _rented.AsSpan(0, sums + (tensors * (sums + 1))).Clear();
    }

    /// <summary>The norm of all that comes in; 0 when nobody needs it.</summary>
    public double GlobalNorm { get; private init; }

    /// <summary>The sums over all tensors.</summary>
    public Span<double> Sums { get; }

    private Span<double> TensorSums { get; }

    /// <summary>The sums over one tensor, by its position among the measured ones.</summary>
    public ReadOnlySpan<double> SumsOf(int position) => _streams == 0 ? default : TensorSums.Slice(position * _streams, _streams);

    /// <summary>The norm of what comes in for one tensor, by its position among the measured ones; 0 when nobody needs it.</summary>
    public double NormOf(int position) => _norms.IsEmpty ? 0 : _norms[position];

    /// <summary>Measures what a rule needs; the coefficients of the rules before it, and of its sums, are known.</summary>
    public static RuleMeasures Compute<T>(IRuleProgram program, RulePlan plan, int rule, scoped in RulePass<T> pass, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RuleDescription description = plan.Sequence.Rules[rule].Description;
        if (!description.NeedsMeasuring)
        {
            return default;
        }

        int[] tensors = plan.MeasuredTensors[rule]!;
        RuleMeasures measures = new(tensors.Length, description.Sums.Count);
        bool measuresIncoming = description.NeedsNorm && rule > 0;
        if (description.Sums.Count > 0 || measuresIncoming)
        {
            measures.Sum(program, plan, rule, pass, measuresIncoming, degree);
        }

        if (description.NeedsNorm && rule == 0)
        {
            for (int i = 0; i < tensors.Length; i++)
            {
                measures._norms[i] = Reduction.Norm(pass.Incoming(tensors[i]), degree);
            }
        }

        for (int sum = 0; sum < description.Sums.Count; sum++)
        {
            measures.Sums[sum] = measures.TotalOf(sum, tensors.Length);
        }

        return description.NeedsGlobalNorm ? measures with { GlobalNorm = Reduction.Norm<double>(measures._norms) } : measures;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<double>.Shared.Return(_rented);
        }
    }

    private double TotalOf(int sum, int tensors)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(tensors);
        Span<double> values = rented.AsSpan(0, tensors);
        for (int i = 0; i < tensors; i++)
        {
            values[i] = TensorSums[(i * _streams) + sum];
        }

        double total = Reduction.Combine(values);
        ArrayPool<double>.Shared.Return(rented);
        return total;
    }

    /// <summary>Sums all terms, and where a norm of what the rules before leave is needed, its squares; again, scaled, where those overflow or vanish.</summary>
    private void Sum<T>(
        IRuleProgram program,
        RulePlan plan,
        int rule,
        scoped in RulePass<T> pass,
        bool measuresIncoming,
        int degree
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] tensors = plan.MeasuredTensors[rule]!;
        int blocks = 0;
        foreach (int tensor in tensors)
        {
            blocks += Reduction.BlockCount(plan.Layout.Slots[tensor].Length);
        }

        int streams = _streams + (measuresIncoming ? 1 : 0);
        double[] rented = ArrayPool<double>.Shared.Rent(blocks * streams);
        try
        {
            Span<double> partials = rented.AsSpan(0, blocks * streams);
            MeasureJob<T> job = new(program, plan, rule, pass, _streams, measuresIncoming, partials, MeasureKind.Sums, 1);
            job.Run(degree);
            Combine(plan, tensors, partials, blocks, measuresIncoming);
            if (!measuresIncoming)
            {
                return;
            }

            bool isSafe = true;
            foreach (double squares in _norms)
            {
                isSafe &= Reduction.IsSafe(squares);
            }

            if (!isSafe)
            {
                Rescale(program, plan, rule, pass, partials, blocks, degree);
                return;
            }

            for (int i = 0; i < _norms.Length; i++)
            {
                _norms[i] = Math.Sqrt(_norms[i]);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>The results of blocks, combined tensor by tensor; where norms are wanted, their squares come last.</summary>
    private void Combine(RulePlan plan, int[] tensors, Span<double> partials, int blocks, bool measuresIncoming)
    {
        int first = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            int count = Reduction.BlockCount(plan.Layout.Slots[tensors[i]].Length);
            for (int stream = 0; stream < _streams; stream++)
            {
                TensorSums[(i * _streams) + stream] = Reduction.Combine(partials.Slice((stream * blocks) + first, count));
            }

            if (measuresIncoming)
            {
                _norms[i] = Reduction.Combine(partials.Slice((_streams * blocks) + first, count));
            }

            first += count;
        }
    }

    /// <summary>
    /// Norms by the way of <see cref="Reduction.Norm{T}(ReadOnlySpan{T}, int)"/>: the largest magnitude is brought near 1 by a power of two, tensor by tensor. Rare, so
    /// that two more passes do no harm.
    /// </summary>
    private void Rescale<T>(
        IRuleProgram program,
        RulePlan plan,
        int rule,
        scoped in RulePass<T> pass,
        Span<double> partials,
        int blocks,
        int degree
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] tensors = plan.MeasuredTensors[rule]!;
        Span<double> own = partials.Slice(_streams * blocks, blocks);
        int first = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            int count = Reduction.BlockCount(plan.Layout.Slots[tensors[i]].Length);
            if (Reduction.IsSafe(_norms[i]))
            {
                _norms[i] = Math.Sqrt(_norms[i]);
                first += count;
                continue;
            }

            MeasureJob<T> largestOf = new(program, plan, rule, pass, _streams, true, partials, MeasureKind.Largest, 1);
            largestOf.Run(degree);
            double largest = 0;
            foreach (double block in own.Slice(first, count))
            {
                largest = Math.Max(largest, block);
            }

            if (largest == 0 || !double.IsFinite(largest))
            {
                _norms[i] = largest;
            }
            else
            {
                int exponent = Math.Clamp(-Math.ILogB(largest), -1022, 1022);
                double factor = Math.ScaleB(1, exponent);
                MeasureJob<T> scaled = new(program, plan, rule, pass, _streams, true, partials, MeasureKind.Scaled, factor);
                scaled.Run(degree);
                _norms[i] = Math.ScaleB(Math.Sqrt(Reduction.Combine(own.Slice(first, count))), -exponent);
            }

            first += count;
        }
    }
}
