namespace Pullback.Optimizers;

/// <summary>
/// Makes a gradient transformation of a scalar formula. On a <c>sealed partial record</c> with a static method <c>Rule&lt;T&gt;</c> and, where it needs them, methods
/// <c>Coefficients(long step)</c>, <c>Sums&lt;T&gt;</c> and <c>TensorCoefficients(long step)</c>, the generator adds the state type, <c>Init</c>, <c>Update</c>, <c>With</c>, <c>ToString</c>, and the SIMD loop.
/// </summary>
/// <remarks>
/// <para>
/// <c>Rule</c> takes and returns scalars of type T. Its arguments bind by name: <c>gradient</c> (what comes in, gradients or the updates of an earlier
/// transformation), <c>parameter</c>, <c>curvature</c> (<see cref="StepInputs{T}.Curvature"/>), <c>globalNorm</c> and <c>slotNorm</c> (Euclidean norms of what comes
/// in, over all tensors and over the element's own; they cost a pass), then the slots, then coefficients in camel case. It returns a tuple: <c>Update</c> first,
/// then the next value of each slot, named as the slot's argument in Pascal case; a rule without slots returns the update alone.
/// </para>
/// <para>
/// <c>Coefficients</c> returns a tuple of <see cref="double"/>s: everything that is the same for all elements is computed there, once a step and in double
/// precision, and rounded once to T. Its arguments after the step bind by name, too: <c>globalNorm</c>, <c>loss</c> and <c>metric</c> (of the
/// <see cref="StepInputs{T}"/>), sums; all others are numbers that the state keeps, and the tuple has a member of the same name with the next value.
/// </para>
/// <para>
/// <c>static (T A, T B) Sums&lt;T&gt;(T gradient, T parameter, …)</c> says what is summed before the pass, in double precision and in a fixed order: its members are
/// terms of one element, made of <c>gradient</c>, <c>parameter</c>, <c>curvature</c>, slots, and members of <c>SumCoefficients(long step, …)</c>. An argument of
/// <c>Coefficients</c> with a sum's name is the sum over all tensors. With one sum, <c>Sums</c> returns T, and the argument is called <c>sum</c>.
/// </para>
/// <para>
/// <c>TensorCoefficients(long step, …)</c> is computed for each tensor: from <c>slotNorm</c>, <c>globalNorm</c>, <c>elementCount</c>, <c>tensor</c> (a
/// <see cref="TensorSlot"/>: its name and shape), sums over the tensor, and numbers that the state keeps for it. Its members are arguments of <c>Rule</c> like those of <c>Coefficients</c>. With it, a rule scales layers (LARS, LAMB, NovoGrad).
/// </para>
/// <para>
/// Slots start at zero, or as <see cref="StartsAtAttribute"/> says. A property <c>Where</c> of type <c>ParameterFilter</c> masks the rule: elsewhere what comes in
/// goes out unchanged, and no state is kept. Multiplications and additions are not contracted: a fused one is written <c>T.FusedMultiplyAdd</c>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UpdateRuleAttribute : Attribute;
