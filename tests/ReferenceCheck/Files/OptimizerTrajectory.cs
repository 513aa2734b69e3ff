using System.Globalization;
using System.Text.Json;
using Pullback.Ops;
using Pullback.Optimizers;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary>One case of <c>optimizers.json</c>: the library's optimizer takes every step of the reference, and is compared after each.</summary>
internal sealed class OptimizerTrajectory(OptimizerProblem problem, JsonElement item, FileReport report)
{
    private const double LeastTolerance = 1e-12;

    /// <summary>The noise floor of a case is measured; a library whose order of operations differs may be some times beyond it.</summary>
    private const double RoundingFactor = 100;

    public void Check()
    {
        OptimizerCounterpart counterpart = OptimizerCounterparts.Find(item.Member("source").Text());
        string gradients = item.Member("grad").Text();
        double[][] expected = [.. item.Member("trajectory").Items().Select(row => row.Numbers())];
        RequireLength(expected.Length, "trajectory");
        double rounding = item.Optional("rounding")?.Number() ?? 0;
        // A rounding that is no number was not measured: it allows nothing.
        double tolerance = Math.Max(LeastTolerance, double.IsFinite(rounding) ? RoundingFactor * rounding : 0);
        (IGradientTransformation optimizer, Group[] groups) = Make(counterpart);
        report.Use(optimizer);
        Dictionary<string, JsonElement[]> extras = Extras(counterpart);

        TensorSet<double> start = problem.Set(problem.Start);
        StepResult<double> current = new(start, optimizer.Init(start));
        for (int step = 0; step < expected.Length; step++)
        {
            double[] at = current.Parameters.Flatten();
            TensorSet<double> gradient = problem.Set(problem.Gradient(gradients, step, at));
            StepInputs<double> inputs = problem.Inputs(gradients, step, at);
            current = optimizer.Step(current.Parameters, gradient, current.State, inputs);
            string after = (step + 1).ToString(CultureInfo.InvariantCulture);
            Deviation.Within(tolerance, $"x after step {after}", expected[step], current.Parameters.Flatten());
            foreach ((string name, JsonElement[] values) in extras)
            {
                double[] actual = [.. groups.SelectMany((group, i) => Extra(counterpart, name, group, group.Result(current, i)))];
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
            foreach (JsonProperty extra in listed.Properties())
            {
                if (extra.Value.ValueKind == JsonValueKind.Null)
                {
                    continue;
                }
                extras[extra.Name] =
                    counterpart.EvaluationName == extra.Name || counterpart.Extras?.ContainsKey(extra.Name) == true
                        ? [.. extra.Value.Items()]
                        : throw new NoCounterpartException($"the library's state does not give '{extra.Name}'");
                RequireLength(extras[extra.Name].Length, extra.Name);
            }
        }
        return extras;
    }

    /// <summary>One optimizer for all tensors; or, where the case has groups with settings of their own, a partition with one group for each tensor.</summary>
    private (IGradientTransformation Optimizer, Group[] Groups) Make(OptimizerCounterpart counterpart)
    {
        if (item.Optional("groups") is not { } groups)
        {
            (IGradientTransformation optimizer, Settings settings) = Make(counterpart, group: null);
            return (optimizer, [new Group(optimizer, settings, null)]);
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
        List<ParameterGroup> partition = [];
        List<Group> made = [];
        foreach ((int index, JsonElement group) in listed.Index())
        {
            ParameterFilter tensor = ParameterFilter.Named(problem.Layout.Slots[index].Name);
            (IGradientTransformation optimizer, Settings settings) = Make(counterpart, group);
            partition.Add(new ParameterGroup(tensor, optimizer));
            made.Add(new Group(optimizer, settings, tensor));
        }
        return (Partition.Of(partition), [.. made]);
    }

    private (IGradientTransformation Optimizer, Settings Settings) Make(OptimizerCounterpart counterpart, JsonElement? group)
    {
        Settings settings = new(item.Member("hyper"), group);
        settings.Skip("lr");
        if (item.Member("source").Text().StartsWith("torch.", StringComparison.Ordinal))
        {
            // How PyTorch computes, and not what.
            settings.Skip("foreach", "fused", "capturable", "differentiable");
        }
        IGradientTransformation optimizer = counterpart.Make(settings, Rate(group?.Optional("lr") ?? item.Member("lr")));
        settings.Done();
        return (optimizer, settings);
    }

    private static double[] Extra(OptimizerCounterpart counterpart, string name, Group group, StepResult<double> result) =>
        counterpart.EvaluationName == name
            ? group.Optimizer.EvaluationParameters(result.Parameters, result.State).Flatten()
            : counterpart.Extras![name](result, group.Settings);

    private Schedule Rate(JsonElement rate)
    {
        if (rate.ValueKind != JsonValueKind.Array)
        {
            return rate.Number();
        }
        double[] rates = rate.Numbers();
        RequireLength(rates.Length, "lr");
        return Schedule.FromFunc(step => rates[Math.Min(step, rates.Length - 1)]);
    }

    /// <summary>Every list of a case has an element for each step, of which there is one at least: nothing would be checked otherwise.</summary>
    private void RequireLength(int length, string name)
    {
        int steps = item.Member("trajectory").GetArrayLength();
        if (length != steps || steps == 0)
        {
            throw new ReferenceFormatException(FormattableString.Invariant($"'{name}' has {length} elements, of {steps} steps"));
        }
    }

    /// <summary>The optimizer of all tensors, or of those that a filter matches, and its settings.</summary>
    private sealed record Group(IGradientTransformation Optimizer, Settings Settings, ParameterFilter? Tensors)
    {
        /// <summary>The group's share of the parameters and the state.</summary>
        public StepResult<double> Result(StepResult<double> whole, int index) =>
            Tensors is null ? whole : new(whole.Parameters.Select(Tensors), ((PartitionState<double>)whole.State).Groups[index]);
    }
}
