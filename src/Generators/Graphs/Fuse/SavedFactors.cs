using Pullback.Generators.Graphs.Programs;

namespace Pullback.Generators.Graphs.Fuse;

/// <summary>
/// Combines what the backward half would combine anyway: (gradient · slope₁) · slope₂ becomes gradient · (slope₁ · slope₂), and a dropout mask next to a
/// slope is applied to the slope, in the forward loop that has both at hand. One matrix is saved instead of two.
/// </summary>
internal sealed class SavedFactors
{
    private readonly List<Value> _values;
    private readonly List<Instruction> _forward;
    private readonly List<Instruction> _backward;
    private readonly NameTable _names;

    /// <summary>Slopes, and what was combined of them.</summary>
    private readonly HashSet<int> _slopes;

    private SavedFactors(Program program)
    {
        _values = [.. program.Values];
        _forward = [.. program.Forward];
        _backward = [.. program.Backward];
        _names = new NameTable(_values.Select(value => value.Name));
        _slopes = [.. _forward.OfType<Slope>().Select(slope => slope.Result)];
    }

    public static Program Combine(Program program)
    {
        var factors = new SavedFactors(program);
        while (factors.CombineOne()) { }
        return program with { Values = factors._values, Forward = factors._forward, Backward = factors._backward };
    }

    private bool CombineOne()
    {
        for (int first = 0; first < _backward.Count; first++)
        {
            if (FactorOf(_backward[first]) is not { } inner || OnlyReader(_backward[first].Writes.Single()) is not int second)
            {
                continue;
            }
            if (
                FactorOf(_backward[second]) is { } outer
                && outer.Gradient == _backward[first].Writes.Single()
                && _values[outer.Gradient].Storage == Storage.Memory
                && CombineForward(inner, outer) is int factor
            )
            {
                _backward[second] = new Combine(_backward[second].Writes.Single(), Arithmetic.Multiply, inner.Gradient, factor);
                _backward.RemoveAt(first);
                return true;
            }
        }
        return false;
    }

    /// <summary>Adds the combined factor to the forward half; two masks stay apart.</summary>
    private int? CombineForward(Factor inner, Factor outer)
    {
        if (inner.Mask is not null && outer.Mask is not null)
        {
            return null;
        }
        int slope = inner.Mask is null ? inner.Value : outer.Value;
        var combined = new Value(_values.Count, _names.Take(_values[slope].Name + "Saved"), _values[slope].Width, Storage.Memory);
        _values.Add(combined);
        _slopes.Add(combined.Id);
        _forward.Add(
            (inner.Mask ?? outer.Mask) is { } mask
                ? new ApplyMask(combined.Id, slope, mask.Mask, mask.Dropout)
                : new Combine(combined.Id, Arithmetic.Multiply, inner.Value, outer.Value)
        );
        return combined.Id;
    }

    /// <summary>An instruction that multiplies a gradient by something that was saved for it alone.</summary>
    private Factor? FactorOf(Instruction instruction) =>
        instruction switch
        {
            Combine { Operator: Arithmetic.Multiply } product
                when product.Left != product.Right && _slopes.Contains(product.Right) && OnlyReader(product.Right) is not null =>
                new Factor(product.Left, product.Right, Mask: null),
            ApplyMask mask when OnlyReader(mask.Mask) is not null => new Factor(mask.X, mask.Mask, mask),
            _ => null,
        };

    /// <summary>The one backward instruction that reads a value, or null when there are none or several.</summary>
    private int? OnlyReader(int value)
    {
        int[] readers = [.. Enumerable.Range(0, _backward.Count).Where(i => _backward[i].Reads.Contains(value))];
        return readers.Length == 1 ? readers[0] : null;
    }

    private sealed record Factor(int Gradient, int Value, ApplyMask? Mask);
}
