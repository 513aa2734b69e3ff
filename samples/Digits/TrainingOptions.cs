namespace Digits;

/// <summary>What the command line asks for.</summary>
internal sealed record TrainingOptions
{
    /// <summary>How often the embedded digits are seen unless the user says otherwise.</summary>
    public const int EmbeddedEpochs = 30;

    /// <summary>MNIST has several times as many images, and so needs fewer passes for as many steps.</summary>
    public const int FolderEpochs = 10;

    public long Seed { get; init; } = 1;

    public int Epochs { get; init; } = EmbeddedEpochs;

    public int BatchSize { get; init; } = 32;

    /// <summary>The peak of the schedule; null for what suits the optimizer.</summary>
    public double? LearningRate { get; init; }

    public string Optimizer { get; init; } = "adamw";

    /// <summary>A folder with IDX files; null for the embedded digits.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Where one row per epoch goes; null for nowhere.</summary>
    public string? MetricsFile { get; init; }
}
