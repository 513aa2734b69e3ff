using System.Globalization;

namespace Pullback.Graphs;

/// <summary>Numbers in messages, tables and emitted code: the same in every culture.</summary>
internal static class GraphNumbers
{
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back to the same double.</summary>
    public static string Text(double number)
    {
        // "R" of the .NET Framework, where a compiler may run, has lost digits of some doubles; seventeen never do.
        string shortest = number.ToString("R", CultureInfo.InvariantCulture);
        return double.TryParse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture, out double back) && back.Equals(number)
            ? shortest
            : number.ToString("G17", CultureInfo.InvariantCulture);
    }
}
