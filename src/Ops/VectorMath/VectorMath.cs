namespace Pullback.Ops.Kernels;

/// <summary>
/// Elementary functions on vectors, each written once for every width, element type and the software lane. An element's value depends on that element alone: not on its
/// position, not on its neighbours, not on the width.
/// </summary>
/// <remarks>
/// <para>
/// The coefficients are minimax polynomials found by Remez exchange in 60-digit arithmetic, in the form and on the interval that each function states. Their stated
/// errors hold after the rounding of the coefficients to the element type.
/// </para>
/// <para>
/// The stated maximal errors are in units in the last place of the exact result and hold over the whole range, with and without FMA; the tests measure them.
/// </para>
/// </remarks>
public static partial class VectorMath;
