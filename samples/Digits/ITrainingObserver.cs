namespace Digits;

/// <summary>Follows a training: progress bar, lines, metrics file.</summary>
internal interface ITrainingObserver
{
    /// <summary>After each step, with the epoch's loss and accuracy so far.</summary>
    void OnStep(int epoch, double loss, double accuracy);

    /// <summary>After each complete epoch.</summary>
    void OnEpoch(EpochMetrics metrics);
}
