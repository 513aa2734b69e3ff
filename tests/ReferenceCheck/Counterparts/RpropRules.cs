using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>The forms of Rprop. Their learning rate is the size of the first step; later values of it mean nothing.</summary>
internal static class RpropRules
{
    /// <summary>The sources of this family.</summary>
    public static IReadOnlyDictionary<string, OptimizerCounterpart> Counterparts =>
        new Dictionary<string, OptimizerCounterpart>(StringComparer.Ordinal)
        {
            ["torch.Rprop"] = new(Torch),
            ["form.rprop_plus"] = new((settings, rate) => Textbook(settings, rate, RpropForm.Backtracking)),
            ["form.rprop_minus"] = new((settings, rate) => Textbook(settings, rate, RpropForm.Turning)),
        };

    /// <summary>The factors and the bounds of the sizes are pairs of PyTorch's class, or the arguments of the definition.</summary>
    public static IGradientTransformation Torch(Settings settings, Schedule rate)
    {
        Rprop named = Textbook(settings, rate, RpropForm.Skipping);
        (double shrinkage, double growth) = settings.Pair("etas", named.Shrinkage, named.Growth);
        (double least, double most) = settings.Pair("step_sizes", named.MinSize, named.MaxSize);
        Rprop optimizer = named with { Shrinkage = shrinkage, Growth = growth, MinSize = least, MaxSize = most };
        return Maximization.Of(optimizer, settings);
    }

    private static Rprop Textbook(Settings settings, Schedule rate, RpropForm form) =>
        new()
        {
            InitialSize = rate.At(0).AboveZero(),
            Shrinkage = settings.Number("etaminus", 0.5),
            Growth = settings.Number("etaplus", 1.2),
            MinSize = settings.Number("step_min", 1e-6),
            MaxSize = settings.Number("step_max", 50),
            Form = form,
        };
}
