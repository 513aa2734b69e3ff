using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>
/// What the run-time graph keeps of an elementwise op beside its name: a way to run its formula, without reflection.
/// </summary>
internal abstract class ElementwiseHandle
{
    /// <summary>How the graph names the op and starts the weights in front of it.</summary>
    public abstract ElementwiseFunction Describe();

    /// <summary>The formula's value.</summary>
    public abstract double Evaluate(double x, ReadOnlySpan<double> constants);

    /// <summary>The formula's value and derivative, by running the very same formula on dual numbers.</summary>
    public abstract (double Value, double Derivative) Differentiate(double x, ReadOnlySpan<double> constants);
}

/// <summary>The handle of <typeparamref name="TOp"/>.</summary>
internal sealed class ElementwiseHandle<TOp> : ElementwiseHandle
    where TOp : struct, IElementwiseOp
{
    public override ElementwiseFunction Describe()
    {
        // The two rules and the gain of √2 are those of He et al.; LayerGraph's reader takes the same from the attribute.
        bool rectifier = TOp.Initialization == Initialization.Kaiming;
        return new ElementwiseFunction(
            TypeNames.FullName(typeof(TOp)),
            TypeNames.Kind(typeof(TOp)),
            TOp.ConstantCount,
            rectifier,
            rectifier ? Math.Sqrt(2) : 1
        );
    }

    public override double Evaluate(double x, ReadOnlySpan<double> constants) => TOp.Evaluate(x, constants);

    public override (double Value, double Derivative) Differentiate(double x, ReadOnlySpan<double> constants)
    {
        Span<Dual> duals = stackalloc Dual[constants.Length];
        for (int i = 0; i < constants.Length; i++)
        {
            duals[i] = Dual.Constant(constants[i]);
        }
        Dual result = TOp.Evaluate(Dual.Variable(x), (ReadOnlySpan<Dual>)duals);
        return (result.Value, result.Tangent);
    }
}
