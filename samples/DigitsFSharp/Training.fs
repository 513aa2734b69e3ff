/// Training as a fold: a step is a function from parameters and state to parameters and state.
module DigitsFSharp.Training

open DigitsModel
open DigitsFSharp.Images
open Pullback.Ops
open Pullback.Optimizers

type Settings =
    {
        Seed: int64
        Epochs: int
        BatchSize: int
        LearningRate: float
    }

let defaults =
    {
        Seed = 1L
        Epochs = 30
        BatchSize = 32
        LearningRate = 5e-3
    }

/// The share of images whose digit has the highest score.
let accuracy (parameters: TensorSet<float32>) (images: Image[]) =
    let batch = batchOf images

    let correct =
        DigitsNet.Predict(parameters, batch.Pixels)
        |> Array.chunkBySize 10
        |> Array.zip batch.Labels
        |> Array.filter (fun (digit, scores) -> scores[digit] = Array.max scores)

    float correct.Length / float images.Length

/// What the fold carries along.
type Progress =
    {
        Current: StepResult<float32>
        LossSum: float
        Count: int
    }

let train (settings: Settings) (report: int -> float -> TensorSet<float32> -> unit) (images: Image[]) =
    let keys = RandomKey(settings.Seed).Split 3
    let initialKey, orderKey, dropoutKey = keys[0], keys[1], keys[2]

    let stepsPerEpoch = (images.Length + settings.BatchSize - 1) / settings.BatchSize

    let totalSteps = int64 (settings.Epochs * stepsPerEpoch)

    let optimizer =
        AdamW(
            LearningRate =
                Schedule.WarmupCosine(
                    peak = settings.LearningRate,
                    warmupSteps = min 100L (totalSteps / 20L),
                    totalSteps = totalSteps
                ),
            WeightDecay = 1e-2
        )

    let workspace = DigitsNet.CreateWorkspace<float32>(settings.BatchSize)

    let step (progress: Progress) (batch: Batch) =
        let parameters, state = progress.Current.Parameters, progress.Current.State

        let evaluation =
            DigitsNet.Evaluate(parameters, batch.Pixels, batch.Labels, dropoutKey.Fold state.Step, workspace)

        {
            Current = optimizer.Step(parameters, evaluation.Gradients, state, donate = true)
            LossSum = progress.LossSum + float evaluation.Loss * float batch.Labels.Length
            Count = progress.Count + batch.Labels.Length
        }

    let epoch (current: StepResult<float32>) (number: int) =
        let finished =
            orderKey.Fold(int64 number).Permutation images.Length
            |> Array.map (Array.get images)
            |> Array.chunkBySize settings.BatchSize
            |> Array.map batchOf
            |> Array.fold
                step
                {
                    Current = current
                    LossSum = 0.0
                    Count = 0
                }

        report number (finished.LossSum / float finished.Count) finished.Current.Parameters
        finished.Current

    let parameters = DigitsNet.Initialize<float32> initialKey

    let trained =
        seq { 1 .. settings.Epochs }
        |> Seq.fold epoch (StepResult(parameters, optimizer.Init parameters))

    trained.Parameters
