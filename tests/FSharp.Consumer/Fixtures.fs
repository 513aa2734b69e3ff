module Pullback.FSharpConsumer.Fixtures

open Pullback.Ops

/// Two tensors with the numbers 0, 0.5, 1, …
let layout =
    TensorLayout [ struct ("layer.weight", Shape(2, 3)); struct ("layer.bias", Shape 3) ]

let parameters () =
    TensorSet<float32>.Unflatten(layout, Array.init layout.ParameterCount (fun i -> float32 i / 2f))

/// The gradients of half the squared norm: the parameters themselves.
let gradients () = parameters ()
