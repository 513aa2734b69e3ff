namespace Pullback.Optimizers;

/// <summary>
/// Makes a gradient transformation of a scalar formula. On a <c>sealed partial record</c> with a method <c>Coefficients(long step)</c> and a static method
/// <c>Rule&lt;T&gt;</c>, the generator adds the state type, <c>Init</c>, <c>Update</c>, <c>With</c>, <c>ToString</c>, and the SIMD loop.
/// </summary>
/// <remarks>
/// <para>
/// <c>Rule</c> takes and returns scalars of type T. Its arguments bind by name: <c>gradient</c> (what comes in, gradients or the updates of an earlier
/// transformation), <c>parameter</c>, <c>globalNorm</c> and <c>slotNorm</c> (Euclidean norms of what comes in, over all tensors and over the element's own; they
/// cost a first pass), then the slots, then members of <c>Coefficients</c> in camel case. It returns a tuple: <c>Update</c> first, then the next value of each
/// slot, named as the slot's argument in Pascal case; a rule without slots returns the update alone.
/// </para>
/// <para>
/// <c>Coefficients</c> returns a tuple of <see cref="double"/>s: everything that is the same for all elements is computed there, once a step and in double
/// precision, and rounded once to T. An argument <c>globalNorm</c> of it is the norm of all that comes in; further ones are numbers that the state keeps,
/// and the tuple has a member of the same name with the next value.
/// </para>
/// <para>
/// Slots start at zero, or as <see cref="StartsAtAttribute"/> says. A property <c>Where</c> of type <c>ParameterFilter</c> masks the rule: elsewhere what comes in
/// goes out unchanged, and no state is kept. Multiplications and additions are not contracted: a fused one is written <c>T.FusedMultiplyAdd</c>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UpdateRuleAttribute : Attribute;
