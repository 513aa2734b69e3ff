using Pullback.Generators.Graphs.Programs;

namespace Pullback.Generators.Graphs.Plan;

/// <summary>Where in the working memory each value lies, counted in columns: a value begins at <c>rows · column</c>.</summary>
/// <param name="Columns">The first column of each value that has one; values that stay in registers have none.</param>
/// <param name="Width">How many columns the memory has.</param>
internal sealed record MemoryPlan(IReadOnlyDictionary<int, int> Columns, int Width)
{
    public bool Has(int value) => Columns.ContainsKey(value);

    /// <summary>The values in working memory in the order of their places, for the reader of the emitted code.</summary>
    public IEnumerable<Value> InOrder(IReadOnlyList<Value> values) =>
        Columns.OrderBy(place => place.Value).ThenBy(place => place.Key).Select(place => values[place.Key]);
}
