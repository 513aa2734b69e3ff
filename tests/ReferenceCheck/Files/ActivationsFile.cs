using System.Text.Json;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary><c>activations.json</c>: formulas and their derivatives over the whole range of doubles; gated units; softmax.</summary>
public sealed class ActivationsFile : IReferenceFile
{
    private const double ValueRelative = 1e-13;
    private const double ValueAbsolute = 1e-300;
    private const double DerivativeRelative = 1e-12;
    private const double DerivativeAbsolute = 1e-16;

    public string Name => "activations.json";

    public void Check(JsonElement root, FileReport report)
    {
        report.RunEach(root.ItemsOrNone("elementwise"), "elementwise", CheckElementwise);
        foreach ((string section, string lacking) in Sections)
        {
            foreach ((int index, JsonElement item) in root.ItemsOrNone(section).Index())
            {
                string kind = item.TextOr("kind", item.TextOr("tag", ""));
                report.Run($"{section}[{index}]/{kind}", () => throw new NoCounterpartException(lacking));
            }
        }
    }

    private static readonly (string Section, string Lacking)[] Sections =
    [
        ("glu", "the library has no gated units"),
        ("maxout", "the library has no maxout"),
        ("softmax", "softmax exists only inside the cross-entropy loss, which losses.json checks"),
    ];

    private static void CheckElementwise(JsonElement item)
    {
        IActivation activation = ActivationCounterparts.Find(item.Member("kind").Text(), new Settings(item.Member("params")));
        double[] x = item.Member("x").Numbers();
        double[] expected = item.Member("y_exact").Numbers();
        double[] slopes = item.Member("dy_exact").Numbers();
        double[]? torchSlopes = item.Optional("dy_torch")?.Numbers();
        int[] kinks = item.Optional("kink_index")?.Integers() ?? [];
        double[] left = kinks.Length == 0 ? [] : item.Member("dy_left").Numbers();
        double[] right = kinks.Length == 0 ? [] : item.Member("dy_right").Numbers();

        double[] y = activation.Values(x);
        double[] dy = activation.Derivatives(x);
        for (int i = 0; i < x.Length; i++)
        {
            Require("y", x[i], y[i], expected[i], ValueRelative, ValueAbsolute);
            int kink = Array.IndexOf(kinks, i);
            if (kink >= 0)
            {
                RequireSubgradient(x[i], dy[i], left[kink], right[kink]);
            }
            else if (!(double.IsInfinity(x[i]) && double.IsNaN(dy[i]) && !double.IsFinite(torchSlopes?[i] ?? double.NaN)))
            {
                Require("dy", x[i], dy[i], slopes[i], DerivativeRelative, DerivativeAbsolute);
            }
        }
    }

    private static void Require(string what, double x, double actual, double expected, double relative, double absolute)
    {
        bool close =
            actual.Equals(expected)
            || actual == expected
            || Math.Abs(actual - expected) <= Math.Max(absolute, relative * Math.Abs(expected));
        if (!close)
        {
            throw new CaseFailedException(
                $"{what}({x:R}) is {actual:R}, the reference {expected:R}: relative deviation {Deviation.Relative(actual, expected):E2}, allowed {relative:E2}"
            );
        }
    }

    private static void RequireSubgradient(double x, double actual, double left, double right)
    {
        if (!(actual >= Math.Min(left, right) && actual <= Math.Max(left, right)))
        {
            throw new CaseFailedException($"dy({x:R}) is {actual:R}, no subgradient of the kink from {left:R} to {right:R}");
        }
    }
}
