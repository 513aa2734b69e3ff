module Pullback.FSharpConsumer.OptimizerTests

open System
open FSharpModels
open Pullback.FSharpConsumer.Fixtures
open Pullback.FSharpConsumer.GraphTests
open Pullback.Ops
open Pullback.Optimizers
open Xunit

[<Fact>]
let ``training is a fold over batches`` () =
    let x, labels = circle
    let key = RandomKey 1
    let optimizer = AdamW(LearningRate = 3e-2, WeightDecay = 1e-4)
    let parameters = SmallNet.Initialize<float32> key

    let train (current: StepResult<float32>) (step: int) =
        let evaluation = SmallNet.Evaluate(current.Parameters, x, labels, key.Fold step)
        optimizer.Step(current.Parameters, evaluation.Gradients, current.State)

    let loss parameters =
        SmallNet.Evaluate(parameters, x, labels, key).Loss

    let trained =
        Seq.fold train (StepResult(parameters, optimizer.Init parameters)) (seq { 1..200 })

    Assert.True(loss trained.Parameters < 0.5f * loss parameters)
    Assert.Equal(200L, trained.State.Step)

[<Fact>]
let ``With changes a copy, and a schedule in the middle keeps the state`` () =
    let adam = Adam(LearningRate = 1e-3)
    let faster = adam.With(learningRate = 1e-2, beta1 = 0.8)
    Assert.Equal(1e-2, faster.LearningRate.At 0)
    Assert.Equal(0.8, faster.Beta1.At 0)
    Assert.Equal(1e-3, adam.LearningRate[5L])
    let result = adam.Step(parameters (), gradients (), adam.Init(parameters ()))
    let next = faster.Step(result.Parameters, gradients (), result.State)
    Assert.Equal(2L, next.State.Step)

[<Fact>]
let ``chains are made of lists and of arguments`` () =
    let clip: IGradientTransformation = ClipByGlobalNorm 1.0
    let rest: IGradientTransformation list = [ ScaleByAdam(); ScaleByLearningRate 0.1 ]
    let chain = Chain.Of(clip :: rest)
    Assert.Equal(3, chain.Items.Count)
    Assert.Equal(Chain.Of(clip, rest[0], rest[1]), chain)
    let result = chain.Step(parameters (), gradients (), chain.Init(parameters ()))
    Assert.NotEqual(parameters (), result.Parameters)
    Assert.Contains("ClipByGlobalNorm", string chain)

[<Fact>]
let ``every transformation steps`` () =
    let all: IGradientTransformation list =
        [
            Sgd(LearningRate = 0.1, Momentum = 0.9, Nesterov = true)
            Adam()
            AdamW(DecayMask = ParameterFilter.RankAtLeast 2)
            Trace(Momentum = 0.5)
            ScaleByVelocity(LearningRate = 0.1)
            AddDecayedWeights 0.1
            AdaGrad(InitialAccumulator = 0.1)
            AdaDelta(Decay = 0.95)
            Adamax(LearningRate = 1e-2)
            AdamaxW(WeightDecay = 1e-3)
            AmsGrad(Beta2 = 0.99)
            Lion(LearningRate = 1e-3)
            Nadam(MomentumDecay = 1e-3)
            RectifiedAdam(EpsilonBeforeCorrection = true)
            RmsProp(Centered = true, Momentum = 0.5)
            SignSgd(Momentum = 0.9)
            ScaleByAccumulatedSquares()
            ScaleByAdaDelta()
            ScaleByAdamax()
            ScaleByAmsGrad()
            ScaleByAverage(Decay = 0.5)
            ScaleByLion()
            ScaleByNadam()
            ScaleByOptimism(Optimism = 0.5)
            ScaleByRectifiedAdam()
            ScaleByRootMeanSquare()
            ScaleBySign()
            ScaleByStandardDeviation(EpsilonRoot = 1e-6)
            ClipByValue 0.5
            ClipByNorm 0.5
            ClipByBlockRootMeanSquare 0.5
            ScaleByTrustRatio(TrustCoefficient = 0.1)
            ScaleByPolyak(LeastLoss = 0.5)
            PolyakSgd(LearningRate = 0.5)
            Scale -1.0
            PulledBack(Pull = 0.5)
            ClippedDescent.Create 0.1
            Chain.Of(Freeze(ParameterFilter.Named "*.bias"), Sgd(LearningRate = 0.1))
        ]

    for transformation in all do
        Transformations.updates transformation (StepInputs<float32>(Loss = 1.0))

[<Fact>]
let ``states are of their own types, print and list their tensors`` () =
    let adam = Adam()
    let state = adam.Init(parameters ())
    Assert.NotEmpty state.Tensors
    Assert.Contains("step 0", string state)
    let chain = Chain.Of(ClipByGlobalNorm 1.0, Adam())
    Assert.False((chain.Init(parameters ()) = state))

    let refused =
        Assert.Throws<ArgumentException>(fun () ->
            Sgd(Momentum = 0.9).Step(parameters (), gradients (), state) |> ignore)

    Assert.Contains("Adam", refused.Message)

/// Gradient descent as an object expression: what the interface asks for, and no more.
let descent rate =
    let scale = ScaleByLearningRate rate

    { new IGradientTransformation with
        member _.Init parameters = scale.Init parameters

        member _.Update(gradients, state, parameters, inputs) =
            scale.Update(gradients, state, parameters, inputs)
    }

[<Fact>]
let ``an object expression is an optimizer like any other`` () =
    let own = descent (Schedule.Constant 0.5)
    let result = own.Step(parameters (), gradients (), own.Init(parameters ()))
    Assert.Equal(0.5 * parameters (), result.Parameters)
    let chain = Chain.Of(ClipByGlobalNorm 1.0, own)
    let clipped = chain.Step(parameters (), gradients (), chain.Init(parameters ()))
    Assert.Equal(0.5, (clipped.Parameters - parameters ()).Norm(), 5)

[<Fact>]
let ``a step may reuse the buffers that it is given`` () =
    let sgd = Sgd(LearningRate = 0.5)
    let given = parameters ()
    let result = sgd.Step(given, gradients (), sgd.Init given, donate = true)
    Assert.True given.IsDonated
    Assert.Equal(0.5 * parameters (), result.Parameters)

[<Fact>]
let ``inputs beyond gradients are optional`` () =
    let inputs =
        StepInputs<float32>(Loss = 1.0, Metric = 2.0, Gradient = (fun at -> LossAndGradients(at.Norm(), at)))

    Assert.Equal(1.0, StepInputs<float32>.RequireLoss(inputs, "a test"))

    Assert.Contains(
        "Curvature",
        Assert
            .Throws<InvalidOperationException>(fun () ->
                StepInputs<float32>.RequireCurvature(inputs, "a test") |> ignore)
            .Message
    )

    let sgd = Sgd()
    Assert.NotEqual(parameters (), sgd.Step(parameters (), gradients (), sgd.Init(parameters ()), inputs).Parameters)

[<Fact>]
let ``bad settings are refused by name, bound and value`` () =
    let refused =
        Assert.Throws<ArgumentOutOfRangeException>(fun () -> Adam(Beta1 = 1.5) |> ignore)

    Assert.Contains("Beta1", refused.Message)
    Assert.Contains("1.5", refused.Message)

    Assert.Throws<ArgumentOutOfRangeException>(fun () -> Require.Positive(0.0, "rate") |> ignore)
    |> ignore
