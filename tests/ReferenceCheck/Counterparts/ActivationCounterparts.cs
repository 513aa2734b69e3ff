using Pullback.Ops;
using Pullback.Ops.Kernels;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>An activation of the library with its constants.</summary>
public interface IActivation
{
    double[] Values(double[] x);

    double[] Derivatives(double[] x);

    /// <summary>The activation as a node of a graph.</summary>
    Node Apply(Node x);
}

/// <summary>Which formula of the library a reference <c>kind</c> is. A new activation adds one line.</summary>
public static class ActivationCounterparts
{
    private static readonly Dictionary<string, Func<Settings, IActivation>> Registry = new(StringComparer.Ordinal)
    {
        ["relu"] = _ => new Activation<Relu>(),
        ["leaky_relu"] = settings => new Activation<LeakyRelu>(settings.Number("negative_slope", 0.1)),
        ["tanh"] = _ => new Activation<Tanh>(),
        ["sigmoid"] = _ => new Activation<Sigmoid>(),
        ["silu"] = _ => new Activation<Silu>(),
        ["gelu"] = ExactGelu,
        ["softplus"] = PlainSoftplus,
        ["mish"] = _ => new Activation<Mish>(),
    };

    /// <summary>The counterpart of a kind with its settings.</summary>
    /// <exception cref="NoCounterpartException">The library has no such activation, or not with these settings.</exception>
    public static IActivation Find(string kind, Settings settings)
    {
        if (!Registry.TryGetValue(kind, out Func<Settings, IActivation>? make))
        {
            throw new NoCounterpartException($"the library has no activation '{kind}'");
        }
        IActivation activation = make(settings);
        settings.Done();
        return activation;
    }

    private static Activation<Gelu> ExactGelu(Settings settings)
    {
        string approximate = settings.Text("approximate", "none");
        return approximate == "none"
            ? new Activation<Gelu>()
            : throw new NoCounterpartException($"the library has no setting for approximate = \"{approximate}\"");
    }

    private static Activation<Softplus> PlainSoftplus(Settings settings)
    {
        settings.Only("beta", 1);
        // The reference's exact values are those of the true softplus, whatever the threshold.
        settings.Skip("threshold");
        return new Activation<Softplus>();
    }

    private sealed class Activation<TOp>(params double[] constants) : IActivation
        where TOp : struct, IElementwiseOp
    {
        public double[] Values(double[] x)
        {
            double[] y = new double[x.Length];
            Elementwise.Forward<TOp, double>(x, constants, y);
            return y;
        }

        public double[] Derivatives(double[] x)
        {
            double[] dx = new double[x.Length];
            Elementwise.Backward<TOp, double>(x, constants, [.. Enumerable.Repeat(1.0, x.Length)], dx);
            return dx;
        }

        public Node Apply(Node x) => x.Apply<TOp>(constants);
    }
}
