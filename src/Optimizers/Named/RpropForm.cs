namespace Pullback.Optimizers;

/// <summary>What <see cref="Rprop"/> does where a gradient changes its sign, which says that the last step went over a minimum.</summary>
public enum RpropForm
{
    /// <summary>iRprop−: the parameter stays where it is for one step. The form of PyTorch.</summary>
    Skipping,

    /// <summary>Rprop−: the parameter turns, and takes a smaller step.</summary>
    Turning,

    /// <summary>Rprop+: the last step of the parameter is taken back.</summary>
    Backtracking,
}
