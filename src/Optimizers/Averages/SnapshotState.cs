using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Parameters that were kept.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Step">After how many updates.</param>
/// <param name="Parameters">The parameters.</param>
public sealed record Snapshot<T>(long Step, TensorSet<T> Parameters)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>The state of <see cref="Snapshots"/>: the parameters that were kept. It prints, compares and is saved like that of an optimizer.</summary>
/// <remarks>A snapshot is called <c>snapshot.</c> and its step. <see cref="Restore"/> takes any number of them, so that a checkpoint can be restored from the first state.</remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class SnapshotState<T> : OptimizerState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const string Prefix = "snapshot.";
    private readonly Snapshot<T>[] _items;

    internal SnapshotState(long step, TensorLayout layout, Snapshot<T>[] items)
        : base(step)
    {
        Layout = layout;
        _items = items;
    }

    /// <summary>The snapshots, oldest first.</summary>
    public IReadOnlyList<Snapshot<T>> Items => _items;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> Tensors =>
        [
            .. _items.Select(item => new KeyValuePair<string, TensorSet<T>>(
                string.Create(CultureInfo.InvariantCulture, $"{Prefix}{item.Step}"),
                item.Parameters
            )),
        ];

    internal TensorLayout Layout { get; }

    /// <inheritdoc/>
    public override OptimizerState<T> Restore(
        long step,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    )
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(scalars);
        CheckNames([], scalars.Keys, nameof(scalars));
        return new SnapshotState<T>(step, Layout, [.. tensors.Select(Read).OrderBy(item => item.Step)]);

        Snapshot<T> Read(KeyValuePair<string, TensorSet<T>> tensor)
        {
            Throw.IfLayoutDiffers(tensor.Value.Layout, Layout, tensor.Key);
            return
                tensor.Key.StartsWith(Prefix, StringComparison.Ordinal)
                && long.TryParse(tensor.Key.AsSpan(Prefix.Length), CultureInfo.InvariantCulture, out long at)
                && at >= 0
                && at <= step
                ? new Snapshot<T>(at, tensor.Value)
                : throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"A snapshot is called {Prefix}N, N a step up to {step}, but got {tensor.Key}."
                    ),
                    nameof(tensors)
                );
        }
    }
}
