namespace Pullback.Graphs;

/// <summary>How the first values of a parameter are drawn.</summary>
internal enum InitializerKind
{
    /// <summary>All zero: biases.</summary>
    Zeros,

    /// <summary>All one: the weight of a normalisation.</summary>
    Ones,

    /// <summary>Normal with mean 0 and deviation gain / √fanIn (He, Zhang, Ren and Sun, 2015).</summary>
    KaimingNormal,

    /// <summary>Uniform between ± gain · √(6 / (fanIn + fanOut)) (Glorot and Bengio, 2010).</summary>
    XavierUniform,
}

/// <summary>A rule of initialisation with its numbers. <paramref name="FanIn"/> and <paramref name="FanOut"/> are 0 where unused.</summary>
internal sealed record InitializerDeclaration(InitializerKind Kind, int FanIn, int FanOut, double Gain)
{
    public static InitializerDeclaration Zeros { get; } = new(InitializerKind.Zeros, 0, 0, 0);

    public static InitializerDeclaration Ones { get; } = new(InitializerKind.Ones, 0, 0, 0);

    public static InitializerDeclaration Kaiming(int fanIn, double gain) => new(InitializerKind.KaimingNormal, fanIn, 0, gain);

    public static InitializerDeclaration Xavier(int fanIn, int fanOut, double gain = 1) =>
        new(InitializerKind.XavierUniform, fanIn, fanOut, gain);
}

/// <summary>One tensor that is learned (or given and kept, when it is not trainable). Its index is its slot in the layout.</summary>
/// <param name="Name">The full name: <c>encoder.dense1.weight</c>.</param>
/// <param name="Dimensions">Its shape.</param>
/// <param name="Trainable">Whether it has a gradient.</param>
/// <param name="Initializer">How it starts.</param>
internal sealed record ParameterDeclaration(
    string Name,
    ValueList<int> Dimensions,
    bool Trainable,
    InitializerDeclaration Initializer
)
{
    public int ElementCount => Dimensions.Aggregate(1, (product, length) => product * length);
}
