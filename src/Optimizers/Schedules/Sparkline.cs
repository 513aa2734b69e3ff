using System.Globalization;

namespace Pullback.Optimizers;

/// <summary>Draws numbers as a line of text: blocks of eight heights, and the range of the numbers.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>What stands for a column without a finite number.</summary>
    private const char Unknown = '?';

    /// <summary>Each column shows the mean of the numbers that fall into it, so that no wave of short period is drawn as a long one.</summary>
    public static string Draw(IReadOnlyList<double> values, int width)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            return $"{new string(Unknown, Math.Min(width, values.Count))}  no finite value";
        }

        (double least, double largest) = (finite.Min(), finite.Max());
        int columns = Math.Min(width, values.Count);
        string line = string.Create(
            columns,
            (values, least, largest),
            static (line, data) =>
            {
                for (int i = 0; i < line.Length; i++)
                {
                    line[i] = Block(Mean(data.values, i, line.Length), data.least, data.largest);
                }
            }
        );
        string range = least == largest ? Text(least) : $"{Text(least)} to {Text(largest)}";
        return $"{line}  {range}";
    }

    /// <summary>The mean of the values of one of several columns; NaN and infinity come through.</summary>
    private static double Mean(IReadOnlyList<double> values, int column, int columns)
    {
        int from = (int)((long)column * values.Count / columns);
        int to = (int)((column + 1L) * values.Count / columns);
        double mean = 0;
        for (int i = from; i < to; i++)
        {
            mean += values[i] / (to - from);
        }

        return mean;
    }

    private static char Block(double value, double least, double largest)
    {
        if (!double.IsFinite(value))
        {
            return Unknown;
        }

        // Halves first: the range of huge numbers may be beyond the largest double. Without a range, half height.
        double range = (0.5 * largest) - (0.5 * least);
        double share = range > 0 ? ((0.5 * value) - (0.5 * least)) / range : 0.5;
        return Blocks[(int)Math.Clamp(share * Blocks.Length, 0, Blocks.Length - 1)];
    }

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}

public abstract partial class Schedule
{
    /// <summary>The schedule drawn as a line of text, with its least and largest value.</summary>
    /// <param name="steps">How many steps are drawn, from step 0; at least 1.</param>
    /// <param name="width">At most how many blocks the line has; at least 1. A block stands for the mean of its steps.</param>
    /// <returns>
    /// For example <c>▂▅██▇▆▅▃▂▁  0 to 0.1</c>: the lowest block is the least value, the highest the largest, all steps counted. A column whose mean is not a
    /// finite number is a question mark.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is below 1.</exception>
    /// <exception cref="InvalidOperationException">The schedule follows a metric.</exception>
    public string Sparkline(int steps, int width = 60)
    {
        _ = Require.AtLeastOne(steps);
        _ = Require.AtLeastOne(width);
        return Optimizers.Sparkline.Draw(Values(steps), width);
    }
}
