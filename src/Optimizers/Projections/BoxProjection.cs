using System.Globalization;

namespace Pullback.Optimizers;

/// <summary>Each element on its own: <see cref="Projection.Box"/> and what is made of it.</summary>
internal sealed class BoxProjection : Projection
{
    private readonly double _lower;
    private readonly double _upper;

    public BoxProjection(double lower, double upper)
    {
        if (!(lower < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(lower),
                string.Create(CultureInfo.InvariantCulture, $"lower must be a number below infinity, but is {lower}.")
            );
        }

        if (!(upper >= lower && upper > double.NegativeInfinity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(upper),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"upper must be at least lower, {lower}, and above -Infinity, but is {upper}."
                )
            );
        }

        _lower = lower;
        _upper = upper;
    }

    private protected override string Kind => nameof(Box);

    private protected override IReadOnlyList<double> Settings => [_lower, _upper];

    internal override void Project(Span<double> vector)
    {
        // By comparisons, which leave NaN, and a zero its sign: a maximum would make 0 of −0.
        foreach (ref double element in vector)
        {
            double raised = element < _lower ? _lower : element;
            element = raised > _upper ? _upper : raised;
        }
    }
}
