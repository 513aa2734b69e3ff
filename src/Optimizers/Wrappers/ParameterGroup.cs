namespace Pullback.Optimizers;

/// <summary>Some tensors and the optimizer that trains them: an element of a <see cref="Partition"/>.</summary>
/// <remarks>PyTorch calls it a parameter group; there the groups of one optimizer differ in settings only, here they may differ in kind.</remarks>
public sealed record ParameterGroup
{
    /// <summary>Gives tensors an optimizer.</summary>
    /// <param name="where">The tensors, but for those of an earlier group.</param>
    /// <param name="optimizer">Their optimizer.</param>
    /// <param name="name">The group's name in states and checkpoints, without a dot; null: its position among the groups, counted from 1.</param>
    /// <exception cref="ArgumentNullException">The filter or the optimizer is null.</exception>
    /// <exception cref="ArgumentException">The name is empty or has a dot.</exception>
    public ParameterGroup(ParameterFilter where, IGradientTransformation optimizer, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(where);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Contains('.', StringComparison.Ordinal)))
        {
            throw new ArgumentException($"The name of a group must have a letter and no dot, but is '{name}'.", nameof(name));
        }

        Where = where;
        Optimizer = optimizer;
        Name = name;
    }

    /// <summary>The tensors, but for those of an earlier group.</summary>
    public ParameterFilter Where { get; }

    /// <summary>Their optimizer.</summary>
    public IGradientTransformation Optimizer { get; }

    /// <summary>The group's name, or null.</summary>
    public string? Name { get; }

    /// <summary>Whether the group may have no tensors. Otherwise <c>Init</c> refuses parameters of which none is in the group.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The filter and the optimizer.</summary>
    /// <returns>For example <c>Named("*.bias"): Sgd(…)</c>.</returns>
    public override string ToString() => Name is null ? $"{Where}: {Optimizer}" : $"{Name} = {Where}: {Optimizer}";
}
