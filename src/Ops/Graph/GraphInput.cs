namespace Pullback.Ops;

/// <summary>What a graph has to be given for each sample of a batch, for code that works with any graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Features">How many numbers it holds for one sample; 1 for labels.</param>
/// <param name="Classes">How many classes labels choose from; 0 for what is not labels.</param>
/// <param name="IsTarget">Whether it is the target of a loss.</param>
/// <param name="WantsGradient">Whether its gradient was asked for.</param>
public sealed record GraphInput(string Name, int Features, int Classes, bool IsTarget, bool WantsGradient)
{
    /// <summary>Whether it is class indices.</summary>
    public bool IsLabels => Classes > 0;
}
