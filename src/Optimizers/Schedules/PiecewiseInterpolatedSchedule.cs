namespace Pullback.Optimizers;

/// <summary>Values at given steps, and curves between them; the first value before, the last one after.</summary>
public sealed class PiecewiseInterpolatedSchedule : Schedule
{
    private readonly (double Step, double Value)[] _points;

    /// <summary>
    /// Takes the points in the order of the way. A point that lies before its predecessor is passed over: so it ends a phase of no step, which is
    /// how phases of a cycle that is too short come out.
    /// </summary>
    internal PiecewiseInterpolatedSchedule(Interpolation shape, params (double Step, double Value)[] points)
    {
        Shape = Require.Defined(shape);
        _points = points;
    }

    /// <summary>The curve between two points.</summary>
    public Interpolation Shape { get; }

    /// <summary>The steps, which need not be whole, and the values there.</summary>
    public IReadOnlyList<(double Step, double Value)> Points => Array.AsReadOnly(_points);

    private protected override double Evaluate(long step)
    {
        if (step < _points[0].Step)
        {
            return _points[0].Value;
        }

        for (int i = 1; i < _points.Length; i++)
        {
            (double start, double from) = _points[i - 1];
            (double end, double to) = _points[i];
            if (step < end)
            {
                return Blend.Of(Shape, step - start, end - start).Between(from, to);
            }
        }

        return _points[^1].Value;
    }

    private protected override SettingsDescription Describe() =>
        new("PiecewiseInterpolated", ("points", new ValueList<(double, double)>(_points)), ("shape", Shape));
}

public abstract partial class Schedule
{
    /// <summary>Values at given steps, and curves between them. Optax's <c>piecewise_interpolate_schedule</c>, with values in place of factors.</summary>
    /// <param name="points">
    /// At least one step with its value, in any order. Steps need not be whole, nor at least 0. Before the first the schedule has the first value, after
    /// the last the last one; of two points at one step, the later one counts from that step on: a jump.
    /// </param>
    /// <param name="shape">The curve between two points.</param>
    /// <returns>The schedule. For jumps only see <see cref="PiecewiseConstant"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="points"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="points"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A step or value is not finite, or the shape is none.</exception>
    public static Schedule PiecewiseInterpolated(
        IEnumerable<(double Step, double Value)> points,
        Interpolation shape = Interpolation.Linear
    )
    {
        ArgumentNullException.ThrowIfNull(points);
        (double Step, double Value)[] given =
        [
            .. points.Select(
                (point, i) =>
                    (
                        Require.Finite(point.Step, ItemName(nameof(points), i, nameof(point.Step))),
                        Require.Finite(point.Value, ItemName(nameof(points), i, nameof(point.Value)))
                    )
            ),
        ];
        return given.Length > 0
            ? new PiecewiseInterpolatedSchedule(shape, [.. given.OrderBy(point => point.Step)])
            : throw new ArgumentException("points must hold at least one point, but is empty.", nameof(points));
    }
}
