/// Recognises handwritten digits: the training of samples/Digits, written in F#. The network is declared in samples/DigitsModel,
/// because F# projects do not run C# generators.
module DigitsFSharp.Program

open System
open System.Globalization
open DigitsFSharp.Images
open DigitsFSharp.Training

let usage =
    "usage: DigitsFSharp [SEED]    trains a classifier of handwritten digits; the same seed gives the same result"

let run (settings: Settings) =
    let parts = load () |> split
    let standardised = standardise parts.Training
    let training = parts.Training |> Array.map standardised
    let test = parts.Test |> Array.map standardised

    let report epoch loss parameters =
        printfn $"epoch %3d{epoch}  loss %.4f{loss}  test accuracy %.4f{accuracy parameters test}"

    let trained = train settings report training
    printfn $"test accuracy: %.4f{accuracy trained test}"
    0

[<EntryPoint>]
let main arguments =
    CultureInfo.CurrentCulture <- CultureInfo.InvariantCulture

    match arguments with
    | [||] -> run defaults
    | [| "-h" |]
    | [| "--help" |] ->
        printfn $"{usage}"
        0
    | [| text |] ->
        match Int64.TryParse text with
        | true, seed -> run { defaults with Seed = seed }
        | _ ->
            eprintfn $"'{text}' is no seed. {usage}"
            2
    | _ ->
        eprintfn $"{usage}"
        2
