using System.Globalization;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>
/// The axes of a tensor over which a norm or a mean is taken. What is left are its units: with <see cref="AllButLast"/>, the columns of a matrix. A value: two are
/// equal when they name the same axes.
/// </summary>
/// <remarks>
/// Weights of dense layers are stored (inputs, outputs), so that <see cref="AllButLast"/> takes together the incoming weights of each neuron. Of weights stored
/// (outputs, inputs …), as PyTorch does it, <see cref="AllButFirst"/> does.
/// </remarks>
public sealed record TensorAxes
{
    private readonly Kind _kind;
    private readonly int _axis;

    private TensorAxes(Kind kind, int axis = 0)
    {
        _kind = kind;
        _axis = axis;
    }

    private enum Kind
    {
        All,
        AllButFirst,
        AllButLast,
        Only,
    }

    /// <summary>All axes: the tensor is one unit.</summary>
    public static TensorAxes All { get; } = new(Kind.All);

    /// <summary>All axes but the first: a unit for each index of the first one, a row of a matrix.</summary>
    public static TensorAxes AllButFirst { get; } = new(Kind.AllButFirst);

    /// <summary>All axes but the last: a unit for each index of the last one, a column of a matrix.</summary>
    public static TensorAxes AllButLast { get; } = new(Kind.AllButLast);

    /// <summary>One axis: a unit for each combination of indices of the others.</summary>
    /// <param name="axis">The axis, counted from 0.</param>
    /// <returns>The axes.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="axis"/> is negative.</exception>
    public static TensorAxes Only(int axis) => new(Kind.Only, (int)Require.NotNegative(axis));

    /// <summary>The factory that makes the value: <c>AllButLast</c>, <c>Only(0)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        _kind == Kind.Only ? string.Create(CultureInfo.InvariantCulture, $"Only({_axis})") : _kind.ToString();

    /// <summary>A tensor as units.</summary>
    /// <exception cref="ArgumentException">The tensor has no such axis.</exception>
    internal UnitView Of(TensorSlot slot)
    {
        Shape shape = slot.Shape;
        if (_kind == Kind.Only)
        {
            return _axis < shape.Rank
                ? UnitView.Over(shape, _axis)
                : throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Axis {_axis} is asked for, but {slot} has the axes 0 to {shape.Rank - 1} only: leave it out by the filter Where."
                    )
                );
        }

        return (_kind, shape.Rank) switch
        {
            (_, 0) or (Kind.All, _) => new UnitView(1, slot.Length, 1),
            (Kind.AllButFirst, _) => new UnitView(shape[0], shape[0] == 0 ? 0 : slot.Length / shape[0], 1),
            (_, int rank) => new UnitView(1, shape[rank - 1] == 0 ? 0 : slot.Length / shape[rank - 1], shape[rank - 1]),
        };
    }
}
