using Pullback.Ops;

namespace Digits;

/// <summary>What training reached.</summary>
/// <param name="Parameters">The last parameters.</param>
/// <param name="LastEpoch">The last epoch, complete or not; null when not one step was made.</param>
/// <param name="SamplesSeen">How many training images were used, each time counted.</param>
/// <param name="TrainingTime">The time of the steps alone.</param>
/// <param name="Test">The answers on the test images.</param>
/// <param name="WasInterrupted">Whether somebody stopped it.</param>
internal sealed record TrainingResult(
    TensorSet<float> Parameters,
    EpochMetrics? LastEpoch,
    long SamplesSeen,
    TimeSpan TrainingTime,
    ConfusionMatrix Test,
    bool WasInterrupted
)
{
    public double SamplesPerSecond => TrainingTime > TimeSpan.Zero ? SamplesSeen / TrainingTime.TotalSeconds : 0;
}
