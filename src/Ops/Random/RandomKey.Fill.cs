using System.Numerics;

namespace Pullback.Ops;

/// <content>Random numbers by position.</content>
public readonly partial struct RandomKey
{
    /// <summary>The random bits at a position.</summary>
    /// <param name="index">The position, from 0.</param>
    /// <returns>32 bits: element <paramref name="index"/> of every <see cref="FillBits(Span{uint}, long)"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public uint BitsAt(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return RandomBlock.At(this, index);
    }

    /// <summary>Fills a span with random bits.</summary>
    /// <param name="destination">What to fill.</param>
    /// <param name="firstIndex">The position of the first element: a fill in chunks gives what one fill does.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstIndex"/> is negative.</exception>
    public void FillBits(Span<uint> destination, long firstIndex = 0) =>
        RandomFill.Run<uint, BitsDraw>(this, destination, firstIndex);

    /// <inheritdoc cref="FillBits(Span{uint}, long)"/>
    public void FillBits(uint[] destination, long firstIndex = 0) => FillBits(NotNull(destination), firstIndex);

    /// <summary>
    /// Fills a span with uniformly distributed numbers in [0, 1): multiples of 2⁻²⁴ in float, of 2⁻⁵³ in double, each exactly as likely as any
    /// other.
    /// </summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="destination">What to fill.</param>
    /// <param name="firstIndex">The position of the first element: a fill in chunks gives what one fill does.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstIndex"/> is negative.</exception>
    public void FillUniform<T>(Span<T> destination, long firstIndex = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        if (typeof(T) == typeof(float))
        {
            RandomFill.Run<T, UniformSingleDraw<T>>(this, destination, firstIndex);
        }
        else
        {
            RandomFill.Run<T, UniformDoubleDraw<T>>(this, destination, firstIndex);
        }
    }

    /// <inheritdoc cref="FillUniform{T}(Span{T}, long)"/>
    public void FillUniform<T>(T[] destination, long firstIndex = 0)
        where T : unmanaged, IFloatingPointIeee754<T> => FillUniform(NotNull(destination), firstIndex);

    /// <summary>
    /// Fills a span with normally distributed numbers of mean 0 and variance 1: the inverse distribution function of a uniform number of 32 bits in
    /// float (so no element exceeds 6.4) and 52 bits in double (8.3), to a few units in the last place of either. The distribution is exactly symmetric.
    /// </summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="destination">What to fill.</param>
    /// <param name="firstIndex">The position of the first element: a fill in chunks gives what one fill does.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstIndex"/> is negative.</exception>
    public void FillNormal<T>(Span<T> destination, long firstIndex = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        if (typeof(T) == typeof(float))
        {
            RandomFill.Run<T, NormalSingleDraw<T>>(this, destination, firstIndex);
        }
        else
        {
            RandomFill.Run<T, NormalDoubleDraw<T>>(this, destination, firstIndex);
        }
    }

    /// <inheritdoc cref="FillNormal{T}(Span{T}, long)"/>
    public void FillNormal<T>(T[] destination, long firstIndex = 0)
        where T : unmanaged, IFloatingPointIeee754<T> => FillNormal(NotNull(destination), firstIndex);

    private static Span<T> NotNull<T>(T[] destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return destination;
    }
}
