/// The update rules of gradient descent and of the adaptive optimizers, as F# calls them.
module Pullback.FSharpConsumer.AdaptiveTests

open FSharpModels
open Pullback.FSharpConsumer.Fixtures
open Pullback.FSharpConsumer.GraphTests
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
    let gradient (at: TensorSet<float32>) = LossAndGradients(at.Dot at / 2.0, at)

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

    let result =
        averaged.Step(parameters (), gradients (), averaged.Init(parameters ()))

    Assert.Equal(result.Parameters, averaged.EvaluationParameters(result.Parameters, result.State))
    let chain = Chain.Of(ClipByGlobalNorm 1.0, averaged)
    let clipped = chain.Step(parameters (), gradients (), chain.Init(parameters ()))
    Assert.Equal(clipped.Parameters, chain.EvaluationParameters(clipped.Parameters, clipped.State))

/// Trains the small classifier, with what each step is given beyond gradients, and returns the first and the last loss.
let train (optimizer: IGradientTransformation) (inputs: TensorSet<float32> -> int -> StepInputs<float32>) =
    let x, labels = circle
    let key = RandomKey 1
    let start = SmallNet.Initialize<float32> key

    let next (current: StepResult<float32>) (step: int) =
        let evaluation = SmallNet.Evaluate(current.Parameters, x, labels, key.Fold step)
        optimizer.Step(current.Parameters, evaluation.Gradients, current.State, inputs current.Parameters step)

    let trained =
        Seq.fold next (StepResult(start, optimizer.Init start)) (seq { 0..199 })

    let loss at =
        SmallNet.Evaluate(at, x, labels, key).Loss

    loss start, loss (optimizer.EvaluationParameters(trained.Parameters, trained.State))

[<Fact>]
let ``Sophia trains with curvature at labels that the model draws`` () =
    let x, _ = circle
    let optimizer = Sophia(LearningRate = 0.03, CurvatureScale = 0.05)

    let inputs at (step: int) =
        if int64 step % optimizer.UpdateInterval = 0L then
            let key = RandomKey(2).Fold step
            let drawn = CurvatureEstimates.SampleLabels(SmallNet.Predict(at, x), 2, key)
            let sampled = SmallNet.Evaluate(at, x, drawn, key).Gradients
            StepInputs<float32>(Curvature = CurvatureEstimates.GaussNewtonBartlett(sampled, drawn.Length))
        else
            StepInputs<float32>()

    let before, after = train optimizer inputs
    Assert.InRange(after, 0f, 0.5f * before)

[<Fact>]
let ``Sophia trains with Hutchinson's curvature`` () =
    let x, labels = circle
    let optimizer = Sophia(LearningRate = 0.03, CurvatureScale = 0.05)

    let inputs at (step: int) =
        let key = RandomKey(2).Fold step

        let gradient (shifted: TensorSet<float32>) =
            let evaluation = SmallNet.Evaluate(shifted, x, labels, key)
            LossAndGradients(float evaluation.Loss, evaluation.Gradients)

        if int64 step % optimizer.UpdateInterval = 0L then
            StepInputs<float32>(Curvature = CurvatureEstimates.Hutchinson(gradient, at, key))
        else
            StepInputs<float32>()

    let before, after = train optimizer inputs
    Assert.InRange(after, 0f, 0.5f * before)

[<Fact>]
let ``schedule-free training predicts with its average`` () =
    let before, after =
        train (ScheduleFreeAdamW(LearningRate = 0.03)) (fun _ _ -> StepInputs<float32>())

    Assert.InRange(after, 0f, 0.5f * before)
