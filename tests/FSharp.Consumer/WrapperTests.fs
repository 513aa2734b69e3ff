module Pullback.FSharpConsumer.WrapperTests

open System
open Pullback.FSharpConsumer.Fixtures
open Pullback.Ops
open Pullback.Optimizers
open Xunit

let private withGradient =
    StepInputs<float32>(Loss = 1.0, Metric = 1.0, Gradient = (fun at -> LossAndGradients(at.Norm(), at)))

[<Fact>]
let ``wrappers are transformations like any other`` () =
    let all: IGradientTransformation list =
        [
            Lookahead(Adam(), SyncPeriod = 5, SlowStepSize = 0.5)
            Sam(Sgd(Momentum = 0.9), Radius = 0.1, Adaptive = true)
            MultiSteps(AdamW(), 4)
            MultiSteps(AdamW(), Schedule.Constant 2.0, UsesMean = false)
            ApplyIfFinite(Adam(), 5)
            SkipLargeUpdates(Adam(), 10.0)
            Masked(Trace(), ParameterFilter.Named "*.bias")
            RestartEvery(ScaleByAdam(), 100)
            Averaged(Adam(), ExponentialAverage(Decay = 0.99, BiasCorrection = true))
            ZeroNans()
            AddL1Penalty 1e-3
            AddElasticNet(L1 = 1e-3, L2 = 1e-2)
            KeepNonNegative(Where = ParameterFilter.RankAtLeast 2)
            NormalizeByGlobalNorm(Epsilon = 1e-8)
            ScaleByMagnitude()
            Chain.Of(Sgd(), ReduceOnPlateau(Factor = 0.5, Patience = 3))
        ]

    for transformation in all do
        Transformations.updates transformation withGradient

[<Fact>]
let ``groups of tensors have optimizers of their own`` () =
    let partition =
        Partition
            .Of(ParameterGroup(ParameterFilter.Named "*.bias", Sgd(LearningRate = 0.1), name = "bias"))
            .Otherwise(AdamW(), "rest")

    Transformations.updates partition (StepInputs<float32>())
    Assert.Equal(2, partition.Groups.Count)
    let uncovered = Partition.Of [ ParameterGroup(ParameterFilter.None, Sgd()) ]

    Assert.Throws<ArgumentException>(fun () -> uncovered.Init(parameters ()) |> ignore)
    |> ignore

[<Fact>]
let ``a hyperparameter in the state changes in mid-run`` () =
    let optimizer =
        InjectHyperparameters(dict [ "LearningRate", 0.1 ], fun values -> Sgd(LearningRate = values["LearningRate"]))

    let first =
        optimizer.Step(parameters (), gradients (), optimizer.Init(parameters ()))

    let slower = first.State.With("LearningRate", 0.01)
    Assert.Equal(0.01, slower.GetScalar "LearningRate")
    let second = optimizer.Step(first.Parameters, gradients (), slower)
    Assert.Equal(0.01, (second.Parameters - first.Parameters).Norm() / gradients().Norm(), 6)

    Assert.Throws<ArgumentOutOfRangeException>(fun () -> slower.With("LearningRate", -1.0) |> ignore)
    |> ignore

/// An average of one's own: only the share of the newest parameters has to be said.
let half =
    { new IParameterAverage with
        member _.InitialWeight = 1.0
        member _.Next(_, weight) = AverageShare(0.5, weight)
    }

[<Fact>]
let ``an average is a fold over parameters`` () =
    let all: IParameterAverage list =
        [
            ExponentialAverage(Decay = 0.5)
            PolyakAverage(Start = 0)
            StochasticWeightAverage(Start = 0, Frequency = 1)
            half
        ]

    for average in all do
        let state =
            Seq.fold
                (fun (state: AverageState<float32>) p -> average.Update(state, p))
                (average.Init(parameters ()))
                [ parameters (); parameters () ]

        Assert.Equal(parameters (), state.Average)
        Assert.Equal(2L, state.Step)

[<Fact>]
let ``snapshots are kept every so many steps or at restarts`` () =
    let keep (snapshots: Snapshots) =
        let state =
            Seq.fold
                (fun (state: SnapshotState<float32>) _ -> snapshots.Update(state, parameters ()))
                (snapshots.Init(parameters ()))
                [ 1..7 ]

        [ for snapshot: Snapshot<float32> in state.Items -> snapshot.Step ]

    Assert.Equal<int64 list>([ 4L; 6L ], keep (Snapshots.Every(2, keep = 2)))
    Assert.Equal<int64 list>([ 2L; 6L ], keep (Snapshots.AtRestarts(Schedule.CosineRestarts(0.1, 0.0, 2, growth = 2))))
