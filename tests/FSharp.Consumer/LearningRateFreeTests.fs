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
            Mechanic(Adam(LearningRate = 1.0), InitialScale = 1e-3, MemoryCount = 3)
        ]

    for transformation in all do
        Transformations.updates transformation (StepInputs<float32>(Loss = 1.0))

[<Fact>]
let ``Mechanic shows its scale and what each memory bets`` () =
    let mechanic = Mechanic(Sgd(LearningRate = 1.0))
    let result = mechanic.Step(parameters (), gradients (), mechanic.Init(parameters ()))

    match result.State with
    | :? MechanicState<float32> as state ->
        let memories: MechanicMemory list = List.ofSeq state.Memories
        Assert.Equal(6, memories.Length)
        Assert.Equal(state.Scale, memories |> List.sumBy _.Scale, 12)
        Assert.True(state.Scale > 0.0)
    | other -> failwith $"a state of Mechanic was expected, not {other}"
