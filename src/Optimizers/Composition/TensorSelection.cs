using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Some of the tensors of a layout, packed anew: there and back.</summary>
internal sealed class TensorSelection
{
    private const int StackLength = 128;

    /// <summary>The index in the whole layout of each tensor of the part.</summary>
    private readonly int[] _indices;

    public TensorSelection(TensorLayout whole, ParameterFilter filter)
    {
        Whole = whole;
        _indices = [.. Enumerable.Range(0, whole.Slots.Count).Where(i => filter.Matches(whole.Slots[i]))];
        IsWhole = _indices.Length == whole.Slots.Count;
        Part = IsWhole ? whole : whole.Select(filter);
        Ranges = MakeRanges();
    }

    public TensorLayout Whole { get; }

    public TensorLayout Part { get; }

    /// <summary>Whether nothing is left out: then sets are passed on as they are.</summary>
    public bool IsWhole { get; }

    /// <summary>The stretches of the whole buffer that are selected, padding included; neighbouring tensors are one.</summary>
    public IReadOnlyList<Stretch> Ranges { get; }

    /// <summary>A stretch of the whole buffer, and where it lies in the part's.</summary>
    public readonly record struct Stretch(int Offset, int PartOffset, int Length);

    /// <summary>The indices in the whole layout of the part's tensors, in order.</summary>
    public ReadOnlySpan<int> Indices => _indices;

    /// <summary>The selected tensors of a set: the set itself where nothing is left out.</summary>
    public TensorSet<T> Gather<T>(TensorSet<T> whole)
        where T : unmanaged, IFloatingPointIeee754<T> => IsWhole ? whole : GatherCopy(whole).Freeze();

    /// <summary>A copy of the selected tensors of a set.</summary>
    public TensorBuffer<T> GatherCopy<T>(TensorSet<T> whole)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLayout(whole.Layout, Whole);
        TensorBuffer<T> part = TensorBuffer<T>.AllocateUninitialized(Part);
        for (int i = 0; i < _indices.Length; i++)
        {
            whole.Slot(_indices[i]).CopyTo(part.Slot(i));
        }

        whole.CheckAlive();
        return part;
    }

    /// <summary>Writes the selected tensors to their places; the others are left alone.</summary>
    public void Scatter<T>(TensorSet<T> part, TensorBuffer<T> whole)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLayout(part.Layout, Part);
        for (int i = 0; i < _indices.Length; i++)
        {
            part.Slot(i).CopyTo(whole.Slot(_indices[i]));
        }
    }

    /// <summary>The selected tensors in their places, zeros elsewhere.</summary>
    public TensorSet<T> Spread<T>(TensorSet<T> part)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsWhole)
        {
            CheckLayout(part.Layout, Part);
            return part;
        }

        TensorBuffer<T> whole = TensorBuffer<T>.Allocate(Whole);
        Scatter(part, whole);
        return whole.Freeze();
    }

    /// <summary>A copy of a set with the selected tensors replaced.</summary>
    public TensorSet<T> Replace<T>(TensorSet<T> whole, TensorSet<T> part)
        where T : unmanaged, IFloatingPointIeee754<T> => IsWhole ? part : ReplaceCopy(whole, part);

    /// <summary>A copy of a set with the selected tensors replaced, even where nothing is left out.</summary>
    public TensorSet<T> ReplaceCopy<T>(TensorSet<T> whole, TensorSet<T> part)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorBuffer<T> copy = TensorBuffer<T>.CopyOf(whole);
        Scatter(part, copy);
        return copy.Freeze();
    }

    /// <summary>What a transformation of the part gets of the inputs of a step: the part's curvature, and a gradient function of the part alone.</summary>
    public StepInputs<T>? Restrict<T>(StepInputs<T>? inputs, TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (IsWhole || inputs is null || (inputs.Curvature is null && inputs.Gradient is null))
        {
            return inputs;
        }

        Func<TensorSet<T>, LossAndGradients<T>>? gradient = inputs.Gradient;
        return inputs with
        {
            Curvature = inputs.Curvature is { } curvature ? Gather(curvature) : null,
            Gradient = gradient is null ? null : AtPart,
        };

        LossAndGradients<T> AtPart(TensorSet<T> part)
        {
            (double loss, TensorSet<T> gradients) = gradient(Replace(parameters, part));
            return new LossAndGradients<T>(loss, Gather(gradients));
        }
    }

    /// <summary>The Euclidean norm of the selected tensors of a set: the norm of their norms, as that of update rules.</summary>
    public double Norm<T>(TensorSet<T> whole, int maxDegree = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<double> norms = _indices.Length <= StackLength ? stackalloc double[_indices.Length] : new double[_indices.Length];
        for (int i = 0; i < norms.Length; i++)
        {
            ReadOnlySpan<T> tensor = whole.Slot(_indices[i]);
            norms[i] = Reduction.Norm(tensor, ElementLoops.Degree(tensor.Length, maxDegree));
        }

        return Reduction.Norm<double>(norms);
    }

    /// <summary>Whether every element of the selected tensors is finite.</summary>
    public bool IsFinite<T>(TensorSet<T> whole)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int index in _indices)
        {
            if (!double.IsFinite(Reduction.MaxNorm(whole.Slot(index))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What users' functions and objects return is copied by position, so it must have the layout that it was asked for.</summary>
    private static void CheckLayout(TensorLayout given, TensorLayout needed)
    {
        if (!ReferenceEquals(given, needed))
        {
            Throw.IfLayoutDiffers(given, needed, "the tensors of a part");
        }
    }

    private Stretch[] MakeRanges()
    {
        List<Stretch> ranges = [];
        for (int i = 0; i < _indices.Length; i++)
        {
            int start = Whole.Slots[_indices[i]].Offset;
            int end = _indices[i] + 1 < Whole.Slots.Count ? Whole.Slots[_indices[i] + 1].Offset : Whole.BufferLength;
            if (ranges.Count > 0 && ranges[^1] is var last && last.Offset + last.Length == start)
            {
                ranges[^1] = last with { Length = last.Length + end - start };
            }
            else
            {
                ranges.Add(new Stretch(start, Part.Slots[i].Offset, end - start));
            }
        }

        return [.. ranges];
    }
}
