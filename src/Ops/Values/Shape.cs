using System.Collections;
using System.Globalization;

namespace Pullback.Ops;

/// <summary>The extents of a tensor, outermost first: an immutable value. Rank 0 is a scalar; an extent may be 0.</summary>
public sealed class Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    private readonly int[] extents;

    /// <summary>Makes a shape from its extents, outermost first: <c>new Shape(64, 128)</c>.</summary>
    /// <param name="extents">The extents; none for a scalar. They are copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative, or there are more than 2³¹ − 1 elements.</exception>
    public Shape(params int[] extents)
    {
        ArgumentNullException.ThrowIfNull(extents);
        this.extents = (int[])extents.Clone();
        ElementCount = CountElements(this.extents);
    }

    /// <summary>Makes a shape from a sequence of extents, outermost first.</summary>
    /// <param name="extents">The extents; none for a scalar.</param>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative, or there are more than 2³¹ − 1 elements.</exception>
    public Shape(IEnumerable<int> extents)
    {
        ArgumentNullException.ThrowIfNull(extents);
        this.extents = [.. extents];
        ElementCount = CountElements(this.extents);
    }

    /// <summary>The shape of a single number: rank 0, one element.</summary>
    public static Shape Scalar { get; } = new();

    /// <summary>The number of dimensions.</summary>
    public int Rank => extents.Length;

    /// <summary>The product of the extents; 1 for a scalar.</summary>
    public int ElementCount { get; }

    /// <summary>The number of dimensions, as <see cref="IReadOnlyList{T}"/> calls it.</summary>
    int IReadOnlyCollection<int>.Count => extents.Length;

    /// <summary>The extent of one dimension.</summary>
    /// <param name="dimension">The dimension, counted from the outermost, 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public int this[int dimension]
    {
        get
        {
            if ((uint)dimension >= (uint)extents.Length)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(dimension),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Shape {this} has {Rank} dimensions; there is no dimension {dimension}."
                    )
                );
            }

            return extents[dimension];
        }
    }

    /// <summary>The extents as an array of the caller's own.</summary>
    /// <returns>A new array.</returns>
    public int[] ToArray() => (int[])extents.Clone();

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && extents.AsSpan().SequenceEqual(other.extents);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = StableHash.Start;
        foreach (var extent in extents)
        {
            hash = StableHash.Add(hash, extent);
        }

        return StableHash.Finish(hash);
    }

    /// <summary>Extents joined by a multiplication sign, <c>64×128</c>; a scalar is <c>scalar</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        extents.Length == 0 ? "scalar" : string.Join('×', extents.Select(extent => Text.Of(extent)));

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)extents).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => extents.GetEnumerator();

    /// <summary>Whether two shapes have the same extents.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(Shape? left, Shape? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two shapes differ in rank or extents.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(Shape? left, Shape? right) => !(left == right);

    private static int CountElements(int[] extents)
    {
        // A zero extent makes the product zero whatever the others are, so it is looked for before any overflow is.
        long count = 1;
        foreach (var extent in extents)
        {
            if (extent < 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(extents),
                    $"An extent of a shape can't be negative, got {Text.Of(extent)}."
                );
            }

            count = extent == 0 ? 0 : count;
        }

        foreach (var extent in extents)
        {
            count *= extent;
            if (count > int.MaxValue)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(extents),
                    $"A shape of extents {string.Join('×', extents.Select(extent => Text.Of(extent)))} has more than {Text.Of(int.MaxValue)} elements."
                );
            }
        }

        return (int)count;
    }
}
