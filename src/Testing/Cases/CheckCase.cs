using System.Globalization;

namespace Pullback.Testing;

/// <summary>
/// One random case of a check. Everything in it (shapes, values, upstream gradients) is a pure function of these three numbers, so a failed case is
/// repeated by naming them.
/// </summary>
/// <param name="Seed">Draws the shapes and the values.</param>
/// <param name="Size">Bounds lengths and batches; the smallest cases have size 0.</param>
/// <param name="Grid">0: values as drawn; 1: rounded to multiples of 1/64; 2: rounded to multiples of 1/4, which are easier to follow by hand.</param>
public sealed record CheckCase(long Seed, int Size, int Grid = 0)
{
    /// <summary>The coarsest grid that shrinking tries.</summary>
    internal const int CoarsestGrid = 2;

    /// <summary>The simpler cases that shrinking tries, the simplest first.</summary>
    internal IEnumerable<CheckCase> Simpler()
    {
        for (int size = 0; size < Size; size = size * 2 + 1)
        {
            yield return this with
            {
                Size = size,
            };
        }
        if (Size > 0)
        {
            yield return this with
            {
                Size = Size - 1,
            };
        }
        if (Grid < CoarsestGrid)
        {
            yield return this with
            {
                Grid = Grid + 1,
            };
        }
    }

    /// <summary>The numbers of the case as arguments of a replay.</summary>
    public override string ToString() =>
        Grid == 0
            ? string.Create(CultureInfo.InvariantCulture, $"seed: {Seed}, size: {Size}")
            : string.Create(CultureInfo.InvariantCulture, $"seed: {Seed}, size: {Size}, grid: {Grid}");
}
