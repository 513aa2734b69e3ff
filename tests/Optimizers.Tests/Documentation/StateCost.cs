using System.Globalization;
using Pullback.Ops;
using Pullback.Optimizers.Kernels;
using Pullback.Optimizers.Tests.Composition;

namespace Pullback.Optimizers.Tests.Documentation;

/// <summary>How many tensors of state a transformation keeps for each parameter, measured on one matrix, in its default settings and in those of the catalogue.</summary>
internal static class StateCost
{
    private const int Extent = 64;

    private static readonly TensorSet<double> Probe = TensorSet<double>.Zeros(
        new TensorLayout([("dense1.weight", new Shape(Extent, Extent))])
    );

    /// <summary>"2", "0 to 1", "0.03"; what an inner optimizer keeps is not counted.</summary>
    public static string Of(Type type)
    {
        double[] costs = [.. Costs(type).Distinct().Order()];
        return costs switch
        {
            [] => "–",
            [var only] => Text(only),
            [var least, .., var most] => $"{Text(least)} to {Text(most)}",
        };
    }

    private static IEnumerable<double> Costs(Type type) =>
        type.IsAssignableTo(typeof(IGradientTransformation)) ? Instances(type).Select(Own)
        : type.IsAssignableTo(typeof(IParameterAverage))
            ? [Count(((IParameterAverage)Activator.CreateInstance(type)!).Init(Probe).Tensors) / Probe.Layout.ParameterCount]
        : [];

    /// <summary>The type in its default settings, where it has some, and in those of the catalogue; limited to some tensors only where nothing else is to be had.</summary>
    private static IEnumerable<IGradientTransformation> Instances(Type type)
    {
        IGradientTransformation[] all =
        [
            .. type.GetConstructor([]) is { } constructor
                ? [(IGradientTransformation)constructor.Invoke(null)]
                : (IGradientTransformation[])[],
            .. Catalogue.All.Values.SelectMany(PartsOf.Objects).Where(part => part.GetType() == type),
        ];
        IGradientTransformation[] unlimited = [.. all.Where(made => !IsLimited(made))];
        return unlimited.Length > 0 ? unlimited : all;
    }

    /// <summary>Whether a rule was told to leave some tensors alone: what it keeps then says nothing of the rule.</summary>
    private static bool IsLimited(IGradientTransformation part) => part is IUpdateRule rule && rule.Where != ParameterFilter.All;

    private static double Own(IGradientTransformation transformation)
    {
        double inner = PartsOf.Inner(transformation).Sum(Total);
        return Math.Max(0, Total(transformation) - inner) / Probe.Layout.ParameterCount;
    }

    private static double Total(IGradientTransformation transformation) => Count(transformation.Init(Probe).Tensors);

    private static double Count(IEnumerable<KeyValuePair<string, TensorSet<double>>> tensors) =>
        tensors.Sum(tensor => tensor.Value.Layout.ParameterCount);

    private static string Text(double cost) => cost.ToString("0.##", CultureInfo.InvariantCulture);
}
