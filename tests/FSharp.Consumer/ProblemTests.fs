module Pullback.FSharpConsumer.ProblemTests

open Pullback.Ops
open Pullback.Optimizers
open Pullback.Testing
open Xunit

[<Fact>]
let ``optimizers are tried on classical functions, and on one's own`` () =
    let ended = TestFunctions.Booth.Minimize<float>(Adam(LearningRate = 0.1), 2000)
    Assert.Equal(1.0, ended[0], 1e-3)
    Assert.Equal(3.0, ended[1], 1e-3)

    let square =
        TestFunction("square", (fun p -> p[0] * p[0]), (fun p -> [| 2.0 * p[0] |]), [| 1.0 |], [| [| 0.0 |] |])

    Assert.Equal(0.64, square.Minimize<float>(Sgd(LearningRate = 0.1), 2)[0], 1e-12)

[<Fact>]
let ``stochastic problems are made of curves, noise and drift`` () =
    let curve =
        ChainedCurve(-1.0, CurveShape.Relu, CurveShape.Bend, CurveShape.QuadraticBowl)

    let problem =
        StochasticProblem(
            [| curve; curve |],
            Norm = CurveNorm.Euclidean,
            Noise = GradientNoise.Additive 0.1,
            Drift = Drift(Offset = 0.5)
        )

    let ended = problem.Minimize<float>(RmsProp(LearningRate = 0.01), 100, RandomKey 1)
    Assert.Equal(2, ended.Length)
    Assert.False problem.IsExact
    Assert.Contains(StochasticProblems.All, _.IsExact)

[<Fact>]
let ``invariances are asked for one by one`` () =
    Assert.True (OptimizerLaws.VerifyScaleInvariance(SignSgd())).Passed
    Assert.True (OptimizerLaws.VerifyOrderInvariance(AdamW())).Passed
