namespace Pullback.Bench;

/// <summary>Operands with fixed seeds.</summary>
internal static class Values
{
    /// <summary>Uniform in [0, 1).</summary>
    public static float[] Uniform(int length, int seed)
    {
        var random = new Random(seed);
        var values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = random.NextSingle();
        }
        return values;
    }

    /// <summary>Classes below <paramref name="classes"/>.</summary>
    public static int[] Labels(int length, int classes, int seed)
    {
        var random = new Random(seed);
        var values = new int[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = random.Next(classes);
        }
        return values;
    }
}
