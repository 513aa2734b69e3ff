namespace Pullback.Optimizers;

/// <summary>
/// Makes an optimizer of what the record's <c>Define</c> returns, a chain or a partition, where <see cref="FusedOptimizerAttribute"/> can't because it has parts
/// that are no scalar formulas. The generator adds the contract, <c>With</c> and <c>ToString</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class ComposedOptimizerAttribute : Attribute;
