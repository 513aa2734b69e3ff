using System.Globalization;
using System.Numerics;

namespace Pullback.Ops;

/// <summary>
/// The inputs of one batch by name, for code that works with any graph: checks, reports, the interpreter. Immutable: <see cref="With"/> gives a new value,
/// and copies the array.
/// </summary>
/// <example><code>new GraphInputs&lt;float&gt;(batchSize: 32).With("pixels", pixels).WithLabels("labels", labels)</code></example>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class GraphInputs<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Dictionary<string, T[]> values;
    private readonly Dictionary<string, int[]> labels;

    /// <summary>A batch without inputs yet.</summary>
    /// <param name="batchSize">How many samples it has.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public GraphInputs(int batchSize)
        : this(batchSize, new(StringComparer.Ordinal), new(StringComparer.Ordinal)) { }

    private GraphInputs(int batchSize, Dictionary<string, T[]> values, Dictionary<string, int[]> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batchSize);
        BatchSize = batchSize;
        this.values = values;
        this.labels = labels;
    }

    /// <summary>How many samples the batch has.</summary>
    public int BatchSize { get; }

    /// <summary>The names given so far: of inputs and targets, then of labels.</summary>
    public IEnumerable<string> Names => values.Keys.Concat(labels.Keys);

    /// <summary>Adds or replaces an input or a target.</summary>
    /// <param name="name">Its name in the graph.</param>
    /// <param name="rows">[batch, features], row-major; copied.</param>
    /// <returns>The inputs with it.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of the batch size.</exception>
    public GraphInputs<T> With(string name, T[] rows)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(rows);
        if (BatchSize == 0 ? rows.Length != 0 : rows.Length % BatchSize != 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} has {rows.Length} elements, which is no multiple of the batch size {BatchSize}."
                ),
                nameof(rows)
            );
        }
        return new(BatchSize, new(values, StringComparer.Ordinal) { [name] = (T[])rows.Clone() }, labels);
    }

    /// <summary>Adds or replaces labels.</summary>
    /// <param name="name">Their name in the graph.</param>
    /// <param name="classes">One class index per sample; copied.</param>
    /// <returns>The inputs with them.</returns>
    /// <exception cref="ArgumentException">The length is not the batch size.</exception>
    public GraphInputs<T> WithLabels(string name, int[] classes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Length != BatchSize)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} has {classes.Length} labels, but the batch has {BatchSize} samples."
                ),
                nameof(classes)
            );
        }
        return new(BatchSize, values, new(labels, StringComparer.Ordinal) { [name] = (int[])classes.Clone() });
    }

    /// <summary>The elements of an input or a target.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="features">How many features the graph needs it to have.</param>
    /// <returns>[batch, features], row-major.</returns>
    /// <exception cref="ArgumentException">It is missing, or has another number of features.</exception>
    public ReadOnlySpan<T> Values(string name, int features)
    {
        if (!values.TryGetValue(name, out T[]? rows))
        {
            throw Missing(name, "With");
        }
        if (rows.Length != (long)BatchSize * features)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} has {rows.Length} elements, but {BatchSize} samples of {features} features need {(long)BatchSize * features}."
                )
            );
        }
        return rows;
    }

    /// <summary>The class indices under a name.</summary>
    /// <param name="name">The name of the labels.</param>
    /// <returns>One class index per sample.</returns>
    /// <exception cref="ArgumentException">They are missing.</exception>
    public ReadOnlySpan<int> Labels(string name) =>
        labels.TryGetValue(name, out int[]? classes) ? classes : throw Missing(name, "WithLabels");

    private ArgumentException Missing(string name, string method) =>
        new($"The input '{name}' is missing: add it by {method}(\"{name}\", …). There are: {Text.Names(Names.ToArray())}.");
}
