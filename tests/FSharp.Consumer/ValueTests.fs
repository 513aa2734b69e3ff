module Pullback.FSharpConsumer.ValueTests

open System
open Pullback.FSharpConsumer.Fixtures
open Pullback.Ops
open Xunit

[<Fact>]
let ``shapes, layouts and slots are values`` () =
    Assert.Equal<Shape>(Shape(2, 3), Shape [ 2; 3 ])
    Assert.Equal("2×3", string (Shape(2, 3)))
    Assert.Equal(0, Shape.Scalar.Rank)
    let slot: TensorSlot = layout.Slots[1]
    Assert.Equal("layer.bias", slot.Name)
    Assert.Equal(1, layout.IndexOf "layer.bias")
    Assert.Equal(9, layout.ParameterCount)
    Assert.Equal(3, layout.Map(fun slot -> Shape slot.Shape[0]).Slots[1].Length)

[<Fact>]
let ``tensor sets add, scale, map and compare`` () =
    let x = parameters ()
    Assert.True((2.0 * x = x + x))
    Assert.True((x - x = x.Scale 0.0))
    Assert.Equal<float32[]>([| 1.5f; 2f; 2.5f |], x["layer.weight"].ToArray()[3..])
    Assert.Equal(x.Dot x, x.Norm() ** 2.0, 10)
    Assert.Equal(4.0, x.MaxNorm())
    Assert.True((x.Map(fun value -> value * 2f) = x.Zip(x, fun a b -> a + b)))
    let changed = x.WithTensor("layer.bias", [| 7f; 8f; 9f |])
    Assert.Equal(9f, changed["layer.bias"][2])
    Assert.NotEqual(x, changed)

[<Fact>]
let ``tensor sets are made of named arrays`` () =
    let set =
        TensorSet<float32>
            .Create(
                layout,
                [
                    struct ("layer.weight", Array.init 6 float32)
                    struct ("layer.bias", Array.zeroCreate 3)
                ]
            )

    let view: TensorView<float32> = set["layer.weight"]
    Assert.Equal(5f, view[1, 2])
    Assert.Equal(set, TensorSet<float32>.Unflatten(layout, set.Flatten()))

[<Fact>]
let ``donated values say so`` () =
    let set = parameters ()
    let copy = set.Copy()
    let buffer: TensorBuffer<float32> = TensorBuffer<float32>.Claim(set, "a test")
    Assert.True set.IsDonated
    Assert.Contains("a test", Assert.Throws<InvalidOperationException>(fun () -> set.Norm() |> ignore).Message)
    Assert.Equal(copy, buffer.Freeze())

    Assert.Throws<ArgumentException>(fun () ->
        TensorBuffer.EnsureDistinct(struct ("left", copy), struct ("right", copy)))
    |> ignore

[<Fact>]
let ``filters select slots`` () =
    let matrices = ParameterFilter.RankAtLeast 2
    let biases = ParameterFilter.Named "*.bias"
    Assert.Equal<string list>([ "layer.weight" ], [ for slot in layout.Select(matrices).Slots -> slot.Name ])
    Assert.Equal(2, layout.Select(matrices.Or biases).Slots.Count)
    Assert.Equal(0, layout.Select(matrices.And biases).Slots.Count)
    let long = ParameterFilter.Custom("long", fun slot -> slot.Length > 3)
    Assert.True(long.Not().Matches layout.Slots[1])

[<Fact>]
let ``random keys fold, split and fill with literals`` () =
    let key = RandomKey 1
    Assert.Equal(key.Fold 3, RandomKey(1).Fold 3)
    Assert.NotEqual(key.Fold 3, key.Fold 4)
    Assert.Equal(3, (key.Split 3).Length)
    let draws = Array.zeroCreate<float32> 1000
    key.FillNormal draws
    Assert.InRange(Array.average draws, -0.2f, 0.2f)
    Assert.Equal<int[]>([| 0..9 |], key.Permutation 10 |> Array.sort)

[<Fact>]
let ``initialisers fill arrays`` () =
    let values = Array.zeroCreate<float> 1000
    ParameterInitializer.XavierUniform(10, 20).Fill(Span values, RandomKey 2)
    Assert.All(values, fun value -> Assert.InRange(value, -sqrt(6.0 / 30.0), sqrt (6.0 / 30.0)))

[<Fact>]
let ``stable scalar functions and dual numbers`` () =
    Assert.Equal(1.0, ScalarMath.Sigmoid 40.0, 12)
    Assert.Equal(1000.0, ScalarMath.Softplus 1000.0)
    let x = Dual(3.0, 1.0)
    Assert.Equal(6.0, (x * x).Tangent)
    Assert.Equal("double", ElementType.Name<float>())
