using System.Globalization;
using Xunit;

namespace Pullback.Optimizers.Tests.Schedules;

/// <summary>Every argument of every factory is held to its bound, and the exception names the argument, the bound and the value.</summary>
public sealed class ScheduleArgumentTests
{
    private const double Nan = double.NaN;
    private const double Infinite = double.PositiveInfinity;

    private static readonly (string Name, string Bound, object Value, Func<object> Make)[] Cases =
    [
        ("peak", "must be finite", Nan, () => Schedule.WarmupCosine(Nan, 1, 10)),
        ("initial", "must be finite", Nan, () => Schedule.StepDecay(Nan, 0.5, 1)),
        ("factor", "must be finite and at least 0", -1.0, () => Schedule.StepDecay(1, -1, 1)),
        ("every", "must be at least 1", 0, () => Schedule.StepDecay(1, 0.5, 0)),
        ("milestones[1]", "must be at least 0", -3, () => Schedule.MultiStep(1, 0.5, [7, -3])),
        ("factor", "must be finite", Nan, () => Schedule.MultiStep(1, Nan, [7])),
        ("changes[1].Step", "must be at least 0", -3, () => Schedule.PiecewiseConstant(1, [(7, 1), (-3, 1)])),
        ("changes[0].Factor", "must be finite", Nan, () => Schedule.PiecewiseConstant(1, [(3, Nan)])),
        ("initial", "must be finite", Infinite, () => Schedule.PiecewiseConstant(Infinite, [])),
        ("factor", "must be finite and greater than 0", 0.0, () => Schedule.Exponential(1, 0)),
        ("every", "must be at least 1", -1, () => Schedule.Exponential(1, 0.5, -1)),
        ("rate", "must be finite and at least 0", -0.5, () => Schedule.ExponentialDecay(1, -0.5)),
        ("rate", "must be finite and at least 0", Nan, () => Schedule.InverseTime(1, Nan)),
        ("scale", "must be at least 1", 0, () => Schedule.InverseSquareRoot(1, 0)),
        ("warmupSteps", "must be at least 1", 0, () => Schedule.WarmupInverseSquareRoot(1, 0)),
        ("startAt", "must be finite", Nan, () => Schedule.WarmupInverseSquareRoot(1, 2, Nan)),
        ("steps", "must be at least 1", 0, () => Schedule.Linear(1, 0, 0)),
        ("final", "must be finite", Infinite, () => Schedule.Linear(1, Infinite, 1)),
        ("power", "must be finite and greater than 0", 0.0, () => Schedule.Polynomial(1, 10, power: 0)),
        ("exponent", "must be finite and greater than 0", -2.0, () => Schedule.Cosine(1, 10, exponent: -2)),
        ("halfPeriod", "must be at least 1", 0, () => Schedule.CosineWave(1, 0, 0)),
        ("totalSteps", "must be greater than warmupSteps, 5", 5, () => Schedule.WarmupCosine(1, 5, 5)),
        ("growth", "must be at least 1", 0, () => Schedule.CosineRestarts(1, 0, 5, 0)),
        ("Steps", "must be greater than WarmupSteps, 6", 5, () => new CosineCycle(1, 5) { WarmupSteps = 6 }),
        ("WarmupSteps", "must be at least 0", -1, () => new CosineCycle(1, 5) { WarmupSteps = -1 }),
        ("Exponent", "must be finite and greater than 0", 0.0, () => new CosineCycle(1, 5) { Exponent = 0 }),
        ("Final", "must be finite", Nan, () => new CosineCycle(1, 5) { Final = Nan }),
        ("StartAt", "must be finite", Nan, () => new CosineCycle(1, 5) { StartAt = Nan }),
        ("peak", "must be finite", Nan, () => new CosineCycle(Nan, 5)),
        ("steps", "must be at least 1", 0, () => new CosineCycle(1, 0)),
        ("points[0].Step", "must be finite", Nan, () => Schedule.PiecewiseInterpolated([(Nan, 1)])),
        ("points[1].Value", "must be finite", Infinite, () => Schedule.PiecewiseInterpolated([(9, 1), (0, Infinite)])),
        (
            "shape",
            "must be one of Linear, Cosine, OneMinusSquareRoot",
            9,
            () => Schedule.PiecewiseInterpolated([(0, 1)], (Interpolation)9)
        ),
        ("peak", "must be finite and at least 0", Nan, () => Schedule.OneCycle(Nan, 10)),
        ("peak", "must be finite and at least 0", -1.0, () => Schedule.OneCycle(-1, 10)),
        ("peak", "must be finite and at least 0", -1.0, () => Schedule.LinearOneCycle(-1, 10)),
        ("peak", "must be finite and at least 0", -1.0, () => Schedule.CosineOneCycle(-1, 10)),
        ("lowMomentum", "must not be above highMomentum, 0.95", 0.96, () => Schedule.OneCycle(1, 10, lowMomentum: 0.96)),
        ("totalSteps", "must be at least 1", 0, () => Schedule.OneCycle(1, 0)),
        ("warmupFraction", "must be at least 0 and at most 1", 1.5, () => Schedule.OneCycle(1, 10, 1.5)),
        ("initialDivisor", "must be finite and greater than 0", 0.0, () => Schedule.OneCycle(1, 10, initialDivisor: 0)),
        ("finalDivisor", "must be finite and greater than 0", Nan, () => Schedule.OneCycle(1, 10, finalDivisor: Nan)),
        ("lowMomentum", "must be at least 0 and less than 1", -0.1, () => Schedule.OneCycle(1, 10, lowMomentum: -0.1)),
        ("highMomentum", "must be at least 0 and less than 1", 1.0, () => Schedule.OneCycle(1, 10, highMomentum: 1)),
        (
            "returnFraction",
            "must be at least warmupFraction, 0.3",
            0.2,
            () => Schedule.LinearOneCycle(1, 10, returnFraction: 0.2)
        ),
        ("returnFraction", "must be at least 0 and at most 1", 1.2, () => Schedule.LinearOneCycle(1, 10, returnFraction: 1.2)),
        ("warmupFraction", "must be at least 0 and at most 1", Nan, () => Schedule.LinearOneCycle(1, 10, warmupFraction: Nan)),
        ("totalSteps", "must be at least 1", 0, () => Schedule.LinearOneCycle(1, 0)),
        ("finalDivisor", "must be finite and greater than 0", 0.0, () => Schedule.CosineOneCycle(1, 10, finalDivisor: 0)),
        ("totalSteps", "must be at least 1", -4, () => Schedule.CosineOneCycle(1, -4)),
        ("start", "must be finite", Nan, () => Schedule.Triangular(Nan, 1, 2)),
        ("stepsThere", "must be at least 1", 0, () => Schedule.Triangular(0, 1, 0)),
        ("stepsBack", "must be at least 1", 0, () => Schedule.Triangular(0, 1, 1, 0)),
        ("cycleFactor", "must be finite and at least 0", -1.0, () => Schedule.Triangular(0, 1, 1, cycleFactor: -1)),
        ("stepFactor", "must be finite and at least 0", Nan, () => Schedule.Cyclic(0, 1, 1, stepFactor: Nan)),
        ("low", "must be finite", Nan, () => Schedule.Cyclic(Nan, 1)),
        ("high", "must be finite", Nan, () => Schedule.Cyclic(1, Nan)),
        ("low", "must not be above high, 0.5", 1.0, () => Schedule.Cyclic(1, 0.5)),
        ("lowMomentum", "must not be above highMomentum, 0.9", 0.95, () => Schedule.Cyclic(0, 1, lowMomentum: 0.95)),
        ("stepsUp", "must be at least 1", 0, () => Schedule.Cyclic(0, 1, 0)),
        ("stepsDown", "must be at least 1", 0, () => Schedule.Cyclic(0, 1, 1, 0)),
        ("lowMomentum", "must be at least 0 and less than 1", 2.0, () => Schedule.Cyclic(0, 1, lowMomentum: 2)),
        ("highMomentum", "must be at least 0 and less than 1", Nan, () => Schedule.Cyclic(0, 1, highMomentum: Nan)),
        ("modelSize", "must be at least 1", 0, () => Schedule.Noam(0, 10)),
        ("warmupSteps", "must be at least 1", 0, () => Schedule.Noam(10, 0)),
        ("factor", "must be finite", Nan, () => Schedule.Noam(10, 10, Nan)),
        ("maximum", "must be at least 0 and less than 1", 1.0, () => Schedule.SutskeverMomentum(1)),
        ("every", "must be at least 1", 0, () => Schedule.SutskeverMomentum(0.9, 0)),
        ("initial", "must be finite", Nan, () => Schedule.Multiplicative(Nan, [])),
        ("factors[0]", "must be finite", Infinite, () => Schedule.Multiplicative(1, [Infinite])),
        ("peak / initialDivisor", "must be finite", Infinite, () => Schedule.OneCycle(1, 5, initialDivisor: 1e-310)),
        ("peak", "must be finite", Nan, () => Schedule.WarmupStableDecay(Nan, 1, 1, 1)),
        ("warmupSteps", "must be at least 0", -1, () => Schedule.WarmupStableDecay(1, -1, 1, 1)),
        ("stableSteps", "must be at least 0", -1, () => Schedule.WarmupStableDecay(1, 1, -1, 1)),
        ("decaySteps", "must be at least 0", -1, () => Schedule.WarmupStableDecay(1, 1, 1, -1)),
        ("final", "must be finite", Nan, () => Schedule.WarmupStableDecay(1, 1, 1, 1, Nan)),
        ("at", "must be at least 0", -1, () => Schedule.Constant(1).AnnealTo(0, -1, 1)),
        ("steps", "must be at least 0", -1, () => Schedule.Constant(1).AnnealTo(0, 1, -1)),
        ("final", "must be finite", Nan, () => Schedule.Constant(1).AnnealTo(Nan, 1, 1)),
        ("steps", "must be at least 0", -1, () => Schedule.Constant(1).Warmup(-1)),
        ("steps", "must be at least 0", -1, () => Schedule.Constant(1).Delayed(-1)),
        ("steps", "must be at least 0", -1, () => Schedule.Constant(1).Advanced(-1)),
        ("at", "must be at least 0", -1, () => Schedule.Constant(1).Then(-1, 2)),
        ("minimum", "must not be above maximum, 1", 2.0, () => Schedule.Constant(1).Bounded(2, 1)),
        ("minimum", "must not be above maximum, NaN", 0.0, () => Schedule.Constant(1).Bounded(0, Nan)),
        ("minimum", "must be finite, or negative infinity for none", Nan, () => Schedule.Constant(1).Bounded(Nan)),
        ("minimum", "must be finite, or negative infinity for none", Infinite, () => Schedule.Constant(1).Bounded(Infinite)),
        (
            "maximum",
            "must be finite, or positive infinity for none",
            -Infinite,
            () => Schedule.Constant(1).Bounded(maximum: -Infinite)
        ),
        ("factor", "must be finite", Nan, () => Nan * Schedule.Linear(1, 0, 5)),
        ("factor", "must be finite", Infinite, () => Schedule.Linear(1, 0, 5) * Infinite),
        ("left", "must be finite", Nan, () => Schedule.Constant(Nan) * Schedule.Linear(1, 0, 5)),
        ("right", "must be finite", Infinite, () => Schedule.Linear(1, 0, 5) * Schedule.Constant(Infinite)),
        ("initial", "must be finite and at least 0", -1.0, () => Schedule.ReduceOnPlateau(-1)),
        ("factor", "must be greater than 0 and less than 1", 1.0, () => Schedule.ReduceOnPlateau(1, factor: 1)),
        ("patience", "must be at least 0", -1, () => Schedule.ReduceOnPlateau(1, patience: -1)),
        ("threshold", "must be finite and at least 0", Nan, () => Schedule.ReduceOnPlateau(1, threshold: Nan)),
        ("cooldown", "must be at least 0", -1, () => Schedule.ReduceOnPlateau(1, cooldown: -1)),
        ("minimum", "must be finite and at least 0", -1.0, () => Schedule.ReduceOnPlateau(1, minimum: -1)),
        ("minimum", "must not be above initial, 0.1", 1.0, () => Schedule.ReduceOnPlateau(0.1, minimum: 1)),
        ("smallestChange", "must be finite and at least 0", Nan, () => Schedule.ReduceOnPlateau(1, smallestChange: Nan)),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_bad_argument_is_named_with_bound_and_value(int row)
    {
        (string name, string bound, object value, Func<object> make) = Cases[row];
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => make());
        Assert.Equal(name, refused.ParamName);
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"{name} {bound}, but is {value}."),
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nothing_to_make_a_schedule_of_is_refused()
    {
        Assert.Equal("points", Assert.Throws<ArgumentException>(() => Schedule.PiecewiseInterpolated([])).ParamName);
        Assert.Equal("cycles", Assert.Throws<ArgumentException>(() => Schedule.Sgdr([])).ParamName);
        Assert.Equal("points", Assert.Throws<ArgumentNullException>(() => Schedule.PiecewiseInterpolated(null!)).ParamName);
        Assert.Equal("cycles", Assert.Throws<ArgumentNullException>(() => Schedule.Sgdr(null!)).ParamName);
        Assert.Equal("cycles[0]", Assert.Throws<ArgumentNullException>(() => Schedule.Sgdr([null!])).ParamName);
        Assert.Equal("factors", Assert.Throws<ArgumentNullException>(() => Schedule.Multiplicative(1, null!)).ParamName);
        Assert.Equal("changes", Assert.Throws<ArgumentNullException>(() => Schedule.PiecewiseConstant(1, null!)).ParamName);
        Assert.Equal("milestones", Assert.Throws<ArgumentNullException>(() => Schedule.MultiStep(1, 1, null!)).ParamName);
        Assert.Equal("function", Assert.Throws<ArgumentNullException>(() => Schedule.FromFunc(null!)).ParamName);
    }
}
