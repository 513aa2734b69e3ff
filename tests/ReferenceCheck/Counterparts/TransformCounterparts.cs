using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Which transformation of the library a reference <c>kind</c> is. A new transformation adds one line.</summary>
public static class TransformCounterparts
{
    private static readonly Dictionary<string, Func<Settings, IGradientTransformation>> Registry = new(StringComparer.Ordinal)
    {
        ["clip_by_value"] = settings => new ClipByValue(settings.Number("max_abs")),
        ["clip_by_norm_per_tensor"] = settings => new ClipByNorm(settings.Number("max_norm")),
        ["clip_by_block_rms"] = settings => new ClipByBlockRootMeanSquare(settings.Number("threshold")),
        ["clip_by_global_norm"] = settings => new ClipByGlobalNorm(settings.Number("max_norm")),
        ["torch_clip_grad_norm"] = ByTotalNorm,
        ["adaptive_grad_clip"] = settings => new AdaptiveGradientClip(settings.Number("clipping"))
        {
            Epsilon = settings.Number("eps", 1e-3),
            Over = Axes(settings),
        },
        // The reference's weights have their outputs first.
        ["centralise"] = _ => new CentralizeGradients { Over = TensorAxes.AllButFirst },
    };

    /// <summary>PyTorch may compute it in one go, or refuse gradients that are not finite: neither changes the norm.</summary>
    private static ClipByTotalNorm ByTotalNorm(Settings settings)
    {
        settings.Skip("foreach", "error_if_nonfinite");
        return new ClipByTotalNorm(settings.Number("max_norm")) { Order = settings.Number("norm_type", 2) };
    }

    /// <summary>The axes of a unit's norm: "rest" for all but the first, or the number of the only one.</summary>
    private static TensorAxes Axes(Settings settings) =>
        settings.IsText("axis") && settings.Text("axis") == "rest"
            ? TensorAxes.AllButFirst
            : TensorAxes.Only(settings.Whole("axis", 0));

    /// <summary>The counterpart of a kind with its settings.</summary>
    /// <exception cref="NoCounterpartException">The library has no such transformation, or not with these settings.</exception>
    public static IGradientTransformation Find(string kind, Settings settings)
    {
        if (!Registry.TryGetValue(kind, out Func<Settings, IGradientTransformation>? make))
        {
            throw new NoCounterpartException($"the library has no transformation '{kind}'");
        }
        // What the case is meant to show; it changes nothing.
        settings.Skip("tag");
        IGradientTransformation transformation = make(settings);
        settings.Done();
        return transformation;
    }
}
