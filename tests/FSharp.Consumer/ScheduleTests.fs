module Pullback.FSharpConsumer.ScheduleTests

open Pullback.Optimizers
open Xunit

[<Fact>]
let ``schedules are values of their own types`` () =
    let schedules: (Schedule * (Schedule -> bool)) list =
        [
            Schedule.Constant 0.1, (fun s -> s :? ConstantSchedule)
            Schedule.StepDecay(0.1, 0.5, 10), (fun s -> s :? StepDecaySchedule)
            Schedule.Exponential(0.1, 0.9), (fun s -> s :? ExponentialSchedule)
            Schedule.ExponentialDecay(0.1, 0.9), (fun s -> s :? ExponentialDecaySchedule)
            Schedule.InverseTime(0.1, 0.1), (fun s -> s :? InverseTimeSchedule)
            Schedule.Cosine(0.1, 10), (fun s -> s :? CosineSchedule)
            Schedule.CosineWave(0.1, 0.01, 10), (fun s -> s :? CosineWaveSchedule)
            Schedule.WarmupCosine(peak = 0.1, warmupSteps = 2, totalSteps = 10), (fun s -> s :? WarmupSchedule)
            Schedule.Linear(0.1, 0.0, 10), (fun s -> s :? LinearSchedule)
            Schedule.Polynomial(0.1, 10, power = 2.0), (fun s -> s :? PolynomialSchedule)
            Schedule.CosineRestarts(0.1, 0.0, 5, growth = 2), (fun s -> s :? CosineRestartsSchedule)
            Schedule.InverseSquareRoot(0.1, 10), (fun s -> s :? InverseSquareRootSchedule)
            Schedule.MultiStep(0.1, 0.5, [ 3L; 5L ]), (fun s -> s :? PiecewiseConstantSchedule)
            Schedule.PiecewiseConstant(0.1, [ struct (3L, 0.5) ]), (fun s -> s :? PiecewiseConstantSchedule)
            Schedule.Linear(0.0, 0.1, 5).Then(5, Schedule.Cosine(0.1, 10)), (fun s -> s :? JoinedSchedule)
            Schedule.Constant 2.0 * Schedule.Cosine(0.1, 10), (fun s -> s :? ProductSchedule)
            Schedule.Cosine(0.1, 10).Delayed 3, (fun s -> s :? DelayedSchedule)
            Schedule.Exponential(0.1, 0.9).Bounded(minimum = 0.05), (fun s -> s :? BoundedSchedule)
            Schedule.FromFunc(fun step -> 0.1 / float (step + 1L)), (fun s -> s :? FunctionSchedule)
            Schedule.WarmupInverseSquareRoot(0.1, 4, startAt = 0.01), (fun s -> s :? WarmupSchedule)
            Schedule.InverseSquareRoot(0.1, 10).Advanced 10, (fun s -> s :? AdvancedSchedule)
            Schedule.Noam(modelSize = 512, warmupSteps = 4), (fun s -> s :? NoamSchedule)
            Schedule.SutskeverMomentum(maximum = 0.99, every = 2), (fun s -> s :? SutskeverMomentumSchedule)
            Schedule.Multiplicative(0.1, [ 0.5; 0.9 ]), (fun s -> s :? MultiplicativeSchedule)
            Schedule.PiecewiseInterpolated [ struct (0.0, 0.1); struct (9.0, 1.0) ],
            (fun s -> s :? PiecewiseInterpolatedSchedule)
            Schedule.PiecewiseInterpolated([ struct (0.0, 0.1) ], Interpolation.Cosine),
            (fun s -> s :? PiecewiseInterpolatedSchedule)
            Schedule.Triangular(0.1, 1.0, 4, stepsBack = 3L, cycleFactor = 0.5), (fun s -> s :? CyclicSchedule)
            Schedule.Cyclic(0.1, 1.0, stepsUp = 4, stepFactor = 0.9).LearningRate, (fun s -> s :? CyclicSchedule)
            Schedule.OneCycle(1.0, 100, shape = Interpolation.Linear).Momentum,
            (fun s -> s :? PiecewiseInterpolatedSchedule)
            Schedule.LinearOneCycle(1.0, 100), (fun s -> s :? PiecewiseInterpolatedSchedule)
            Schedule.CosineOneCycle(1.0, 100, warmupFraction = 0.2), (fun s -> s :? PiecewiseInterpolatedSchedule)
            Schedule.WarmupStableDecay(0.1, 2, 5, 3, shape = Interpolation.OneMinusSquareRoot),
            (fun s -> s :? WarmupSchedule)
            Schedule.Constant(0.1).AnnealTo(0.01, at = 5, steps = 3), (fun s -> s :? JoinedSchedule)
            Schedule.Sgdr [ CosineCycle(0.1, 10); CosineCycle(0.05, 20, WarmupSteps = 3, Final = 1e-3) ],
            (fun s -> s :? JoinedSchedule)
        ]

    for schedule, isOfItsType in schedules do
        Assert.True(isOfItsType schedule)
        let first: SchedulerState = schedule.Init()
        Assert.Equal(schedule.At 1, schedule.Update(first).Value)
        Assert.Equal(3, schedule.Values(3).Length)

[<Fact>]
let ``a one-cycle drives rate and momentum of one optimizer`` () =
    let cycle: RateAndMomentum = Schedule.OneCycle(peak = 0.1, totalSteps = 100)
    let sgd = Sgd(LearningRate = cycle.LearningRate, Momentum = cycle.Momentum)
    Assert.Equal(0.1, sgd.LearningRate.At 29, 12)
    Assert.Equal(0.85, sgd.Momentum.At 29, 12)
    Assert.Equal(2, (cycle.Sparkline 100).Split('\n').Length)

[<Fact>]
let ``a schedule is a sequence, and draws itself`` () =
    let halving = Schedule.Exponential(1.0, 0.5)
    Assert.Equal([ 1.0; 0.5; 0.25 ], halving.EnumerateValues() |> Seq.truncate 3)
    Assert.Equal(7L, halving.EnumerateValues() |> Seq.findIndex (fun rate -> rate < 0.01) |> int64)
    Assert.Equal("█▃▁  0.25 to 1", halving.Sparkline 3)
    Assert.Equal("▁▃▆█  0.25 to 1", Schedule.Linear(0.25, 1.0, 3).Sparkline(4, width = 10))

[<Fact>]
let ``a plateau is followed by a fold over metrics`` () =
    let plateau = Schedule.ReduceOnPlateau(1.0, factor = 0.5, patience = 0L)
    Assert.True(plateau :? PlateauSchedule)

    let last =
        Seq.fold
            (fun (state: SchedulerState) (metric: float) -> plateau.Update(state, metric))
            (plateau.Init())
            [ 1.0; 1.0; 1.0 ]

    Assert.Equal(0.25, last.Value)
    Assert.True(last :? PlateauState)
    Assert.True(plateau.Warmup(2).Init() :? NestedSchedulerState)

[<Fact>]
let ``numbers multiply schedules from both sides, and schedules compare by their settings`` () =
    let halved = 0.5 * Schedule.Cosine(1.0, 10)
    Assert.Equal(0.5, halved.At 0)
    Assert.Equal(0.5, (Schedule.Cosine(1.0, 10) * 0.5).At 0)
    Assert.True((Schedule.Cosine(1.0, 10) = Schedule.Cosine(1.0, 10)))
