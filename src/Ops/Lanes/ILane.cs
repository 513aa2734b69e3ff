using System.Numerics;

namespace Pullback.Ops.Kernels;

/// <summary>
/// One vector of <see cref="Count"/> elements, whatever its width and whether its elements are <see cref="float"/> or <see cref="double"/>.
/// A function written once over <typeparamref name="TSelf"/> is every vector width, both element types and the software fallback.
/// </summary>
/// <typeparam name="TSelf">The lane type itself.</typeparam>
/// <remarks>
/// <para>
/// All operations act element by element and each is a single IEEE 754 operation with a single rounding, so the value of an
/// element depends neither on its position in the vector nor on the width of the vector. The one operation that depends on the
/// machine is <see cref="MultiplyAdd"/>, and it makes the same choice for all widths.
/// </para>
/// <para>
/// Comparisons give <em>masks</em>: vectors whose elements have all bits set (true) or none (false). A mask selects with
/// <see cref="Select"/> or combines with the bitwise operations; it is never multiplied, because 0 · ∞ is NaN.
/// </para>
/// </remarks>
public interface ILane<TSelf>
    where TSelf : struct, ILane<TSelf>
{
    /// <summary>The number of elements of one vector.</summary>
    static abstract int Count { get; }

    /// <summary>
    /// Whether elements are <see cref="double"/> (else they are <see cref="float"/>). The JIT treats it as a constant, so
    /// <c>if (TLane.IsDouble)</c> costs nothing.
    /// </summary>
    static abstract bool IsDouble { get; }

    /// <summary>The vector of positive zeros: also the mask that is false everywhere.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The vector of ones.</summary>
    static abstract TSelf One { get; }

    /// <summary>The vector with <paramref name="value"/>, rounded once to the element type, in every element.</summary>
    /// <param name="value">The constant.</param>
    static abstract TSelf Constant(double value);

    /// <summary>The vector whose elements have the given bits; <see cref="float"/> elements take the low 32.</summary>
    /// <param name="bits">The bit pattern of an element.</param>
    static abstract TSelf ConstantBits(long bits);

    /// <summary>left + right.</summary>
    /// <param name="left">The first term.</param>
    /// <param name="right">The second term.</param>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>left − right.</summary>
    /// <param name="left">The minuend.</param>
    /// <param name="right">The subtrahend.</param>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>left · right.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>left / right.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>−value: the sign bit flips, of zeros and NaNs too.</summary>
    /// <param name="value">The operand.</param>
    static abstract TSelf operator -(TSelf value);

    /// <summary>The mask of left &lt; right; false where either is NaN.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    static abstract TSelf LessThan(TSelf left, TSelf right);

    /// <summary>The mask of left ≤ right; false where either is NaN.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    static abstract TSelf LessThanOrEqual(TSelf left, TSelf right);

    /// <summary>The mask of left &gt; right; false where either is NaN.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    static abstract TSelf GreaterThan(TSelf left, TSelf right);

    /// <summary>The mask of left ≥ right; false where either is NaN.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    static abstract TSelf GreaterThanOrEqual(TSelf left, TSelf right);

    /// <summary>The mask of left = right; false where either is NaN.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>The mask of left ≠ right; true where either is NaN.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    static abstract TSelf NotEqual(TSelf left, TSelf right);

    /// <summary>Where the mask is true <paramref name="ifTrue"/>, else <paramref name="ifFalse"/>.</summary>
    /// <param name="mask">A mask.</param>
    /// <param name="ifTrue">Taken where the mask is true.</param>
    /// <param name="ifFalse">Taken where the mask is false.</param>
    static abstract TSelf Select(TSelf mask, TSelf ifTrue, TSelf ifFalse);

    /// <summary>Whether the mask is true in any element.</summary>
    /// <param name="mask">A mask.</param>
    static abstract bool Any(TSelf mask);

    /// <summary>left &amp; right, bitwise.</summary>
    /// <param name="left">The left bits.</param>
    /// <param name="right">The right bits.</param>
    static abstract TSelf And(TSelf left, TSelf right);

    /// <summary>left | right, bitwise.</summary>
    /// <param name="left">The left bits.</param>
    /// <param name="right">The right bits.</param>
    static abstract TSelf Or(TSelf left, TSelf right);

    /// <summary>left ^ right, bitwise.</summary>
    /// <param name="left">The left bits.</param>
    /// <param name="right">The right bits.</param>
    static abstract TSelf Xor(TSelf left, TSelf right);

    /// <summary>left &amp; ~right, bitwise.</summary>
    /// <param name="left">The bits to keep.</param>
    /// <param name="right">The bits to clear.</param>
    static abstract TSelf AndNot(TSelf left, TSelf right);

    /// <summary>~value, bitwise.</summary>
    /// <param name="value">The bits.</param>
    static abstract TSelf Not(TSelf value);

    /// <summary>left · right + addend, rounded once, on every machine (in software, slowly, where the hardware has no FMA).</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="addend">The term.</param>
    static abstract TSelf FusedMultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>
    /// left · right + addend, rounded once where the hardware has FMA and twice where it has not: for polynomials and products, where
    /// either is accurate enough. All widths of one machine agree (<see cref="Lanes.HasFusedMultiplyAdd"/>).
    /// </summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="addend">The term.</param>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>
    /// left · right + addend with a constant, rounded once to the element type: one step of Horner's rule. The same as <see cref="MultiplyAdd"/> with
    /// <see cref="Constant"/>, but half the work for the JIT, whose budget for inlining long polynomials is finite.
    /// </summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="addend">The term.</param>
    static abstract TSelf MultiplyAddConstant(TSelf left, TSelf right, double addend);

    /// <summary>√value.</summary>
    /// <param name="value">The operand.</param>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>|value|: the sign bit is cleared.</summary>
    /// <param name="value">The operand.</param>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The IEEE 754-2019 minimum: NaN where either is NaN, and −0 is less than +0.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The IEEE 754-2019 maximum: NaN where either is NaN, and −0 is less than +0.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second operand.</param>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>
    /// <paramref name="minimum"/> where value &lt; minimum, <paramref name="maximum"/> where value &gt; maximum, else the value itself, NaN included.
    /// </summary>
    /// <param name="value">The operand.</param>
    /// <param name="minimum">The lower bound.</param>
    /// <param name="maximum">The upper bound; not below the lower one.</param>
    static abstract TSelf Clamp(TSelf value, TSelf minimum, TSelf maximum);

    /// <summary>The magnitude of the first operand with the sign bit of the second.</summary>
    /// <param name="magnitude">Gives all bits but the sign.</param>
    /// <param name="sign">Gives the sign bit.</param>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);

    /// <summary>The largest integer that is not above the value.</summary>
    /// <param name="value">The operand.</param>
    static abstract TSelf Floor(TSelf value);

    /// <summary>The smallest integer that is not below the value.</summary>
    /// <param name="value">The operand.</param>
    static abstract TSelf Ceiling(TSelf value);

    /// <summary>The nearest integer; ties go to the even one.</summary>
    /// <param name="value">The operand.</param>
    static abstract TSelf Round(TSelf value);

    /// <summary>The integer part: rounding towards zero.</summary>
    /// <param name="value">The operand.</param>
    static abstract TSelf Truncate(TSelf value);

    /// <summary>The sum of the elements' bit patterns read as integers of the element's size; wraps.</summary>
    /// <param name="left">The first bit pattern.</param>
    /// <param name="right">The second bit pattern.</param>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>The difference of the elements' bit patterns read as integers of the element's size; wraps.</summary>
    /// <param name="left">The minuend.</param>
    /// <param name="right">The subtrahend.</param>
    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    /// <summary>The bit patterns shifted left; zeros enter.</summary>
    /// <param name="value">The bit patterns.</param>
    /// <param name="count">By how many bits.</param>
    static abstract TSelf ShiftLeft(TSelf value, int count);

    /// <summary>The bit patterns shifted right; zeros enter.</summary>
    /// <param name="value">The bit patterns.</param>
    /// <param name="count">By how many bits.</param>
    static abstract TSelf ShiftRight(TSelf value, int count);

    /// <summary>
    /// The scalar function applied to each element, widened to double and rounded once back: the slow path for rare elements
    /// that no polynomial serves.
    /// </summary>
    /// <typeparam name="TFunction">The function.</typeparam>
    /// <param name="value">The operand.</param>
    static abstract TSelf MapElements<TFunction>(TSelf value)
        where TFunction : struct, IScalarFunction;
}

/// <summary>A lane that can be loaded from and stored to memory of its element type.</summary>
/// <typeparam name="TSelf">The lane type itself.</typeparam>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILane<TSelf, T> : ILane<TSelf>
    where TSelf : struct, ILane<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The vector with one value, given in the element type, in every element.</summary>
    /// <param name="value">The value.</param>
    static abstract TSelf Broadcast(T value);

    /// <summary>Loads <see cref="ILane{TSelf}.Count"/> elements, from any alignment. Nothing is checked.</summary>
    /// <param name="source">The start of the memory.</param>
    /// <param name="index">The first element to load.</param>
    static abstract TSelf Load(ref readonly T source, nuint index);

    /// <summary>Stores <see cref="ILane{TSelf}.Count"/> elements, at any alignment. Nothing is checked.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="destination">The start of the memory.</param>
    /// <param name="index">The first element to store to.</param>
    static abstract void Store(TSelf value, ref T destination, nuint index);

    /// <summary>
    /// Loads the fewer than <see cref="ILane{TSelf}.Count"/> elements that are left at the end of a span; the rest of the vector is zero. Reads nothing
    /// beyond the span.
    /// </summary>
    /// <param name="source">What is left; a longer span is refused.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> is longer than one vector.</exception>
    static abstract TSelf LoadPartial(ReadOnlySpan<T> source);

    /// <summary>Stores the first <c>destination.Length</c> elements. Writes nothing beyond the span.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="destination">Where to; a span longer than one vector is refused.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is longer than one vector.</exception>
    static abstract void StorePartial(TSelf value, Span<T> destination);

    /// <summary>One element of the vector.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="index">Which element.</param>
    static abstract T GetElement(TSelf value, int index);
}
