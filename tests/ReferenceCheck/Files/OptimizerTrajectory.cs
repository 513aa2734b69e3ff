using System.Globalization;
using System.Text.Json;
using Pullback.Ops;
using Pullback.Optimizers;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary>One case of <c>optimizers.json</c>: the library's optimizer takes every step of the reference, and is compared after each.</summary>
internal sealed class OptimizerTrajectory(OptimizerProblem problem, JsonElement item)
{
    private const double LeastTolerance = 1e-12;

    /// <summary>The noise floor of a case is measured; a library whose order of operations differs may be some times beyond it.</summary>
    private const double RoundingFactor = 100;

    public void Check()
    {
        OptimizerCounterpart counterpart = OptimizerCounterparts.Find(item.Member("source").Text());
        string gradients = item.Member("grad").Text();
        double[][] expected = [.. item.Member("trajectory").Items().Select(row => row.Numbers())];
        double tolerance = Math.Max(LeastTolerance, RoundingFactor * (item.Optional("rounding")?.Number() ?? 0));
        Part[] parts = Parts(counterpart);
        Dictionary<string, JsonElement[]> extras = Extras(counterpart);

        double[] at = problem.Start;
        for (int step = 0; step < expected.Length; step++)
        {
            TensorSet<double> gradient = problem.Set(problem.Gradient(gradients, step, at));
            StepInputs<double> inputs = problem.Inputs(gradients, step, at);
            foreach (Part part in parts)
            {
                part.Step(gradient, inputs);
            }
            at = [.. parts.SelectMany(part => part.Current.Parameters.Flatten())];
            string after = (step + 1).ToString(CultureInfo.InvariantCulture);
            Deviation.Within(tolerance, $"x after step {after}", expected[step], at);
            foreach ((string name, JsonElement[] values) in extras)
            {
                double[] actual = [.. parts.SelectMany(part => part.Extra(counterpart, name))];
                double[] reference =
                    values[step].ValueKind == JsonValueKind.Array ? values[step].Numbers() : [values[step].Number()];
                Deviation.Within(tolerance, $"{name} after step {after}", reference, actual);
            }
        }
    }

    private Dictionary<string, JsonElement[]> Extras(OptimizerCounterpart counterpart)
    {
        Dictionary<string, JsonElement[]> extras = new(StringComparer.Ordinal);
        if (item.Optional("extra") is { } listed)
        {
            foreach (JsonProperty extra in listed.EnumerateObject())
            {
                extras[extra.Name] =
                    counterpart.EvaluationName == extra.Name || counterpart.Extras?.ContainsKey(extra.Name) == true
                        ? [.. extra.Value.Items()]
                        : throw new NoCounterpartException($"the library's state does not give '{extra.Name}'");
            }
        }
        return extras;
    }

    /// <summary>
    /// All tensors under one optimizer; or, where the case has groups with settings of their own, each tensor under its own optimizer, which for a rule
    /// that looks at one tensor at a time is the same.
    /// </summary>
    private Part[] Parts(OptimizerCounterpart counterpart)
    {
        if (item.Optional("groups") is not { } groups)
        {
            return [Make(counterpart, ParameterFilter.All, group: null)];
        }
        if (counterpart.Couples)
        {
            throw new NoCounterpartException("the library has no groups for a rule that looks at all tensors together");
        }
        JsonElement[] listed = [.. groups.Items()];
        if (listed.Length != problem.Layout.Slots.Count)
        {
            throw new ReferenceFormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"there are {listed.Length} groups, but {problem.Layout.Slots.Count} tensors"
                )
            );
        }
        return
        [
            .. problem.Layout.Slots.Select((slot, index) => Make(counterpart, ParameterFilter.Named(slot.Name), listed[index])),
        ];
    }

    private Part Make(OptimizerCounterpart counterpart, ParameterFilter tensors, JsonElement? group)
    {
        Settings settings = new(item.Member("hyper"), group);
        settings.Skip("lr");
        IGradientTransformation optimizer = counterpart.Make(settings, Rate(group?.Optional("lr") ?? item.Member("lr")));
        settings.Done();
        TensorSet<double> start = problem.Set(problem.Start).Select(tensors);
        return new Part(tensors, optimizer, settings, new StepResult<double>(start, optimizer.Init(start)));
    }

    private static Schedule Rate(JsonElement rate)
    {
        if (rate.ValueKind != JsonValueKind.Array)
        {
            return rate.Number();
        }
        double[] rates = rate.Numbers();
        return Schedule.FromFunc(step => rates[step]);
    }

    /// <summary>Some tensors and the optimizer that moves them.</summary>
    private sealed class Part(
        ParameterFilter tensors,
        IGradientTransformation optimizer,
        Settings settings,
        StepResult<double> start
    )
    {
        public StepResult<double> Current { get; private set; } = start;

        public void Step(TensorSet<double> gradients, StepInputs<double> inputs)
        {
            StepInputs<double> own = inputs with { Curvature = inputs.Curvature?.Select(tensors) };
            Current = optimizer.Step(Current.Parameters, gradients.Select(tensors), Current.State, own);
        }

        public double[] Extra(OptimizerCounterpart counterpart, string name) =>
            counterpart.EvaluationName == name
                ? optimizer.EvaluationParameters(Current.Parameters, Current.State).Flatten()
                : counterpart.Extras![name](Current, settings);
    }
}
