using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>PyTorch's <c>maximize</c>: descent on the negated gradient, before any decay is added.</summary>
internal static class Maximization
{
    public static IGradientTransformation Of(IGradientTransformation optimizer, Settings settings) =>
        settings.Flag("maximize") ? Chain.Of(new Scale(-1.0), optimizer) : optimizer;
}
