module Pullback.FSharpConsumer.NormTests

open Pullback.Ops
open Pullback.Optimizers
open Xunit

[<Fact>]
let ``rules that scale each tensor by norms step`` () =
    let all: IGradientTransformation list =
        [
            Lamb(LearningRate = 1e-2, WeightDecay = 1e-2, RatioMask = ParameterFilter.RankAtLeast 2)
            Lars(Momentum = 0.8, SumsNorms = true)
            Chain.Of(ScaleByLayerRate(TrustCoefficient = 0.01), ScaleByLearningRate 1.0)
            NovoGrad(Beta1 = 0.95, WeightDecay = 1e-3)
            Chain.Of(ScaleByNormAverage(Decay = 0.5), ScaleByLearningRate 0.1)
            Fromage(LearningRate = 0.05)
            Chain.Of(ScaleByTrustRatio(MinNorm = 1e-6), ScaleByFromage(LearningRate = 0.05))
        ]

    for transformation in all do
        Transformations.updates transformation (StepInputs<float32>())
