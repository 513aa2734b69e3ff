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
        ]

    for schedule, isOfItsType in schedules do
        Assert.True(isOfItsType schedule)
        let first: SchedulerState = schedule.Init()
        Assert.Equal(schedule.At 1, schedule.Update(first).Value)
        Assert.Equal(3, schedule.Values(3).Length)

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
