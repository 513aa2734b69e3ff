using System.Globalization;
using System.Numerics.Tensors;

namespace Pullback.Optimizers;

/// <summary><see cref="Projection.Hyperplane"/> and <see cref="Projection.HalfSpace"/>.</summary>
internal sealed class PlaneProjection : Projection
{
    private readonly double[] _normal;
    private readonly double _offset;
    private readonly double _squares;
    private readonly bool _isHalfSpace;

    public PlaneProjection(double[] normal, double offset, bool isHalfSpace)
    {
        ArgumentNullException.ThrowIfNull(normal);
        _normal = [.. normal];
        _offset = Require.Finite(offset);
        _squares = Reduction.SumOfSquares<double>(_normal);
        _isHalfSpace = isHalfSpace;
        if (!double.IsFinite(_squares) || _squares == 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"normal must have a finite norm above 0, but the sum of its squares is {_squares}."
                ),
                nameof(normal)
            );
        }
    }

    private protected override string Kind => _isHalfSpace ? nameof(HalfSpace) : nameof(Hyperplane);

    private protected override IReadOnlyList<double> Settings => [.. _normal, _offset, _isHalfSpace ? 1 : 0];

    /// <summary>The kind, the length of the normal, and the offset.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind}(normal of {_normal.Length} elements, {_offset})");

    internal override void CheckLength(int length, string vector)
    {
        if (length != _normal.Length)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Kind} has a normal of {_normal.Length} elements, but {vector} has {length}."
                )
            );
        }
    }

    internal override void Project(Span<double> vector)
    {
        double excess = Reduction.Dot<double>(_normal, vector) - _offset;
        if (!(_isHalfSpace && excess <= 0))
        {
            TensorPrimitives.MultiplyAdd(_normal, -excess / _squares, vector, vector);
        }
    }
}
