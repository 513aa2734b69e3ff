module Pullback.FSharpConsumer.GraphTests

open System
open FSharpModels
open Pullback.Ops
open Xunit

/// Points inside and outside a circle.
let circle =
    let points =
        [|
            for i in 0..63 -> [| float32 (i % 8) / 4f - 1f; float32 (i / 8) / 4f - 1f |]
        |]

    let inside =
        points
        |> Array.map (fun point ->
            if point[0] * point[0] + point[1] * point[1] < 0.6f then
                1
            else
                0)

    Array.concat points, inside

[<Fact>]
let ``an emitted graph evaluates and predicts`` () =
    let x, labels = circle
    let key = RandomKey 1
    let parameters = SmallNet.Initialize<float32> key
    let workspace: Workspace<float32> = SmallNet.CreateWorkspace<float32> 64

    let evaluation: Evaluation<float32> =
        SmallNet.Evaluate(parameters, x, labels, key.Fold 0, workspace)

    Assert.InRange(evaluation.Loss, 0f, 3f)
    Assert.Equal(parameters.Layout, evaluation.Gradients.Layout)
    Assert.Equal(128, evaluation.InputGradients["x"].Length)
    Assert.Equal(128, SmallNet.Predict(parameters, x).Length)
    let named = SmallNet.Parameters parameters
    Assert.Equal<Shape>(Shape(2, 8), named.Dense1.Weight.Shape)

[<Fact>]
let ``array literals are inputs`` () =
    let parameters = CurveNet.Initialize<float>(RandomKey 2)
    let evaluation = CurveNet.Evaluate(parameters, [| 0.0; 0.5 |], [| 1.0; 2.0 |])
    Assert.True(evaluation.Loss > 0.0)
    Assert.Equal(1, CurveNet.Predict(parameters, [| 0.5 |]).Length)

[<Fact>]
let ``the definition interprets what was emitted`` () =
    let definition: GraphDefinition = CurveNet.Definition
    let kernels: GraphKernels<float> = definition.Kernels<float>()
    let interpreter: GraphInterpreter = definition.Interpreter
    let parameters = kernels.Initialize(RandomKey 3)

    let inputs =
        GraphInputs<float>(2).With("x", [| 0.1; 0.2 |]).With("y", [| 1.0; -1.0 |])

    let emitted = kernels.Evaluate(parameters, inputs, RandomKey 0)
    let interpreted = interpreter.Evaluate(parameters, inputs)
    Assert.Equal(interpreted.Loss, emitted.Loss, 12)
    Assert.Contains("dense1", string definition.Graph)
    let given: GraphInput list = List.ofSeq definition.Graph.Inputs
    Assert.Equal<string list>([ "x"; "y" ], given |> List.map _.Name)

[<Fact>]
let ``a graph is built at run time`` () =
    let graph =
        Graph.Define(fun g ->
            let x = g.Input("x", 4)
            let shared: DenseParameters = g.DenseParameters(4, 4)
            use _ = g.Scope "encoder"
            let hidden: Node = x.Dense(shared).Apply<LeakyRelu>(0.1).Dense(shared).Apply<Tanh>()
            let gate = hidden.Dense(3).Apply<Sigmoid>() * hidden.Dense(3).Apply<Silu>()

            let rest =
                hidden.Dense(3).Apply<Gelu>() - hidden.Dense(3).Apply<Softplus>()
                + hidden.Dense(3).Apply<Mish>()

            Model(gate + 0.5 * rest.Apply<Relu>()))

    Assert.Equal(3, graph.PredictionFeatures)
    let interpreter = GraphInterpreter graph
    let parameters = interpreter.Initialize<float>(RandomKey 1)
    Assert.Equal(6, interpreter.Predict(parameters, GraphInputs<float>(2).With("x", Array.init 8 float)).Length)

[<Fact>]
let ``a graph refuses shapes that do not fit, with the numbers`` () =
    let thrown =
        Assert.ThrowsAny<ArgumentException>(fun () ->
            Graph.Define(fun g -> Model(g.Input("x", 4) + g.Input("y", 5))) |> ignore)

    Assert.Contains("4", thrown.Message)
    Assert.Contains("5", thrown.Message)

[<Fact>]
let ``formulas are types whose attributes say how layers before them start`` () =
    let attribute =
        typeof<Bump>.GetCustomAttributes(typeof<ElementwiseOpAttribute>, false)[0] :?> ElementwiseOpAttribute

    Assert.Equal(Initialization.Xavier, attribute.Initialization)

    let declared =
        typeof<Bump>.Assembly.GetTypes()
        |> Array.filter _.IsDefined(typeof<LayerGraphAttribute>, false)

    Assert.Equal(2, declared.Length)
    Assert.True(typeof<LayerAttribute>.IsSealed)
    let interfaces = typeof<Bump>.GetInterfaces()
    Assert.Equal("IElementwiseOp", interfaces[0].Name)
