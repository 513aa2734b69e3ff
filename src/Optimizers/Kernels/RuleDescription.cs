namespace Pullback.Optimizers.Kernels;

/// <summary>What a rule keeps and needs, in the order of its lane's arguments.</summary>
public sealed class RuleDescription
{
    /// <summary>Describes a rule.</summary>
    /// <param name="name">The rule's name.</param>
    /// <param name="slots">The tensors of its state.</param>
    /// <param name="scalars">The numbers of its state.</param>
    /// <param name="coefficients">The names of its coefficients.</param>
    /// <param name="needsGlobalNorm">Whether it needs the norm of all that comes in.</param>
    /// <param name="needsSlotNorm">Whether it needs the norm of what comes in, tensor by tensor.</param>
    /// <param name="takesGlobalNorm">Whether its lane takes the global norm; else only its coefficients may.</param>
    public RuleDescription(
        string name,
        IReadOnlyList<RuleSlot> slots,
        IReadOnlyList<RuleScalar> scalars,
        IReadOnlyList<string> coefficients,
        bool needsGlobalNorm = false,
        bool needsSlotNorm = false,
        bool takesGlobalNorm = false
    )
    {
        Name = name;
        Slots = slots;
        Scalars = scalars;
        Coefficients = coefficients;
        NeedsGlobalNorm = needsGlobalNorm;
        NeedsSlotNorm = needsSlotNorm;
        TakesGlobalNorm = takesGlobalNorm;
    }

    /// <summary>The rule's name.</summary>
    public string Name { get; }

    /// <summary>The tensors of its state.</summary>
    public IReadOnlyList<RuleSlot> Slots { get; }

    /// <summary>The numbers of its state.</summary>
    public IReadOnlyList<RuleScalar> Scalars { get; }

    /// <summary>The names of its coefficients.</summary>
    public IReadOnlyList<string> Coefficients { get; }

    /// <summary>Whether it needs the norm of all that comes in: one more pass over it.</summary>
    public bool NeedsGlobalNorm { get; }

    /// <summary>Whether it needs the norm of what comes in, tensor by tensor: one more pass over it.</summary>
    public bool NeedsSlotNorm { get; }

    /// <summary>Whether its lane takes the global norm, after its coefficients.</summary>
    public bool TakesGlobalNorm { get; }

    /// <summary>Whether it needs a first pass.</summary>
    public bool NeedsNorm => NeedsGlobalNorm || NeedsSlotNorm;

    /// <summary>The length of the rule's part of a block's coefficients: its own, then the norms it needs, global before slot.</summary>
    internal int BlockCoefficientCount => Coefficients.Count + (TakesGlobalNorm ? 1 : 0) + (NeedsSlotNorm ? 1 : 0);
}

/// <summary>A tensor of a rule's state.</summary>
/// <param name="Name">Its name, such as <c>firstMoment</c>.</param>
/// <param name="StartsAtParameter">Whether it starts as a copy of the parameters; else it starts at <see cref="IUpdateRule.GetStartValue"/>.</param>
public sealed record RuleSlot(string Name, bool StartsAtParameter = false);

/// <summary>A number of a rule's state.</summary>
/// <param name="Name">Its name, such as <c>momentumProduct</c>.</param>
/// <param name="StartsAt">Its first value.</param>
public sealed record RuleScalar(string Name, double StartsAt = 0);
