namespace Pullback.FSharpConsumer

open System
open Pullback.Ops

/// An op with kernels of its own, written in F#: y = x³.
[<Struct>]
type Cube =
    interface ICustomOp with
        member _.OutputFeatures inputFeatures = inputFeatures

        member _.Forward(input: ReadOnlySpan<'T>, output: Span<'T>, _rows: int, _inputFeatures: int) =
            for i in 0 .. input.Length - 1 do
                output[i] <- 'T.Pow(input[i], 'T.CreateChecked 3)

        member _.Backward
            (
                input: ReadOnlySpan<'T>,
                _output: ReadOnlySpan<'T>,
                outputGradient: ReadOnlySpan<'T>,
                inputGradient: Span<'T>,
                _rows: int,
                _inputFeatures: int
            ) =
            for i in 0 .. input.Length - 1 do
                // Operators on a type parameter of an interface's method are not resolved; a fused product with a zero term is.
                let slope =
                    'T.FusedMultiplyAdd('T.CreateChecked 3, 'T.Pow(input[i], 'T.CreateChecked 2), 'T.Zero)

                inputGradient[i] <- 'T.FusedMultiplyAdd(slope, outputGradient[i], 'T.Zero)
