/// The F# of the guides, compiled; the last test holds the two texts together.
module Pullback.FSharpConsumer.DocumentationTests

open System
open System.IO
open System.Reflection
open Pullback.FSharpConsumer.Fixtures
open Pullback.Ops
open Pullback.Optimizers
open Xunit

let halvedDescent (rate: float) =
    let scale = ScaleByLearningRate(rate)

    { new IGradientTransformation with
        member _.Init parameters = scale.Init parameters

        member _.Update(gradients, state, parameters, inputs) =
            scale.Update(gradients.Scale 0.5, state, parameters, inputs)
    }

let optimizer =
    Partition
        .Of(ParameterGroup(ParameterFilter.Named "*.bias", Sgd(LearningRate = 0.05)))
        .Otherwise(Averaged(Lookahead(AdamW(), SyncPeriod = 6), PolyakAverage(Start = 100)))

let injected =
    InjectHyperparameters(dict [ "LearningRate", 0.1 ], fun values -> Sgd(LearningRate = values["LearningRate"]))

let slower (state: OptimizerState<float32>) = state.With("LearningRate", 0.01)

[<Fact>]
let ``what the guides show steps`` () =
    let halved = halvedDescent 0.5

    let result = halved.Step(parameters (), gradients (), halved.Init(parameters ()))

    Assert.Equal(0.75 * parameters (), result.Parameters)
    Transformations.updates optimizer (StepInputs<float32>())
    Assert.Equal(0.01, (slower (injected.Init(parameters ()))).GetScalar "LearningRate")

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
