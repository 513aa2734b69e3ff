module Pullback.FSharpConsumer.LearningRateFreeTests

open Pullback.FSharpConsumer.Fixtures
open Pullback.Ops
open Pullback.Optimizers
open Xunit

[<Fact>]
let ``rules that find their own rate step`` () =
    let all: IGradientTransformation list =
        [
            Cocob(Caution = 50.0, WeightDecay = 1e-3)
            Chain.Of(ScaleByLearningRate 1.0, ScaleByCoinBetting())
            Dog(InitialDistance = 1e-3)
            Chain.Of(ScaleByDog(), ScaleByLearningRate 1.0)
            Dowg(WeightDecay = 1e-3)
            Chain.Of(ScaleByDowg(Epsilon = 1e-6), ScaleByLearningRate 1.0)
            Prodigy(LearningRate = Schedule.Cosine(1.0, 100), BiasCorrection = true, WeightDecay = 1e-2)
            ScaleByProdigy(Beta3 = 0.9)
            DAdaptAdamW(GrowthLimit = 1.02)
            ScaleByDAdaptAdam(InitialDistance = 1e-4)
            Momo(LearningRate = 0.5, EstimatesBound = true)
            ScaleByMomo(LowerBound = -1.0)
            MomoAdam(WeightDecay = 1e-2, DecayForm = MomoDecay.Decoupled)
            ScaleByMomoAdam()
            Mechanic(Adam(LearningRate = 1.0), InitialScale = 1e-3, MemoryCount = 3)
        ]

    for transformation in all do
        Transformations.updates transformation (StepInputs<float32>(Loss = 1.0))

[<Fact>]
let ``Mechanic shows its scale and what each memory bets`` () =
    let mechanic = Mechanic(Sgd(LearningRate = 1.0))

    let result =
        mechanic.Step(parameters (), gradients (), mechanic.Init(parameters ()))

    match result.State with
    | :? MechanicState<float32> as state ->
        let memories: MechanicMemory list = List.ofSeq state.Memories
        Assert.Equal(6, memories.Length)
        Assert.Equal(state.Scale, memories |> List.sumBy _.Scale, 12)
        Assert.True(state.Scale > 0.0)
    | other -> failwith $"a state of Mechanic was expected, not {other}"
