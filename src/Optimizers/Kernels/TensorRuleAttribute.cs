namespace Pullback.Optimizers.Kernels;

/// <summary>
/// Makes a transformation of a rule over whole tensors: on a sealed partial record that implements <see cref="ITensorRule"/>, the generator adds the members that
/// call <see cref="TensorEngine"/>, the state type with a member for each kept name, <c>With</c> and <c>ToString</c>.
/// </summary>
/// <param name="kept">The names of the tensor sets that the state keeps.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class TensorRuleAttribute(params string[] kept) : Attribute
{
    /// <summary>The names of the tensor sets that the state keeps.</summary>
    public string[] Kept { get; } = kept;
}
