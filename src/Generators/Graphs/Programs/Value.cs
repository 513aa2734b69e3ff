namespace Pullback.Generators.Graphs.Programs;

/// <summary>Where the elements of a value are.</summary>
internal enum Storage
{
    /// <summary>In the working memory that Forward and Backward share; the plan decides where in it.</summary>
    Memory,

    /// <summary>In an input or target that the caller hands in: only read.</summary>
    Input,

    /// <summary>In the caller's prediction.</summary>
    Output,

    /// <summary>In the caller's gradient of the prediction: only read.</summary>
    OutputGradient,

    /// <summary>In the caller's gradient of an input.</summary>
    InputGradient,
}

/// <summary>A matrix with one row for each sample, that exactly one instruction computes: the program is in static single assignment form.</summary>
/// <param name="Id">Its index in the program's list of values.</param>
/// <param name="Name">What emitted code calls it.</param>
/// <param name="Width">The length of a row.</param>
/// <param name="Storage">Where its elements are.</param>
internal sealed record Value(int Id, string Name, int Width, Storage Storage);
