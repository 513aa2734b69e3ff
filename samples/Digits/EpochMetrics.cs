namespace Digits;

/// <summary>What one pass over the training images gave.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Steps">Steps so far, this epoch's included.</param>
/// <param name="LearningRate">The rate of the epoch's last step.</param>
/// <param name="TrainingLoss">The mean loss during the epoch, with dropout.</param>
/// <param name="TrainingAccuracy">The share of right answers during the epoch, with dropout.</param>
/// <param name="TestAccuracy">The share of right answers on the test images after the epoch.</param>
internal sealed record EpochMetrics(
    int Epoch,
    long Steps,
    double LearningRate,
    double TrainingLoss,
    double TrainingAccuracy,
    double TestAccuracy
);
