using System.Numerics;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <summary>
/// A differentiable scalar function y = f(x; constants), applied to each element. A user writes a partial struct with a static generic method
/// <c>Formula</c> and the attribute <see cref="ElementwiseOpAttribute"/>; the generator implements every member below from it.
/// </summary>
/// <example>
/// <code>
/// [ElementwiseOp]
/// public readonly partial struct Mish : IElementwiseOp
/// {
///     public static T Formula&lt;T&gt;(T x) where T : unmanaged, IFloatingPointIeee754&lt;T&gt; => x * T.Tanh(ScalarMath.Softplus(x));
/// }
/// </code>
/// </example>
/// <remarks>
/// A type, not a delegate, carries the formula, so that its lanes can be called (and inlined) from any assembly. The constants are further parameters of the
/// formula, in their order: no derivative is formed towards them.
/// </remarks>
public interface IElementwiseOp
{
    /// <summary>The name that tables, reports and messages use.</summary>
    static virtual string Name => throw Missing(nameof(Name));

    /// <summary>The number of constants, beside x, that the formula takes.</summary>
    static virtual int ConstantCount => throw Missing(nameof(ConstantCount));

    /// <summary>How a layer that is followed by this op draws its weights.</summary>
    static virtual Initialization Initialization => throw Missing(nameof(Initialization));

    /// <summary>Whether <see cref="OutputDerivative"/> exists: whether the output alone gives the derivative accurately.</summary>
    static virtual bool HasOutputDerivative => throw Missing(nameof(HasOutputDerivative));

    /// <summary>The formula itself on scalars: the plain definition that everything else is checked against.</summary>
    /// <typeparam name="T">The number type; dual numbers too.</typeparam>
    /// <param name="x">The argument.</param>
    /// <param name="constants">The constants.</param>
    static virtual T Evaluate<T>(T x, ReadOnlySpan<T> constants)
        where T : unmanaged, IFloatingPointIeee754<T> => throw Missing(nameof(Evaluate));

    /// <summary>f(x) on one vector.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <param name="constants">The constants, each in every element.</param>
    static virtual TLane Forward<TLane>(TLane x, ReadOnlySpan<TLane> constants)
        where TLane : struct, ILane<TLane> => throw Missing(nameof(Forward));

    /// <summary>f′(x) on one vector.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <param name="constants">The constants, each in every element.</param>
    static virtual TLane Derivative<TLane>(TLane x, ReadOnlySpan<TLane> constants)
        where TLane : struct, ILane<TLane> => throw Missing(nameof(Derivative));

    /// <summary>f(x) and f′(x) on one vector, with their common subexpressions computed once.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <param name="constants">The constants, each in every element.</param>
    /// <param name="value">f(x).</param>
    /// <param name="derivative">f′(x).</param>
    static virtual void ForwardAndDerivative<TLane>(TLane x, ReadOnlySpan<TLane> constants, out TLane value, out TLane derivative)
        where TLane : struct, ILane<TLane> => throw Missing(nameof(ForwardAndDerivative));

    /// <summary>f′ on one vector, from the output y = f(x) alone; only where <see cref="HasOutputDerivative"/>.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="y">The output.</param>
    /// <param name="constants">The constants, each in every element.</param>
    static virtual TLane OutputDerivative<TLane>(TLane y, ReadOnlySpan<TLane> constants)
        where TLane : struct, ILane<TLane> => throw Missing(nameof(OutputDerivative));

    private static NotSupportedException Missing(string member) =>
        new(
            $"The elementwise op has no {member}. The generator adds it to a partial struct marked with [ElementwiseOp]; OutputDerivative exists only where the struct defines it."
        );
}
