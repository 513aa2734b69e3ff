namespace Pullback.Ops.Kernels;

/// <summary>A scalar function carried by a type, so that the JIT can inline it: see <see cref="ILane{TSelf}.MapElements{TFunction}"/>.</summary>
public interface IScalarFunction
{
    /// <summary>The function's value.</summary>
    /// <param name="x">The argument.</param>
    static abstract double Invoke(double x);
}
