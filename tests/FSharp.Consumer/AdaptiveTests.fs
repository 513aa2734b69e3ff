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
let ``relatives of Adam step`` () =
    let all: IGradientTransformation list =
        [
            AdaBelief(LearningRate = 1e-2, Nesterov = true)
            ScaleByBelief(Beta1 = 0.8)
            Yogi(LearningRate = 1e-2)
            ScaleByYogi(BiasCorrection = true)
            Adan(WeightDecay = 0.02, ProximalDecay = false)
            ScaleByAdan(DifferenceWeight = 0.1)
            AddProximalDecay(LearningRate = 0.1, WeightDecay = 0.02)
            NadamW(WeightDecay = 0.1)
            AdEmaMix(SlowWeight = Schedule.Linear(0, 5, 10_000), Beta3 = Schedule.HalfLife(0.9, 0.9999, 10_000))
            ScaleByAdEmaMix(Beta3 = 0.99)
            Adopt(Clips = false)
            ScaleByAdopt(Beta2 = 0.99)
            MadGrad(Momentum = 0.5)
            ScaleByMadGrad(LearningRate = 0.1)
            AmsGrad(CorrectsMean = true, CorrectsSquares = false)
            RectifiedAdam(Threshold = 4.0, EpsilonRoot = 1e-8)
            ScheduleFreeSgd(LearningRate = 0.1)
            ScheduleFreeAdamW(LearningRate = Schedule.Constant(2.5e-3).Warmup(500), WeightDecay = 0.01)
            ScheduleFree(LearningRate = 0.1, StepPower = 1.0)
        ]

    for transformation in all do
        Transformations.updates transformation (StepInputs<float32>())

[<Fact>]
let ``Sophia takes a curvature, which can be estimated`` () =
    let gradient (at: TensorSet<float32>) =
        LossAndGradients(at.Dot at / 2.0, at)

    let curvature =
        CurvatureEstimates.Hutchinson(gradient, parameters (), RandomKey 1, samples = 2)

    for element in curvature.Flatten() do
        Assert.Equal(1.0, float element, 3)

    let inputs = StepInputs<float32>(Curvature = curvature)

    Transformations.updates (Sophia(LearningRate = 0.1)) inputs
    Transformations.updates (ScaleBySophia(UpdateInterval = 5)) inputs

    let labels = CurvatureEstimates.SampleLabels([| 0f; 50f; 50f; 0f |], 2, RandomKey 1)
    Assert.Equal<int>([| 1; 0 |], labels)
    Assert.True(CurvatureEstimates.GaussNewtonBartlett(gradients (), 32).Sum() > 0.0)

[<Fact>]
let ``a half-life grows in a straight line`` () =
    let decay: HalfLifeSchedule = downcast Schedule.HalfLife(0.5, 0.99, 10)
    Assert.Equal(10L, decay.Steps)
    Assert.Equal(0.5, decay.At 0)
    Assert.Equal(0.99, decay[10L])

[<Fact>]
let ``an optimizer may have other parameters to predict with`` () =
    let averaged: IHasEvaluationParameters =
        AveragedSgd(LearningRate = 0.1, AverageAfter = 0.0)

    let result = averaged.Step(parameters (), gradients (), averaged.Init(parameters ()))
    Assert.Equal(result.Parameters, averaged.EvaluationParameters(result.Parameters, result.State))
    let chain = Chain.Of(ClipByGlobalNorm 1.0, averaged)
    let clipped = chain.Step(parameters (), gradients (), chain.Init(parameters ()))
    Assert.Equal(clipped.Parameters, chain.EvaluationParameters(clipped.Parameters, clipped.State))
