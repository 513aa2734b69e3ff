/// The update rules of gradient descent and of the adaptive optimizers, as F# calls them.
module Pullback.FSharpConsumer.AdaptiveTests

open Pullback.FSharpConsumer.Fixtures
open Pullback.Ops
open Pullback.Optimizers
open Xunit

[<Fact>]
let ``forms of gradient descent step`` () =
    let all: IGradientTransformation list =
        [
            QuasiHyperbolicMomentum(LearningRate = 0.1, MeanWeight = 0.9)
            ScaleByQuasiHyperbolicMomentum(Momentum = 0.9)
            EmaMomentum(Momentum = 0.5, BiasCorrection = true)
            HeavyBall(LearningRate = 0.1, Nesterov = true)
            AggMo(0.0, 0.9, 0.99, LearningRate = 0.1)
            AverageUpdates.Of(Sgd(LearningRate = 0.1), Adam())
            AveragedSgd(LearningRate = 0.1, AverageAfter = 10.0)
            AverageIterates(Power = 0.5)
            OptimisticGradientDescent(LearningRate = 0.1)
            Signum(LearningRate = 1e-2)
            Rprop(InitialSize = 0.1, Form = RpropForm.Backtracking)
            ScaleByRprop(Growth = 1.1)
            ScaleByRpropBacktracking(Shrinkage = 0.4)
        ]

    for transformation in all do
        Transformations.updates transformation (StepInputs<float32>())

[<Fact>]
let ``an optimizer may have other parameters to predict with`` () =
    let averaged: IHasEvaluationParameters =
        AveragedSgd(LearningRate = 0.1, AverageAfter = 0.0)

    let result = averaged.Step(parameters (), gradients (), averaged.Init(parameters ()))
    Assert.Equal(result.Parameters, averaged.EvaluationParameters(result.Parameters, result.State))
    let chain = Chain.Of(ClipByGlobalNorm 1.0, averaged)
    let clipped = chain.Step(parameters (), gradients (), chain.Init(parameters ()))
    Assert.Equal(clipped.Parameters, chain.EvaluationParameters(clipped.Parameters, clipped.State))
