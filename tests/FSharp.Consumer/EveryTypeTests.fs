module Pullback.FSharpConsumer.EveryTypeTests

open System
open System.IO
open System.Reflection
open System.Text.RegularExpressions
open Pullback.Ops
open Pullback.Optimizers
open Pullback.Testing
open Xunit

/// Types that an F# program has no use for, and why.
let exempt (publicType: Type) =
    (string publicType.Namespace).EndsWith ".Kernels" // what emitted code calls
    || publicType.IsByRefLike
    || publicType.IsNested
    || publicType = typeof<FusedOptimizerAttribute> // for the C# project with the declarations
    || publicType = typeof<UpdateRuleAttribute>
    || publicType = typeof<StartsAtAttribute>
    || publicType = typeof<ExposesSettingsAttribute>
    || typeof<BoundAttribute>.IsAssignableFrom publicType
    || publicType = typeof<ISteppingTransformation> // found by Step itself
    || publicType = typeof<OptimizerExtensions> // Step, called as a method
    || publicType = typeof<ParameterAverageExtensions> // Init and Update, called as methods
    || publicType.Name.EndsWith "State`1" // read through OptimizerState

let sources =
    let assembly = Assembly.GetExecutingAssembly()

    assembly.GetManifestResourceNames()
    |> Array.filter (fun name -> name.EndsWith ".fs" && not (name.Contains "EveryType"))
    |> Array.map (fun name ->
        match assembly.GetManifestResourceStream name with
        | null -> ""
        | stream ->
            use reader = new StreamReader(stream)
            reader.ReadToEnd())
    |> String.concat "\n"

[<Fact>]
let ``every public type is called from F#`` () =
    let missing =
        [ typeof<Shape>; typeof<Chain>; typeof<CheckCase> ]
        |> Seq.collect _.Assembly.GetExportedTypes()
        |> Seq.filter (exempt >> not)
        |> Seq.map (fun publicType -> publicType.Name.Split('`')[0])
        |> Seq.distinct
        |> Seq.filter (fun name -> not (Regex.IsMatch(sources, $@"\b{name}\b")))

    Assert.Empty missing

[<Fact>]
let ``every way to make a schedule is called from F#`` () =
    let missing =
        typeof<Schedule>.GetMethods(BindingFlags.Public ||| BindingFlags.Static ||| BindingFlags.Instance)
        |> Seq.filter (fun m -> m.ReturnType = typeof<Schedule> || m.ReturnType = typeof<RateAndMomentum>)
        |> Seq.filter (_.IsSpecialName >> not) // operators
        |> Seq.map (fun m -> if m.IsStatic then $"Schedule.{m.Name}" else $".{m.Name}")
        |> Seq.filter (fun call -> not (Regex.IsMatch(sources, $@"{Regex.Escape call}\b")))

    Assert.Empty missing
