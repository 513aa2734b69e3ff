namespace Pullback.Generators.Graphs.Read;

/// <summary>Bounds how long reading takes: a loop that is meant to run long would make the compiler seem to hang.</summary>
internal sealed class ReadBudget
{
    /// <summary>How many statements and expressions one <c>Define</c> may run through, loops and layers included.</summary>
    public const int Steps = 200_000;

    /// <summary>How many nodes a graph may have: beyond, the emitted code would be too long for anybody's compiler.</summary>
    public const int Nodes = 10_000;

    private int _left = Steps;

    public bool IsExhausted => _left <= 0;

    /// <summary>Ends the reading.</summary>
    public void Exhaust() => _left = 0;

    public bool Spend()
    {
        _left--;
        return _left > 0;
    }
}
