using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>Projects the units of a tensor, each on its own.</summary>
internal readonly ref struct UnitProjection<T> : IParallelJob
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Projection _projection;
    private readonly UnitView _view;
    private readonly ReadOnlySpan<T> _x;
    private readonly Span<T> _result;
    private readonly int _perPart;

    private UnitProjection(Projection projection, UnitView view, ReadOnlySpan<T> x, Span<T> result)
    {
        _projection = projection;
        _view = view;
        _x = x;
        _result = result;
        _perPart = Math.Max(1, (int)RuleJob.PartLength / view.Count);
    }

    /// <summary>Writes the nearest points.</summary>
    /// <param name="projection">The set.</param>
    /// <param name="view">The units, which have elements.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="result">As many elements.</param>
    /// <param name="degree">How many threads may take part.</param>
    public static void Run(Projection projection, UnitView view, ReadOnlySpan<T> x, Span<T> result, int degree)
    {
        UnitProjection<T> job = new(projection, view, x, result);
        int parts = (view.Units + job._perPart - 1) / job._perPart;
        Workers.Run(ref job, parts, x.Length < RuleJob.ParallelLength ? 1 : degree);
    }

    /// <inheritdoc/>
    public void Execute(int part)
    {
        using Scratch<double> vector = new(_view.Count);
        int end = Math.Min((part + 1) * _perPart, _view.Units);
        for (int unit = part * _perPart; unit < end; unit++)
        {
            _view.Gather(_x, unit, vector.Span);
            _projection.Project(vector.Span);
            _view.Scatter(vector.Span, unit, _result);
        }
    }
}
