using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Formulas that several rules share; the generator reads them in place of their calls.</summary>
internal static class RuleFormulas
{
    /// <summary>1, −1, or 0 where the number is 0; NaN stays NaN.</summary>
    public static T Sign<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        x > T.Zero ? T.One
        : x < T.Zero ? -T.One
        : x;

    /// <summary>The cube root of a number that is not negative, to the last bit or two; NaN stays NaN.</summary>
    /// <remarks>A logarithm has fewer digits behind the point the larger it is, and the exponential takes over its error: one step of Newton's mends that.</remarks>
    public static T CubeRoot<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T rough = T.Exp(T.Log(x) / T.CreateChecked(3.0));
        T refined = rough - ((rough - (x / (rough * rough))) / T.CreateChecked(3.0));
        return T.IsFinite(x) && x > T.Zero ? refined : x;
    }
}
