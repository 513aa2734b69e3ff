namespace Pullback.Testing;

/// <summary>The one-dimensional shapes of which a <see cref="ChainedCurve"/> is made; m is the slope with which a shape is entered.</summary>
public enum CurveShape
{
    /// <summary>Slope m throughout.</summary>
    Line,

    /// <summary>Slope m, then flat.</summary>
    Relu,

    /// <summary>Slope m up to the middle, then −m.</summary>
    Abs,

    /// <summary>Flat up to the middle, then the last slope of the curve that was not zero (−1 when there was none): the end of a dead zone.</summary>
    Bend,

    /// <summary>Slope m, then −10 m: a wall.</summary>
    Cliff,

    /// <summary>Slope m, then 10 m.</summary>
    Ridge,

    /// <summary>A parabola with its vertex in the middle.</summary>
    QuadraticBowl,

    /// <summary>A parabola that is left with a tenth of the slope when it falls, with ten times the slope when it rises.</summary>
    QuadraticConvex,

    /// <summary>The outer part of a Gaussian well, from four widths away to the point of inflection.</summary>
    GaussianNonconvex,

    /// <summary>The wall of a Gaussian well, from the point of inflection to a tenth of its width.</summary>
    GaussianConvex,

    /// <summary>The bottom of a Gaussian well.</summary>
    GaussianBowl,

    /// <summary>The outer part of a well <c>−e^−|t|</c>, from eight widths away to one.</summary>
    LaplaceNonconvex,

    /// <summary>The wall of such a well, from one width away to a tenth.</summary>
    LaplaceConvex,

    /// <summary>Its bottom, which has a kink.</summary>
    LaplaceBowl,

    /// <summary><c>a e^−bx</c>, left with a thousandth of the slope.</summary>
    Exponential,
}
