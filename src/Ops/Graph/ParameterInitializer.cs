using System.Globalization;
using System.Numerics;
using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>
/// How the first values of a parameter are drawn. Defined once: the interpreter and the emitted <c>Initialize</c> both call <see cref="Fill"/>,
/// and so give the same numbers.
/// </summary>
/// <example><code>ParameterInitializer.KaimingNormal(fanIn: 64).Fill(buffer.Slot(0), key.Fold(0));</code></example>
public sealed record ParameterInitializer
{
    private readonly InitializerDeclaration rule;

    private ParameterInitializer(InitializerDeclaration rule) => this.rule = rule;

    /// <summary>All zero: biases.</summary>
    public static ParameterInitializer Zeros { get; } = new(InitializerDeclaration.Zeros);

    /// <summary>All one: the weight of a normalisation.</summary>
    public static ParameterInitializer Ones { get; } = new(InitializerDeclaration.Ones);

    /// <summary>
    /// Normal with mean 0 and deviation gain / √fanIn, which keeps the mean square of the activations through rectifiers.
    /// Kaiming He, Xiangyu Zhang, Shaoqing Ren and Jian Sun, "Delving deep into rectifiers", 2015.
    /// </summary>
    /// <param name="fanIn">How many numbers one output sums over.</param>
    /// <param name="gain">What the activation that follows takes away: √2 for a rectifier, the default.</param>
    /// <returns>The initialiser.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fanIn"/> is below one, or the gain is not positive and finite.</exception>
    public static ParameterInitializer KaimingNormal(int fanIn, double gain = 1.4142135623730951)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        CheckGain(gain);
        return new(InitializerDeclaration.Kaiming(fanIn, gain));
    }

    /// <summary>
    /// Uniform between ± gain · √(6 / (fanIn + fanOut)), a compromise between forward and backward for activations that are linear around zero.
    /// Xavier Glorot and Yoshua Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    /// </summary>
    /// <param name="fanIn">How many numbers one output sums over.</param>
    /// <param name="fanOut">How many outputs one input reaches.</param>
    /// <param name="gain">A further factor.</param>
    /// <returns>The initialiser.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A fan is below one, or the gain is not positive and finite.</exception>
    public static ParameterInitializer XavierUniform(int fanIn, int fanOut, double gain = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanOut, 1);
        CheckGain(gain);
        return new(InitializerDeclaration.Xavier(fanIn, fanOut, gain));
    }

    /// <summary>Writes the first values of one parameter: a pure function of the rule, the key and the length.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="destination">The parameter's elements.</param>
    /// <param name="key">A key of this parameter's own: <c>key.Fold(slot)</c>.</param>
    public void Fill<T>(Span<T> destination, RandomKey key)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (rule.Kind)
        {
            case InitializerKind.Zeros:
                destination.Clear();
                break;
            case InitializerKind.Ones:
                destination.Fill(T.One);
                break;
            case InitializerKind.KaimingNormal:
                key.FillNormal(destination);
                Scale(destination, T.CreateChecked(Deviation), T.Zero);
                break;
            default:
                // From [0, 1) to [−bound, bound).
                key.FillUniform(destination);
                Scale(destination, T.CreateChecked(2 * Bound), T.CreateChecked(-Bound));
                break;
        }
    }

    /// <summary>The rule with its numbers, as tables show it.</summary>
    /// <returns>For instance <c>Kaiming normal, deviation 0.1768</c>.</returns>
    public override string ToString() =>
        rule.Kind switch
        {
            InitializerKind.Zeros => "zeros",
            InitializerKind.Ones => "ones",
            InitializerKind.KaimingNormal => string.Create(
                CultureInfo.InvariantCulture,
                $"Kaiming normal, deviation {Deviation:G4}"
            ),
            _ => string.Create(CultureInfo.InvariantCulture, $"Xavier uniform, bound {Bound:G4}"),
        };

    internal static ParameterInitializer Of(InitializerDeclaration rule) => new(rule);

    private double Deviation => rule.Gain / Math.Sqrt(rule.FanIn);

    private double Bound => rule.Gain * Math.Sqrt(6.0 / (rule.FanIn + (double)rule.FanOut));

    private static void Scale<T>(Span<T> values, T factor, T offset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (values[i] * factor) + offset;
        }
    }

    private static void CheckGain(double gain)
    {
        if (!(gain > 0) || double.IsInfinity(gain))
        {
            throw new ArgumentOutOfRangeException(nameof(gain), gain, "The gain has to be a positive finite number.");
        }
    }
}
