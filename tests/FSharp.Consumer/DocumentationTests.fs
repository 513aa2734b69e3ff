/// The F# of the guides, compiled; the last test holds the two texts together.
module Pullback.FSharpConsumer.DocumentationTests

open System
open System.IO
open System.Reflection
open Pullback.FSharpConsumer.Fixtures
open Pullback.Ops
open Pullback.Optimizers
open Pullback.Testing
open Xunit

let scaleByMomentum (decay: float) =
    { new IGradientTransformation with
        member _.Init parameters =
            NamedState(0L, [ "momentum", TensorSet<_>.Zeros parameters.Layout ])

        member _.Update(gradients, state, _, _) =
            let next = decay * state.GetTensor "momentum" + (1.0 - decay) * gradients
            TransformationResult(next, NamedState(state.Step + 1L, [ "momentum", next ]))
    }

let momentum =
    Chain.Of(ClipByGlobalNorm 1.0, scaleByMomentum 0.95, ScaleByLearningRate 0.1)

let optimizer =
    Partition
        .Of(ParameterGroup(ParameterFilter.Named "*.bias", Sgd(LearningRate = 0.05)))
        .Otherwise(Averaged(Lookahead(AdamW(), SyncPeriod = 6), PolyakAverage(Start = 100)))

let injected =
    InjectHyperparameters(dict [ "LearningRate", 0.1 ], fun values -> Sgd(LearningRate = values["LearningRate"]))

let slower (state: OptimizerState<float32>) = state.With("LearningRate", 0.01)

[<Fact>]
let ``what the guides show steps`` () =
    Transformations.updates optimizer (StepInputs<float32>())
    Assert.Equal(0.01, (slower (injected.Init(parameters ()))).GetScalar "LearningRate")

/// The rule of the first example as the library has it, generated.
let generated =
    Chain.Of(ClipByGlobalNorm 1.0, ScaleByAverage(Decay = 0.95), ScaleByLearningRate 0.1)

[<Theory>]
[<InlineData(false)>]
[<InlineData(true)>]
let ``the rule written by hand takes the steps of the generated one`` (donate: bool) =
    let ten (optimizer: IGradientTransformation) =
        (StepResult(parameters (), optimizer.Init(parameters ())), seq { 1..10 })
        ||> Seq.fold (fun at step ->
            optimizer.Step(at.Parameters, float step * gradients (), at.State, donate = donate))

    let byHand = ten momentum
    let expected = ten generated
    Assert.Equal(0.0, (byHand.Parameters - expected.Parameters).MaxNorm(), 6)
    Assert.Equal(10L, byHand.State.Step)

    let kept (result: StepResult<float32>) =
        (Seq.exactlyOne result.State.Tensors).Value

    Assert.Equal(0.0, (kept byHand - kept expected).MaxNorm(), 6)
    Assert.NotEqual(parameters (), byHand.Parameters)

[<Fact>]
let ``the rule written by hand keeps the laws`` () =
    let report: LawReport = OptimizerLaws.Verify momentum
    Assert.True report.Passed

[<Fact>]
let ``a named state is restored from what it lists, and from nothing else`` () =
    let state = momentum.Init(parameters ())
    let result = momentum.Step(parameters (), gradients (), state)
    Assert.Equal(result.State, result.State.Copy())
    Assert.Equal("NamedState at step 2", (NamedState<float>(2L, [])).ToString())

    let refused =
        Assert.Throws<ArgumentException>(fun () -> result.State.GetTensor "Velocity" |> ignore)

    Assert.Contains("no tensor called Velocity", refused.Message)

    let twice =
        Assert.Throws<ArgumentException>(fun () -> NamedState(0L, [ "a", parameters (); "a", parameters () ]) |> ignore)

    Assert.Contains("two entries called a", twice.Message)

let text (name: string) =
    let assembly = Assembly.GetExecutingAssembly()

    let found =
        assembly.GetManifestResourceNames()
        |> Array.find (fun resource -> resource.EndsWith(name, StringComparison.Ordinal))

    match assembly.GetManifestResourceStream found with
    | null -> ""
    | stream ->
        use reader = new StreamReader(stream)
        reader.ReadToEnd().ReplaceLineEndings "\n"

/// The blocks of a page that begin with the fence of F#.
let blocks (page: string) =
    (text page).Split("```fsharp\n")
    |> Array.skip 1
    |> Array.map (fun rest -> rest.Substring(0, rest.IndexOf("```", StringComparison.Ordinal)).Trim())

[<Theory>]
[<InlineData("optimizers.md")>]
[<InlineData("wrappers.md")>]
let ``every F# block of a guide is compiled here`` (page: string) =
    Assert.NotEmpty(blocks page)
    let compiled = text "DocumentationTests.fs"
    Assert.All(blocks page, (fun block -> Assert.Contains(block, compiled, StringComparison.Ordinal)))

[<Fact>]
let ``no other guide has a block of F#`` () =
    let withBlocks =
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
        |> Array.filter (fun name -> name.EndsWith ".md" && (text name).Contains "```fsharp")

    Assert.Equal(2, withBlocks.Length)
