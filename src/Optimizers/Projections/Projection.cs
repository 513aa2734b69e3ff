using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>The nearest point of a closed convex set, by the Euclidean distance: a pure function of a vector, and a value.</summary>
/// <remarks>
/// <para>
/// The algorithms are exact up to rounding, in double precision whatever the element type. A vector that lies in the set comes back as it is, to the last bit. An element that is NaN
/// stays NaN, and makes NaN of whatever depends on it.
/// </para>
/// <para>
/// <see cref="Apply{T}(TensorSet{T})"/> takes all tensors of a set together as one vector. <see cref="ProjectParameters"/> is the transformation that keeps each tensor, or each row or column,
/// in the set while it is trained.
/// </para>
/// </remarks>
public abstract class Projection : IEquatable<Projection>
{
    private protected Projection() { }

    /// <summary>Vectors without negative elements: <c>max(x, 0)</c>.</summary>
    /// <remarks>N. Parikh, S. Boyd, "Proximal Algorithms", Foundations and Trends in Optimization 1, 2014, section 6.</remarks>
    public static Projection NonNegative { get; } = new BoxProjection(0, double.PositiveInfinity);

    /// <summary>The numbers that make the projection what it is.</summary>
    private protected abstract IReadOnlyList<double> Settings { get; }

    /// <summary>Vectors whose elements lie between two bounds: <c>min(max(x, lower), upper)</c>.</summary>
    /// <remarks>N. Parikh, S. Boyd, "Proximal Algorithms", Foundations and Trends in Optimization 1, 2014, section 6.</remarks>
    /// <param name="lower">The lower bound; may be −∞.</param>
    /// <param name="upper">The upper bound, not below the lower one; may be ∞.</param>
    /// <returns>The projection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is NaN, the upper one below the lower one, or no number lies between them because both are the same infinity.</exception>
    public static Projection Box(double lower, double upper) => new BoxProjection(lower, upper);

    /// <summary>Vectors without negative elements that have a given sum: <c>max(x − θ, 0)</c> with the θ that makes it so.</summary>
    /// <remarks>J. Duchi, S. Shalev-Shwartz, Y. Singer, T. Chandra, "Efficient Projections onto the ℓ₁-Ball for Learning in High Dimensions", ICML 2008, Figure 1.</remarks>
    /// <param name="total">The sum; above 0. 1 for probabilities.</param>
    /// <returns>The projection; of a vector without elements it throws an <see cref="ArgumentException"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="total"/> is not finite and positive.</exception>
    public static Projection Simplex(double total = 1) => new SimplexProjection(total);

    /// <summary>Vectors with <c>Σ |xᵢ| ≤ radius</c>: soft thresholding <c>sign(x) max(|x| − θ, 0)</c>, which makes small elements zero.</summary>
    /// <remarks>J. Duchi, S. Shalev-Shwartz, Y. Singer, T. Chandra, "Efficient Projections onto the ℓ₁-Ball for Learning in High Dimensions", ICML 2008, section 4.</remarks>
    /// <param name="radius">The radius; above 0.</param>
    /// <returns>The projection.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="radius"/> is not finite and positive.</exception>
    public static Projection L1Ball(double radius) => new L1BallProjection(radius);

    /// <summary>Vectors with <c>√Σ xᵢ² ≤ radius</c>: <c>x · min(1, radius / ‖x‖)</c>.</summary>
    /// <remarks>N. Parikh, S. Boyd, "Proximal Algorithms", Foundations and Trends in Optimization 1, 2014, section 6.</remarks>
    /// <param name="radius">The radius; above 0.</param>
    /// <returns>The projection.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="radius"/> is not finite and positive.</exception>
    public static Projection L2Ball(double radius) => new L2BallProjection(radius);

    /// <summary>Vectors with <c>max |xᵢ| ≤ radius</c>: the box from −radius to radius.</summary>
    /// <remarks>N. Parikh, S. Boyd, "Proximal Algorithms", Foundations and Trends in Optimization 1, 2014, section 6.</remarks>
    /// <param name="radius">The radius; above 0.</param>
    /// <returns>The projection.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="radius"/> is not finite and positive.</exception>
    public static Projection LInfinityBall(double radius) => new BoxProjection(-Require.Positive(radius), radius);

    /// <summary>Vectors with <c>⟨a, x⟩ = offset</c>: <c>x − a (⟨a, x⟩ − offset) / ⟨a, a⟩</c>.</summary>
    /// <remarks>N. Parikh, S. Boyd, "Proximal Algorithms", Foundations and Trends in Optimization 1, 2014, section 6.</remarks>
    /// <param name="normal">The vector a, as long as the vectors that are projected; not all zero. It is copied.</param>
    /// <param name="offset">The inner product.</param>
    /// <returns>The projection; of a vector of another length it throws an <see cref="ArgumentException"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="normal"/> is zero or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is not finite.</exception>
    public static Projection Hyperplane(double[] normal, double offset = 0) =>
        new PlaneProjection(normal, offset, isHalfSpace: false);

    /// <summary>Vectors with <c>⟨a, x⟩ ≤ bound</c>: those beyond are projected on the plane that bounds the half-space.</summary>
    /// <remarks>N. Parikh, S. Boyd, "Proximal Algorithms", Foundations and Trends in Optimization 1, 2014, section 6.</remarks>
    /// <param name="normal">The vector a, as long as the vectors that are projected; not all zero. It is copied.</param>
    /// <param name="bound">The largest inner product.</param>
    /// <returns>The projection; of a vector of another length it throws an <see cref="ArgumentException"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="normal"/> is zero or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not finite.</exception>
    public static Projection HalfSpace(double[] normal, double bound = 0) =>
        new PlaneProjection(normal, bound, isHalfSpace: true);

    /// <summary>The nearest point to all tensors of a set, taken together as one vector.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="set">The tensors.</param>
    /// <returns>A new set of the same layout.</returns>
    /// <exception cref="ArgumentException">The vector has a length for which the set is not defined.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public TensorSet<T> Apply<T>(TensorSet<T> set)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(set);
        T[] flat = set.Flatten();
        Apply<T>(flat, flat);
        return TensorSet<T>.Unflatten(set.Layout, flat);
    }

    /// <summary>The nearest point to a vector.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="vector">The vector.</param>
    /// <returns>A new array.</returns>
    /// <exception cref="ArgumentException">The vector has a length for which the set is not defined.</exception>
    public T[] Apply<T>(T[] vector)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(vector);
        T[] result = new T[vector.Length];
        Apply<T>(vector, result);
        return result;
    }

    /// <summary>Writes the nearest point to a vector.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="vector">The vector.</param>
    /// <param name="result">Where the point goes; it may be the vector itself.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the vector has a length for which the set is not defined.</exception>
    public void Apply<T>(ReadOnlySpan<T> vector, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        Throw.IfLengthDiffers(result.Length, vector.Length, nameof(result));
        CheckLength(vector.Length, "the vector");
        using Scratch<double> elements = new(vector.Length);
        TensorPrimitives.ConvertTruncating(vector, elements.Span);
        Project(elements.Span);
        TensorPrimitives.ConvertTruncating<double, T>(elements.Span, result);
    }

    /// <summary>Whether two projections are equal: the same as <c>Equals</c>.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(Projection? left, Projection? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two projections differ.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(Projection? left, Projection? right) => !(left == right);

    /// <summary>Whether two projections are of the same kind with the same numbers.</summary>
    /// <param name="other">The other projection.</param>
    /// <returns>True when they are.</returns>
    public bool Equals(Projection? other) =>
        other is not null && GetType() == other.GetType() && Settings.SequenceEqual(other.Settings);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Projection);

    /// <inheritdoc/>
    public sealed override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(GetType());
        foreach (double number in Settings)
        {
            hash.Add(number);
        }

        return hash.ToHashCode();
    }

    /// <summary>The kind and the numbers.</summary>
    /// <returns>For example <c>Simplex(1)</c>.</returns>
    public override string ToString() =>
        $"{Kind}({string.Join(", ", Settings.Select(number => number.ToString(CultureInfo.InvariantCulture)))})";

    /// <summary>The factory that makes the projection.</summary>
    private protected abstract string Kind { get; }

    /// <summary>Refuses lengths for which the set is empty or not defined.</summary>
    /// <param name="length">The length.</param>
    /// <param name="vector">What has it, for the message.</param>
    internal virtual void CheckLength(int length, string vector) { }

    /// <summary>Moves a vector of a checked length to the nearest point.</summary>
    internal abstract void Project(Span<double> vector);
}
