/// What every transformation must do when it is called from F#.
module Pullback.FSharpConsumer.Transformations

open Pullback.FSharpConsumer.Fixtures
open Pullback.Ops
open Pullback.Optimizers
open Xunit

/// One update of a transformation: layout, step count and text are as they should be.
let updates (transformation: IGradientTransformation) (inputs: StepInputs<float32>) =
    let state: OptimizerState<float32> = transformation.Init(parameters ())

    let result: TransformationResult<float32> =
        transformation.Update(gradients (), state, parameters (), inputs)

    Assert.Equal(layout, result.Updates.Layout)
    Assert.Equal(1L, result.State.Step)
    Assert.NotEmpty(string transformation)
