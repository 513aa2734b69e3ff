namespace Pullback.Optimizers;

/// <summary>How much of a way has passed and how much remains: two shares that sum to 1, each with its own rounding.</summary>
/// <remarks>Both are kept, because <c>1 − (1 − u)</c> is not u: a rate that rises from 0 would begin with the rounding error of 1.</remarks>
internal readonly record struct Blend(double Passed, double Remaining)
{
    /// <summary>The blend in which a weight remains.</summary>
    public static Blend Weighted(double remaining) => new(1 - remaining, remaining);

    /// <summary>The blend of a curve at a position on a way of some length.</summary>
    public static Blend Of(Interpolation shape, double position, double length)
    {
        double passed = position / length;
        return shape switch
        {
            Interpolation.Cosine => Cosine(passed),
            Interpolation.OneMinusSquareRoot => new(Math.Sqrt(passed), 1 - Math.Sqrt(passed)),
            _ => new(passed, (length - position) / length),
        };
    }

    /// <summary>The blend of a cosine wave; half a wave passes while <paramref name="halfWaves"/> goes from 0 to 1.</summary>
    public static Blend Cosine(double halfWaves)
    {
        double cosine = Math.Cos(Math.PI * halfWaves);
        return new(0.5 * (1 - cosine), 0.5 * (1 + cosine));
    }

    /// <summary>The blend whose remaining weight is raised to a power.</summary>
    public Blend Power(double exponent) => exponent == 1 ? this : Weighted(Math.Pow(Remaining, exponent));

    /// <summary>The blend of a way of which only a part is gone; above 1 it goes on beyond the end.</summary>
    public Blend Scaled(double part) => part == 1 || Passed == 0 ? this : new(Passed * part, 1 - (Passed * part));

    /// <summary>The value between two others, measured from the nearer one: so both ends are exact, and no rounding leaves the interval.</summary>
    public double Between(double start, double end)
    {
        double way = end - start;
        if (way == 0)
        {
            return start;
        }

        return !double.IsFinite(way) ? (start * Remaining) + (end * Passed)
            : Passed < Remaining ? start + (way * Passed)
            : end - (way * Remaining);
    }
}
