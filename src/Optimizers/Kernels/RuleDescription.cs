namespace Pullback.Optimizers.Kernels;

/// <summary>What a rule keeps and needs, in the order of its lane's arguments.</summary>
/// <param name="name">The rule's name.</param>
public sealed class RuleDescription(string name)
{
    /// <summary>The rule's name.</summary>
    public string Name { get; } = name;

    /// <summary>The tensors of its state.</summary>
    public IReadOnlyList<RuleSlot> Slots { get; init; } = [];

    /// <summary>The names of the numbers of its state.</summary>
    public IReadOnlyList<string> Scalars { get; init; } = [];

    /// <summary>The names of the numbers of its state that each tensor has one of.</summary>
    public IReadOnlyList<string> TensorScalars { get; init; } = [];

    /// <summary>The names of its coefficients.</summary>
    public IReadOnlyList<string> Coefficients { get; init; } = [];

    /// <summary>The names of its coefficients that each tensor has its own of.</summary>
    public IReadOnlyList<string> TensorCoefficients { get; init; } = [];

    /// <summary>The names of the sums over tensors that its coefficients need: one more pass over what comes in.</summary>
    public IReadOnlyList<string> Sums { get; init; } = [];

    /// <summary>The names of the coefficients that are needed for the sums.</summary>
    public IReadOnlyList<string> SumCoefficients { get; init; } = [];

    /// <summary>Whether it needs the norm of all that comes in: one more pass over it.</summary>
    public bool NeedsGlobalNorm { get; init; }

    /// <summary>Whether it needs the norm of what comes in, tensor by tensor: one more pass over it.</summary>
    public bool NeedsSlotNorm { get; init; }

    /// <summary>Whether its lane takes the global norm, after its coefficients.</summary>
    public bool TakesGlobalNorm { get; init; }

    /// <summary>Whether its lane takes the norm of the element's own tensor, after its coefficients by tensor.</summary>
    public bool TakesSlotNorm { get; init; }

    /// <summary>Whether it needs the loss (<see cref="StepInputs{T}.Loss"/>).</summary>
    public bool NeedsLoss { get; init; }

    /// <summary>Whether it needs a metric (<see cref="StepInputs{T}.Metric"/>).</summary>
    public bool NeedsMetric { get; init; }

    /// <summary>Whether it needs a curvature (<see cref="StepInputs{T}.Curvature"/>).</summary>
    public bool NeedsCurvature { get; init; }

    /// <summary>Whether it needs a norm of what comes in.</summary>
    public bool NeedsNorm => NeedsGlobalNorm || NeedsSlotNorm;

    /// <summary>Whether it needs a first pass over what comes in.</summary>
    public bool NeedsMeasuring => NeedsNorm || Sums.Count > 0;

    /// <summary>The length of the rule's part of a block's coefficients: its own, the global norm, those by tensor, the slot's norm, those of its sums.</summary>
    internal int BlockCoefficientCount => FirstSumCoefficient + SumCoefficients.Count;

    /// <summary>Where the values that differ from tensor to tensor begin in its part.</summary>
    internal int FirstTensorValue => Coefficients.Count + (TakesGlobalNorm ? 1 : 0);

    /// <summary>How many values differ from tensor to tensor.</summary>
    internal int TensorValueCount => TensorCoefficients.Count + (TakesSlotNorm ? 1 : 0);

    /// <summary>Where the coefficients of its sums begin in its part.</summary>
    internal int FirstSumCoefficient => FirstTensorValue + TensorValueCount;

    /// <summary>The number of tensor sets in its state.</summary>
    internal int StateTensorCount => Slots.Count + TensorScalars.Count;
}

/// <summary>A tensor of a rule's state.</summary>
/// <param name="Name">Its name, such as <c>firstMoment</c>.</param>
/// <param name="StartsAtParameter">Whether it starts as a copy of the parameters; else it starts at <see cref="IUpdateRule.GetStartValue"/>.</param>
public sealed record RuleSlot(string Name, bool StartsAtParameter = false);
