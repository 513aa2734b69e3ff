using System.Numerics.Tensors;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <content>
/// The vector space. Every element of a result is rounded once, and NaN and infinity follow IEEE 754. Reductions have a fixed shape
/// (<see cref="Reduction"/>), so that their bits do not depend on vector width, alignment or the number of threads.
/// </content>
public sealed partial class TensorSet<T>
{
    /// <summary>The sum of two sets, element by element.</summary>
    /// <param name="left">One set.</param>
    /// <param name="right">Another of the same layout.</param>
    /// <returns>A new set.</returns>
    /// <exception cref="ArgumentException">The layouts differ.</exception>
    /// <exception cref="InvalidOperationException">Either set was donated.</exception>
    public static TensorSet<T> operator +(TensorSet<T> left, TensorSet<T> right)
    {
        var result = Result(left, right);
        TensorPrimitives.Add(left.Span, right.Span, result.Span);
        return Finish(result, left, right);
    }

    /// <summary>The difference of two sets, element by element.</summary>
    /// <param name="left">The set to subtract from.</param>
    /// <param name="right">The set to subtract, of the same layout.</param>
    /// <returns>A new set.</returns>
    /// <exception cref="ArgumentException">The layouts differ.</exception>
    /// <exception cref="InvalidOperationException">Either set was donated.</exception>
    public static TensorSet<T> operator -(TensorSet<T> left, TensorSet<T> right)
    {
        var result = Result(left, right);
        TensorPrimitives.Subtract(left.Span, right.Span, result.Span);
        return Finish(result, left, right);
    }

    /// <summary>Every element with the opposite sign.</summary>
    /// <param name="set">The set.</param>
    /// <returns>A new set.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public static TensorSet<T> operator -(TensorSet<T> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var result = TensorBuffer<T>.AllocateUninitialized(set.Layout);
        TensorPrimitives.Negate(set.Span, result.Span);
        return Finish(result, set, set);
    }

    /// <summary>Every element times a number: see <see cref="Scale"/>.</summary>
    /// <param name="factor">The number, rounded once to the element type.</param>
    /// <param name="set">The set.</param>
    /// <returns>A new set.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public static TensorSet<T> operator *(double factor, TensorSet<T> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.Scale(factor);
    }

    /// <inheritdoc cref="op_Multiply(double, TensorSet{T})"/>
    public static TensorSet<T> operator *(TensorSet<T> set, double factor) => factor * set;

    /// <summary>Every element times a number: <c>factor · x</c>, the factor rounded once to the element type.</summary>
    /// <param name="factor">The number.</param>
    /// <returns>A new set.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public TensorSet<T> Scale(double factor)
    {
        var result = TensorBuffer<T>.AllocateUninitialized(Layout);
        TensorPrimitives.Multiply(Span, T.CreateTruncating(factor), result.Span);
        return Finish(result, this, this);
    }

    /// <summary>A function of every element. Padding is not mapped: it stays zero.</summary>
    /// <param name="function">A pure function.</param>
    /// <returns>A new set.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public TensorSet<T> Map(Func<T, T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var result = TensorBuffer<T>.AllocateUninitialized(Layout);
        for (var slot = 0; slot < layout.Slots.Count; slot++)
        {
            var source = Slot(slot);
            var destination = result.Slot(slot);
            for (var index = 0; index < source.Length; index++)
            {
                destination[index] = function(source[index]);
            }
        }

        return Finish(result, this, this);
    }

    /// <summary>A function of the elements of two sets at the same place. Padding is not mapped: it stays zero.</summary>
    /// <param name="other">Another set of the same layout.</param>
    /// <param name="function">A pure function of this set's element and the other's.</param>
    /// <returns>A new set.</returns>
    /// <exception cref="ArgumentException">The layouts differ.</exception>
    /// <exception cref="InvalidOperationException">Either set was donated.</exception>
    public TensorSet<T> Zip(TensorSet<T> other, Func<T, T, T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var result = Result(this, other);
        for (var slot = 0; slot < layout.Slots.Count; slot++)
        {
            var first = Slot(slot);
            var second = other.Slot(slot);
            var destination = result.Slot(slot);
            for (var index = 0; index < first.Length; index++)
            {
                destination[index] = function(first[index], second[index]);
            }
        }

        return Finish(result, this, other);
    }

    /// <summary>The inner product <c>Σ xᵢ yᵢ</c>, summed in double precision.</summary>
    /// <param name="other">Another set of the same layout.</param>
    /// <returns>The inner product.</returns>
    /// <exception cref="ArgumentException">The layouts differ.</exception>
    /// <exception cref="InvalidOperationException">Either set was donated.</exception>
    public double Dot(TensorSet<T> other) => Reduction.Dot(this, other);

    /// <summary>The sum of all elements <c>Σ xᵢ</c>, in double precision.</summary>
    /// <returns>The sum.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public double Sum() => Reduction.Sum(this);

    /// <summary>The Euclidean norm <c>√Σ xᵢ²</c>. Squares neither overflow nor vanish: where they would, the set is scaled first.</summary>
    /// <returns>The norm; infinity when an element is infinite and none is NaN; NaN when one is.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public double Norm() => Reduction.Norm(this);

    /// <summary>The largest magnitude <c>max |xᵢ|</c>; 0 for a set without elements, NaN when an element is NaN.</summary>
    /// <returns>The norm.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public double MaxNorm() => Reduction.MaxNorm(this);

    private static TensorBuffer<T> Result(TensorSet<T> left, TensorSet<T> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        Throw.IfLayoutDiffers(right.Layout, left.Layout, nameof(right));
        return TensorBuffer<T>.AllocateUninitialized(left.layout);
    }

    /// <summary>The liveness check after the last read, then the result.</summary>
    private static TensorSet<T> Finish(TensorBuffer<T> result, TensorSet<T> left, TensorSet<T> right)
    {
        left.CheckAlive();
        right.CheckAlive();
        return result.Freeze();
    }
}
