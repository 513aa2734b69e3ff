namespace Pullback.Optimizers;

/// <summary>
/// Makes one optimizer of a chain of update rules, whose step is a single pass over memory. The chain is what the method <c>Define</c> returns.
/// </summary>
/// <remarks>
/// <para>
/// On a <c>static partial class</c> with <c>static IGradientTransformation Define(…)</c>, the generator adds <c>Create(…)</c> with the same parameters. On a
/// <c>sealed partial record</c> with an instance method <c>IGradientTransformation Define()</c>, it makes the record itself the optimizer: state type, <c>Init</c>,
/// <c>Update</c>, <c>With</c>, <c>ToString</c>. The named optimizers of this library are made so.
/// </para>
/// <para>
/// Types and order of the rules are read at build time from the expression <c>Chain.Of(new …, new …)</c>; their values, masks included, come from running
/// <c>Define</c>. Results are the same, bit for bit, as those of the chain.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FusedOptimizerAttribute : Attribute;
