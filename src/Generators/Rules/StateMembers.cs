namespace Pullback.Generators.Rules;

/// <summary>The names that no slot or number of a state can have: the members of every state, and its own name.</summary>
internal static class StateMembers
{
    /// <summary>What <c>RuleState&lt;T&gt;</c> and its bases show to the class that is derived from it.</summary>
    public static readonly HashSet<string> OfEveryState = new(StringComparer.Ordinal)
    {
        "Copy",
        "Equals",
        "Finalize",
        "GetHashCode",
        "GetNumber",
        "GetScalar",
        "GetSlot",
        "GetTensor",
        "GetType",
        "MemberwiseClone",
        "ReferenceEquals",
        "Restore",
        "Scalars",
        "Step",
        "Tensors",
        "ToString",
        "With",
    };

    /// <summary>Whether a property of the state can't have this name.</summary>
    /// <param name="name">The name of the property.</param>
    /// <param name="stateType">The name of the state's class.</param>
    public static bool IsTaken(string name, string stateType) => OfEveryState.Contains(name) || name == stateType || name == "T";
}
