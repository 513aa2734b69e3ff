using Xunit;

namespace Pullback.Ops.Tests.Random;

public sealed class ThreefryTests
{
    /// <summary>The lines <c>threefry4x32 20</c> of Random123's file kat_vectors: counter, key, result.</summary>
    [Theory]
    [InlineData(
        new uint[] { 0, 0, 0, 0 },
        new uint[] { 0, 0, 0, 0 },
        new uint[] { 0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8 }
    )]
    [InlineData(
        new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
        new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
        new uint[] { 0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732 }
    )]
    [InlineData(
        new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
        new uint[] { 0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89 },
        new uint[] { 0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84 }
    )]
    public void Gives_the_published_known_answers(uint[] counter, uint[] key, uint[] expected)
    {
        Assert.Equal(expected, Encrypt<ScalarWord>(counter, key));
        Assert.Equal(expected, Encrypt<Word128>(counter, key));
        Assert.Equal(expected, Encrypt<Word256>(counter, key));
        Assert.Equal(expected, Encrypt<Word512>(counter, key));
    }

    [Fact]
    public void Every_vector_width_gives_the_same_block()
    {
        var key = new RandomKey(0x123456789abcdef0);
        // Blocks on both sides of the place where the low word of the counter wraps.
        foreach (var block in new long[] { 0, 1, (1L << 28) - 1, 1L << 28, (1L << 40) + 7 })
        {
            var expected = new uint[RandomBlock.Length];
            RandomBlock.Fill<ScalarWord>(key, block, expected);
            Assert.Equal(expected, Fill<Word128>(key, block));
            Assert.Equal(expected, Fill<Word256>(key, block));
            Assert.Equal(expected, Fill<Word512>(key, block));
            for (var place = 0; place < expected.Length; place++)
            {
                Assert.Equal(expected[place], key.BitsAt((block * RandomBlock.Length) + place));
            }
        }
    }

    private static uint[] Fill<TWord>(RandomKey key, long block)
        where TWord : struct, IThreefryWord<TWord>
    {
        var words = new uint[RandomBlock.Length];
        RandomBlock.Fill<TWord>(key, block, words);
        return words;
    }

    private static uint[] Encrypt<TWord>(uint[] counter, uint[] key)
        where TWord : struct, IThreefryWord<TWord>
    {
        var x0 = TWord.Constant(counter[0]);
        var x1 = TWord.Constant(counter[1]);
        var x2 = TWord.Constant(counter[2]);
        var x3 = TWord.Constant(counter[3]);
        Threefry.Encrypt(key[0], key[1], key[2], key[3], ref x0, ref x1, ref x2, ref x3);
        return [First(x0), First(x1), First(x2), First(x3)];
    }

    private static uint First<TWord>(TWord word)
        where TWord : struct, IThreefryWord<TWord>
    {
        var lanes = new uint[TWord.Count];
        TWord.Store(word, ref lanes[0]);
        Assert.All(lanes, lane => Assert.Equal(lanes[0], lane));
        return lanes[0];
    }
}
