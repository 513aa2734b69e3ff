using System.Globalization;
using System.Numerics.Tensors;

namespace Pullback.Optimizers;

/// <summary>Each element on its own: <see cref="Projection.Box"/> and what is made of it.</summary>
internal sealed class BoxProjection : Projection
{
    private readonly double _lower;
    private readonly double _upper;

    public BoxProjection(double lower, double upper)
    {
        if (!(lower <= upper))
        {
            throw new ArgumentOutOfRangeException(
                nameof(upper),
                string.Create(CultureInfo.InvariantCulture, $"upper must be at least lower, {lower}, but is {upper}.")
            );
        }

        _lower = lower;
        _upper = upper;
    }

    private protected override string Kind => nameof(Box);

    private protected override IReadOnlyList<double> Settings => [_lower, _upper];

    internal override void Project(Span<double> vector)
    {
        TensorPrimitives.Max(vector, _lower, vector);
        TensorPrimitives.Min(vector, _upper, vector);
    }
}
