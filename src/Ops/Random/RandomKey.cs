using System.Globalization;

namespace Pullback.Ops;

/// <summary>
/// The seed of all randomness: an immutable 128-bit key, from which random numbers are read by position. Element i of a fill is a
/// function of (key, i) alone, so that results depend neither on order, chunks, threads nor vector width; and the same key always gives
/// the same numbers.
/// </summary>
/// <remarks>
/// <para>
/// Use a key for one purpose. For several, derive keys: <see cref="Fold(long)"/> with a step or an ordinal, or <see cref="Split"/>. Numbers are
/// those of Threefry-4×32 with 20 rounds (J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011); it is not
/// meant for secrets.
/// </para>
/// <para>Equal keys have the same 128 bits, however they were derived.</para>
/// </remarks>
public readonly partial struct RandomKey : IEquatable<RandomKey>
{
    private const int CharactersPerFold = 4;

    /// <summary>Makes a key from a seed; different seeds give unrelated numbers.</summary>
    /// <param name="seed">Any number.</param>
    public RandomKey(long seed)
        : this(unchecked((uint)seed), unchecked((uint)(seed >> 32)), 0, 0) { }

    internal RandomKey(uint word0, uint word1, uint word2, uint word3)
    {
        Word0 = word0;
        Word1 = word1;
        Word2 = word2;
        Word3 = word3;
    }

    internal uint Word0 { get; }

    internal uint Word1 { get; }

    internal uint Word2 { get; }

    internal uint Word3 { get; }

    /// <summary>Derives a key from this one and a number: a training step, an epoch, the ordinal of a layer.</summary>
    /// <param name="data">Any number; different ones give unrelated keys.</param>
    /// <returns>The derived key.</returns>
    public RandomKey Fold(long data) => Derive(data, RandomPurpose.Fold);

    /// <summary>Derives a key from this one and a text: the name of a tensor, which stays where its place in a layout changes.</summary>
    /// <param name="text">Any text; different ones give unrelated keys.</param>
    /// <returns>The derived key.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public RandomKey Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var key = Fold(text.Length);
        for (var start = 0; start < text.Length; start += CharactersPerFold)
        {
            long word = 0;
            foreach (var character in text.AsSpan(start, Math.Min(CharactersPerFold, text.Length - start)))
            {
                word = (word << 16) | character;
            }

            key = key.Fold(word);
        }

        return key;
    }

    /// <summary>Derives several unrelated keys, none of which is a <see cref="Fold(long)"/> of this one.</summary>
    /// <param name="count">How many; the first ones are the same whatever the count.</param>
    /// <returns>A new array of keys.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public RandomKey[] Split(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var keys = new RandomKey[count];
        for (var index = 0; index < count; index++)
        {
            keys[index] = Derive(index, RandomPurpose.Split);
        }

        return keys;
    }

    /// <summary>A random order of the numbers from 0 to <paramref name="count"/> − 1, each order as likely as any other (Fisher–Yates).</summary>
    /// <param name="count">How many numbers.</param>
    /// <returns>A new array.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        for (var index = 0; index < count; index++)
        {
            // The high half of a 64-bit product is a number below index + 1; its bias is below count / 2⁶⁴.
            var bits = ((ulong)BitsAt(2L * index) << 32) | BitsAt((2L * index) + 1);
            var chosen = (int)Math.BigMul(bits, (ulong)index + 1, out _);
            order[index] = order[chosen];
            order[chosen] = index;
        }

        return order;
    }

    /// <inheritdoc/>
    public bool Equals(RandomKey other) =>
        Word0 == other.Word0 && Word1 == other.Word1 && Word2 == other.Word2 && Word3 == other.Word3;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RandomKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = StableHash.Add(StableHash.Add(StableHash.Start, unchecked((int)Word0)), unchecked((int)Word1));
        return StableHash.Finish(StableHash.Add(StableHash.Add(hash, unchecked((int)Word2)), unchecked((int)Word3)));
    }

    /// <summary>The seed of a key that was made from one, otherwise the key's words in hexadecimal.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        Word2 == 0 && Word3 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"RandomKey({unchecked((long)(((ulong)Word1 << 32) | Word0))})")
            : string.Create(CultureInfo.InvariantCulture, $"RandomKey({Word0:x8} {Word1:x8} {Word2:x8} {Word3:x8})");

    /// <summary>Whether two keys have the same bits.</summary>
    /// <param name="left">One key.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(RandomKey left, RandomKey right) => left.Equals(right);

    /// <summary>Whether two keys differ.</summary>
    /// <param name="left">One key.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(RandomKey left, RandomKey right) => !left.Equals(right);

    /// <summary>The four encrypted words of the counter (data, purpose) are the new key.</summary>
    private RandomKey Derive(long data, RandomPurpose purpose)
    {
        var x0 = new ScalarWord(unchecked((uint)data));
        var x1 = new ScalarWord(unchecked((uint)(data >> 32)));
        var x2 = new ScalarWord(0);
        var x3 = new ScalarWord((uint)purpose);
        Threefry.Encrypt(Word0, Word1, Word2, Word3, ref x0, ref x1, ref x2, ref x3);
        return new(x0.Value, x1.Value, x2.Value, x3.Value);
    }
}
