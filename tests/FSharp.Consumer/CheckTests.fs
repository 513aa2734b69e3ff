module Pullback.FSharpConsumer.CheckTests

open FsCheck
open FSharpModels
open Pullback.FSharpConsumer.OptimizerTests
open Pullback.Ops
open Pullback.Optimizers
open Pullback.Testing
open Xunit

[<Fact>]
let ``a graph is checked`` () =
    Check.QuickThrowOnFailure(GradientCheck.Graph SmallNet.Definition)

    let report: GradientReport =
        GradientCheck.VerifyGraph(CurveNet.Definition, GradientCheckOptions(Cases = 10))

    Assert.True report.Passed
    let findings: GradientFinding list = List.ofSeq report.Findings
    Assert.NotEmpty findings

[<Fact>]
let ``a formula is checked`` () =
    Check.QuickThrowOnFailure(GradientCheck.Elementwise<Bump> 0.5)
    Assert.True((GradientCheck.VerifyElementwise<Bump> 0.25).Passed)

[<Fact>]
let ``a layer and an op written in F# are checked`` () =
    Check.QuickThrowOnFailure(GradientCheck.Layer(fun x -> x.Dense(3).Apply<Tanh>() + x.Dense 3))
    Check.QuickThrowOnFailure(GradientCheck.CustomOp<Cube>())

[<Fact>]
let ``a wrong tolerance fails with a report that replays`` () =
    let strict =
        GradientCheckOptions.Default.With(absoluteTolerance = 0.0, relativeTolerance = 0.0, cases = 5)

    let thrown =
        Assert.Throws<GradientCheckException>(fun () -> GradientCheck.VerifyElementwise<Tanh> strict |> ignore)

    let case: CheckCase = thrown.Report.Case
    Assert.Contains($"Replay({case})", thrown.Message)

[<Fact>]
let ``laws hold for an object expression, a rule and a fused chain`` () =
    Check.QuickThrowOnFailure(OptimizerLaws.Check(descent (Schedule.Constant 0.1)))
    Check.QuickThrowOnFailure(OptimizerLaws.Check(PulledBack(), OptimizerLawOptions(KeepsFrozen = true)))
    let report: LawReport = OptimizerLaws.Verify(ClippedDescent.Create 0.1)
    Assert.True report.Passed
    let laws: LawFinding list = List.ofSeq report.Findings
    Assert.True(laws.Length > 10)

[<Fact>]
let ``a broken law is an exception with the law in its message`` () =
    let forgetful =
        { new IGradientTransformation with
            member _.Init parameters = Trace().Init parameters

            member _.Update(gradients, state, parameters, inputs) =
                let result = Trace().Update(gradients, state, parameters, inputs)
                TransformationResult(result.Updates, state)
        }

    let thrown =
        Assert.Throws<OptimizerLawException>(fun () -> OptimizerLaws.Verify forgetful |> ignore)

    Assert.Contains("a state counts its updates", thrown.Message)
