using Pullback.Ops;

namespace Pullback.Testing;

/// <summary>Draws shapes and values of a case. Every number comes from the case's key, so the same case always draws the same.</summary>
internal sealed class CaseRandom(CheckCase drawn)
{
    /// <summary>Lengths around the multiples of every vector width, of float and of double, and the smallest ones.</summary>
    private static readonly int[] RaggedLengths =
    [
        1,
        2,
        3,
        4,
        5,
        7,
        8,
        9,
        12,
        15,
        16,
        17,
        23,
        31,
        32,
        33,
        47,
        63,
        64,
        65,
        79,
        129,
    ];

    private readonly RandomKey key = new(drawn.Seed);
    private long position;

    /// <summary>A number in [0, 1).</summary>
    public double Unit()
    {
        uint high = key.BitsAt(position++);
        uint low = key.BitsAt(position++);
        ulong bits = ((ulong)high << 32) | low;
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>An integer in [minimum, maximum].</summary>
    public int Integer(int minimum, int maximum) => minimum + (int)(Unit() * (maximum - minimum + 1));

    /// <summary>A length around the width of some vector; short where the case is small.</summary>
    public int RaggedLength()
    {
        int last = Math.Min(RaggedLengths.Length, 2 + drawn.Size) - 1;
        return RaggedLengths[Integer(0, last)];
    }

    /// <summary>A few features or rows: ragged, never more than fits a full comparison of a matrix.</summary>
    public int SmallLength() => RaggedLengths[Integer(0, Math.Min(9, 2 + drawn.Size / 4))];

    /// <summary>The rows of a batch: 1 in a quarter of all cases.</summary>
    public int Batch() => Integer(0, 3) == 0 ? 1 : Integer(1, Math.Min(9, 2 + drawn.Size / 4));

    /// <summary>A value in [minimum, maximum], on the case's grid: mostly spread evenly, now and then tiny.</summary>
    public double Value(double minimum, double maximum)
    {
        double value = minimum + (maximum - minimum) * Unit();
        if (Integer(0, 15) == 0)
        {
            value *= 1e-3;
        }
        return Math.Clamp(OnGrid(value), minimum, maximum);
    }

    /// <summary>Values in [minimum, maximum].</summary>
    public double[] Values(int count, double minimum, double maximum)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Value(minimum, maximum);
        }
        return values;
    }

    private double OnGrid(double value) =>
        drawn.Grid switch
        {
            0 => value,
            1 => Math.Round(value * 64) / 64,
            _ => Math.Round(value * 4) / 4,
        };
}
