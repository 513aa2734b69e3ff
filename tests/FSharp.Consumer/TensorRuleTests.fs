module Pullback.FSharpConsumer.TensorRuleTests

open Pullback.FSharpConsumer.Fixtures
open Pullback.Ops
open Pullback.Optimizers
open Xunit

[<Fact>]
let ``rules over whole tensors step`` () =
    let all: IGradientTransformation list =
        [
            Sm3(LearningRate = 0.1, Momentum = 0.5)
            Sm3().With(coversFirst = true)
            ScaleBySm3(Epsilon = 1e-6)
            ScaleByFactoredRootMeanSquare(MinimumExtent = 2, DecayExponent = 0.7)
            Adafactor(MinimumExtent = 2, Momentum = 0.9).WithClippingThreshold(0.5)
            ScaleByParameterRootMeanSquare(Minimum = 1e-2)
            Orthogonalize(OutputsFirst = true).WithMatchedRootMeanSquare(0.2)
            Muon(LearningRate = 0.02, Iteration = NewtonSchulz(Steps = 3)).WithMatchedRootMeanSquare(0.2)
            ScaleByShampoo(Epsilon = 1e-3, UpdateInterval = 2)
            Shampoo(LearningRate = 0.05, MaximumExtent = 128).WithDecay(0.95)
            CentralizeGradients(Over = TensorAxes.AllButFirst)
            AdaptiveGradientClip(0.1, Over = TensorAxes.Only 0, Where = ParameterFilter.RankAtLeast 2)
            ConstrainNorms 1.0
            ClipByTotalNorm(1.0, Order = infinity)
            AddNoise(Variance = 0.1, Key = RandomKey 3)
            NoisySgd(LearningRate = 0.1, Decay = 0.6)
            KeepNonNegative()
            ProjectParameters(Projection.Box(-1.0, 1.0))
            Chain.Of(CentralizeGradients(), Sm3(), ConstrainNorms 2.0)
        ]

    for transformation in all do
        Transformations.updates transformation (StepInputs<float32>())

[<Fact>]
let ``a matrix is made orthogonal`` () =
    let iteration = NewtonSchulz(Linear = 2.0, Cubic = -1.5, Quintic = 0.5, Steps = 20)
    let result = iteration.Orthogonalize([| 3.0; 1.0; -1.0; 2.0 |], 2, 2)
    Assert.Equal(1.0, result[0] * result[0] + result[1] * result[1], 9)
    Assert.Equal(0.0, result[0] * result[2] + result[1] * result[3], 9)
    Assert.Equal(6, iteration.Orthogonalize((parameters ())["layer.weight"]).Length)

[<Fact>]
let ``projections are functions`` () =
    let point = [| 0.5; 2.0; -1.0 |]
    Assert.Equal<float[]>([| 0.0; 1.0; 0.0 |], Projection.Simplex().Apply point)
    Assert.Equal<float[]>([| 0.5; 2.0; 0.0 |], Projection.NonNegative.Apply point)
    Assert.Equal<float[]>([| 0.0; 1.0; 0.0 |], Projection.L1Ball(1.0).Apply point)
    Assert.Equal<float[]>([| 0.5; 1.0; -1.0 |], Projection.LInfinityBall(1.0).Apply point)
    Assert.Equal<float[]>([| 0.5; 2.0; 0.0 |], Projection.Hyperplane([| 0.0; 0.0; 1.0 |]).Apply point)
    Assert.Equal<float[]>([| 0.5; 1.0; -1.0 |], Projection.HalfSpace([| 0.0; 1.0; 0.0 |], 1.0).Apply point)
    let inside = Projection.L2Ball(0.5).Apply(parameters ())
    Assert.Equal(0.5, TotalNorm.Of inside, 5)
