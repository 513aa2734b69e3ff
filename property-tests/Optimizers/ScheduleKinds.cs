using FsCheck;
using FsCheck.Fluent;
using Pullback.Optimizers;

namespace Pullback.PropertyTests.Optimizers;

/// <summary>A schedule with what holds for its values by its settings.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Least">No value is less.</param>
/// <param name="Largest">No value is larger.</param>
/// <param name="Steepest">By how much two values in a row differ at most; infinite for schedules that jump.</param>
public sealed record ScheduleSample(Schedule Schedule, double Least, double Largest, double Steepest = double.PositiveInfinity);

/// <summary>Random schedules of every kind, by the name of the factory.</summary>
internal static class ScheduleKinds
{
    public static readonly Gen<double> Rate = Gen.Choose(1, 10_000).Select(i => i / 10_000.0);

    public static readonly Gen<Interpolation> Shapes = Gen.Elements(Enum.GetValues<Interpolation>());

    public static readonly Gen<RateAndMomentum> OneCycles =
        from peak in Rate
        from steps in Gen.Choose(1, 80)
        from share in Gen.Choose(0, 100)
        from shape in Shapes
        from threePhases in Gen.Elements(false, true)
        select Schedule.OneCycle(peak, steps, share / 100.0, shape, threePhases: threePhases);

    public static readonly Gen<RateAndMomentum> Cycles =
        from high in Rate
        from share in Rate
        from up in Gen.Choose(1, 20)
        from down in Gen.Choose(1, 20)
        from cycleFactor in Rate
        from stepFactor in Rate
        select Schedule.Cyclic(high * share, high, up, down, cycleFactor, stepFactor);

    private static readonly Gen<int> Steps = Gen.Choose(1, 40);

    /// <summary>Two values, in either order.</summary>
    private static readonly Gen<(double From, double To)> Ends = Rate.Zip(Rate).Select(pair => (pair.Item1, pair.Item2));

    public static readonly IReadOnlyDictionary<string, Gen<ScheduleSample>> All = new Dictionary<string, Gen<ScheduleSample>>
    {
        [nameof(Schedule.Constant)] = Rate.Select(rate => new ScheduleSample(Schedule.Constant(rate), rate, rate, 0)),
        [nameof(Schedule.FromFunc)] = Rate.Select(rate => new ScheduleSample(
            Schedule.FromFunc(step => rate / (step + 1.0)),
            0,
            rate,
            rate / 2
        )),
        [nameof(Schedule.StepDecay)] =
            from initial in Rate
            from factor in Rate
            from every in Gen.Choose(1, 20)
            select new ScheduleSample(Schedule.StepDecay(initial, factor, every), 0, initial),
        [nameof(Schedule.MultiStep)] =
            from initial in Rate
            from factor in Rate
            from milestones in Gen.Choose(0, 90).ArrayOf()
            select new ScheduleSample(Schedule.MultiStep(initial, factor, milestones.Select(step => (long)step)), 0, initial),
        [nameof(Schedule.PiecewiseConstant)] =
            from initial in Rate
            from changes in Gen.Choose(0, 90).Zip(Rate).ArrayOf()
            select new ScheduleSample(
                Schedule.PiecewiseConstant(initial, changes.Select(change => ((long)change.Item1, change.Item2))),
                0,
                initial
            ),
        [nameof(Schedule.PiecewiseInterpolated)] =
            from points in Gen.Choose(0, 90).Zip(Rate).NonEmptyListOf()
            from shape in Shapes
            select new ScheduleSample(
                Schedule.PiecewiseInterpolated(points.Select(point => ((double)point.Item1, point.Item2)), shape),
                points.Min(point => point.Item2),
                points.Max(point => point.Item2)
            ),
        [nameof(Schedule.Multiplicative)] =
            from initial in Rate
            from factors in Rate.ArrayOf()
            select new ScheduleSample(Schedule.Multiplicative(initial, factors), 0, initial),
        [nameof(Schedule.Exponential)] =
            from initial in Rate
            from factor in Rate
            from every in Gen.Choose(1, 20)
            let first = initial * Math.Pow(factor, 1.0 / every)
            select new ScheduleSample(Schedule.Exponential(initial, factor, every), 0, initial, initial - first),
        [nameof(Schedule.ExponentialDecay)] =
            from initial in Rate
            from rate in Rate
            let first = initial * Math.Exp(-rate)
            select new ScheduleSample(Schedule.ExponentialDecay(initial, rate), 0, initial, initial - first),
        [nameof(Schedule.InverseTime)] =
            from initial in Rate
            from rate in Rate
            from every in Gen.Choose(1, 5)
            let first = initial / (1 + rate)
            select new ScheduleSample(Schedule.InverseTime(initial, rate, every), 0, initial, initial - first),
        [nameof(Schedule.InverseSquareRoot)] =
            from peak in Rate
            from scale in Steps
            select new ScheduleSample(Schedule.InverseSquareRoot(peak, scale), 0, peak, RootFall(peak, scale)),
        [nameof(Schedule.WarmupInverseSquareRoot)] =
            from peak in Rate
            from warmup in Steps
            select new ScheduleSample(
                Schedule.WarmupInverseSquareRoot(peak, warmup),
                0,
                peak,
                Math.Max(peak / warmup, RootFall(peak, warmup))
            ),
        [nameof(Schedule.Noam)] =
            from modelSize in Gen.Choose(1, 600)
            from warmup in Steps
            let peak = 1 / Math.Sqrt((double)modelSize * warmup)
            select new ScheduleSample(Schedule.Noam(modelSize, warmup), 0, peak, peak / warmup),
        [nameof(Schedule.Linear)] =
            from ends in Ends
            from steps in Steps
            select Between(Schedule.Linear(ends.From, ends.To, steps), ends, 1.0 / steps),
        [nameof(Schedule.Polynomial)] =
            from ends in Ends
            from steps in Steps
            from power in Gen.Choose(2, 8)
            from cycle in Gen.Elements(false, true)
            let steepest = cycle ? double.PositiveInfinity : power / 2.0 / steps
            select Between(Schedule.Polynomial(ends.From, steps, ends.To, power / 2.0, cycle), ends, steepest),
        [nameof(Schedule.Cosine)] =
            from ends in Ends
            from steps in Steps
            from exponent in Gen.Choose(2, 8)
            select Between(
                Schedule.Cosine(ends.From, steps, ends.To, exponent / 2.0),
                ends,
                exponent / 2.0 * Steepness(Interpolation.Cosine, steps)
            ),
        [nameof(Schedule.CosineWave)] =
            from ends in Ends
            from steps in Steps
            select Between(Schedule.CosineWave(ends.From, ends.To, steps), ends, Steepness(Interpolation.Cosine, steps)),
        [nameof(Schedule.CosineRestarts)] =
            from ends in Ends
            from steps in Steps
            from growth in Gen.Choose(1, 3)
            select Between(Schedule.CosineRestarts(ends.From, ends.To, steps, growth), ends, double.PositiveInfinity),
        [nameof(Schedule.Sgdr)] =
            from peaks in Rate.Zip(Steps).NonEmptyListOf()
            from warmup in Gen.Choose(0, 10)
            select new ScheduleSample(
                Schedule.Sgdr(peaks.Select(peak => new CosineCycle(peak.Item1, peak.Item2 + warmup) { WarmupSteps = warmup })),
                0,
                peaks.Max(peak => peak.Item1)
            ),
        [nameof(Schedule.WarmupCosine)] =
            from peak in Rate
            from warmup in Gen.Choose(0, 20)
            from rest in Steps
            select new ScheduleSample(
                Schedule.WarmupCosine(peak, warmup, warmup + rest),
                0,
                peak,
                peak * Math.Max(1.0 / Math.Max(1, warmup), Steepness(Interpolation.Cosine, rest))
            ),
        [nameof(Schedule.WarmupStableDecay)] =
            from peak in Rate
            from stable in Gen.Choose(0, 20)
            from decay in Gen.Choose(0, 30)
            from shape in Shapes
            select new ScheduleSample(
                Schedule.WarmupStableDecay(peak, 5, stable, decay, peak / 100, shape),
                0,
                peak,
                peak * Math.Max(0.2, Steepness(shape, decay))
            ),
        [nameof(Schedule.OneCycle)] = OneCycles.SelectMany(cycle =>
            Gen.Elements(OfOneCycle(cycle.LearningRate), new ScheduleSample(cycle.Momentum, 0.85, 0.95))
        ),
        [nameof(Schedule.LinearOneCycle)] =
            from peak in Rate
            from steps in Gen.Choose(1, 80)
            from warmup in Gen.Choose(0, 80)
            select OfOneCycle(Schedule.LinearOneCycle(peak, steps, warmup / 100.0)),
        [nameof(Schedule.CosineOneCycle)] =
            from peak in Rate
            from steps in Gen.Choose(1, 80)
            from warmup in Gen.Choose(0, 100)
            select OfOneCycle(Schedule.CosineOneCycle(peak, steps, warmup / 100.0)),
        [nameof(Schedule.Cyclic)] = Cycles.SelectMany(cycle =>
            Gen.Elements(OfTriangle(cycle.LearningRate), new ScheduleSample(cycle.Momentum, 0.8, 0.9))
        ),
        [nameof(Schedule.Triangular)] =
            from ends in Ends
            from there in Steps
            from back in Steps
            select Between(Schedule.Triangular(ends.From, ends.To, there, back), ends, 1.0 / Math.Min(there, back)),
        [nameof(Schedule.SutskeverMomentum)] =
            from maximum in Rate
            from every in Gen.Choose(1, 10)
            let most = Math.Min(maximum, 0.999)
            select new ScheduleSample(Schedule.SutskeverMomentum(most, every), Math.Min(0.5, most), most, 0.25),
        [nameof(Schedule.HalfLife)] =
            from ends in Ends
            from steps in Steps
            let decays = (From: 0.999 * ends.From, To: 0.999 * ends.To)
            select Between(Schedule.HalfLife(decays.From, decays.To, steps), decays, double.PositiveInfinity),
    };

    /// <summary>A schedule between two values, whose steepest step is a share of their distance.</summary>
    private static ScheduleSample Between(Schedule schedule, (double From, double To) ends, double steepest) =>
        new(
            schedule,
            Math.Min(ends.From, ends.To),
            Math.Max(ends.From, ends.To),
            double.IsInfinity(steepest) ? steepest : Math.Abs(ends.To - ends.From) * steepest
        );

    /// <summary>The rate of one cycle, with the default divisors.</summary>
    private static ScheduleSample OfOneCycle(Schedule rate)
    {
        double peak = ((PiecewiseInterpolatedSchedule)rate).Points.Max(point => point.Value);
        return new(rate, peak / 25 / 1e4, peak);
    }

    private static ScheduleSample OfTriangle(Schedule rate)
    {
        CyclicSchedule triangle = (CyclicSchedule)rate;
        return new(rate, triangle.Start, triangle.Turn);
    }

    /// <summary>The steepest place of each curve, everywhere, in the middle, in the first step; a way without steps is a jump.</summary>
    private static double Steepness(Interpolation shape, int steps) =>
        steps == 0 ? 1
        : shape == Interpolation.Cosine ? Math.PI / 2 / steps
        : shape == Interpolation.OneMinusSquareRoot ? Math.Sqrt(1.0 / steps)
        : 1.0 / steps;

    private static double RootFall(double peak, double scale) => peak * (1 - Math.Sqrt(scale / (scale + 1)));
}
