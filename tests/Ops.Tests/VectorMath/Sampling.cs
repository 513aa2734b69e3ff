namespace Pullback.Ops.Tests.VectorMathTests;

/// <summary>Arguments: half of them any bit pattern, half of them where the functions are interesting. Fixed by the seed.</summary>
internal static class Sampling
{
    public static IEnumerable<double> Doubles(int count, int seed)
    {
        var random = new System.Random(seed);
        for (int i = 0; i < count; i++)
        {
            yield return i % 2 == 0
                ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))
                : Interesting(random);
        }
    }

    public static IEnumerable<float> Floats(int count, int seed)
    {
        var random = new System.Random(seed);
        for (int i = 0; i < count; i++)
        {
            yield return i % 2 == 0
                ? BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, int.MaxValue))
                : (float)Interesting(random);
        }
    }

    private static double Interesting(System.Random random) =>
        (random.NextDouble() - 0.5)
        * random.Next(4) switch
        {
            0 => 2,
            1 => 20,
            2 => 200,
            _ => 1600,
        };
}
