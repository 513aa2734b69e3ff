namespace Pullback.Bench.Compare;

/// <summary>One thing that both sides do.</summary>
/// <param name="Title">For the table.</param>
/// <param name="PeerName">Its name in <c>peer.py</c>.</param>
/// <param name="Peers">Which peers it is compared with.</param>
/// <param name="Create">Prepares the work on this side; what it returns is timed.</param>
/// <param name="Operations">Floating-point operations of one run, or 0 when a rate says nothing.</param>
internal sealed record Work(string Title, string PeerName, Peers Peers, Func<Action> Create, double Operations = 0);

/// <summary>The other sides.</summary>
[Flags]
internal enum Peers
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>Python as it is installed.</summary>
    Default = 1,

    /// <summary>Python with glibc told to keep its memory.</summary>
    Tuned = 2,
}
