using System.Reflection;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Testing;

/// <summary>The law of threads: their number shows in no bit.</summary>
internal static class DegreeLaws
{
    /// <summary>Large cases cost most of the time of a check, so that only some are.</summary>
    private const int CasesPerLarge = 16;

    private const int Steps = 2;

    /// <summary>Enough elements for the library to divide the work; a matrix that is small, for rules whose cost grows faster than its size.</summary>
    private static readonly TensorLayout Large = new([("a.weight", new Shape(24, 40)), ("a.bias", new Shape(140_003))]);

    public static string? DegreeShowsInNoBit(LawCase drawn)
    {
        if (drawn.Drawn.Seed % CasesPerLarge != 0 || WithDegree(drawn.Transformation, 1) is not { } alone)
        {
            return null;
        }
        StepResult<double> expected = Run(alone, drawn);
        foreach (int degree in (int[])[2, 0])
        {
            StepResult<double> actual = Run(WithDegree(drawn.Transformation, degree)!, drawn);
            string threads = FormattableString.Invariant($"at a degree of parallelism of {degree}");
            string? difference =
                Bits.Differ($"the parameters {threads}", actual.Parameters, expected.Parameters)
                ?? Bits.Differ($"the state {threads}", actual.State, expected.State);
            if (difference is not null)
            {
                return difference;
            }
        }
        return null;
    }

    private static StepResult<double> Run(IGradientTransformation transformation, LawCase drawn)
    {
        RandomKey key = new(drawn.Drawn.Seed);
        TensorSet<double> parameters = Normal(key);
        TensorSet<double> curvature = TensorSet<double>.Zeros(Large).Map(_ => 1);
        OptimizerState<double> state = transformation.Init(parameters);
        for (int step = 0; step < Steps; step++)
        {
            TensorSet<double> gradients = Normal(key.Fold(step + 1));
            StepInputs<double>? inputs = drawn.Options.GivesInputs
                ? new LawQuadratic<double>(parameters, gradients, curvature, drawn.Options.LossMinimum).Inputs(metric: step)
                : null;
            (parameters, state) = transformation.Step(parameters, gradients, state, inputs);
        }
        return new StepResult<double>(parameters, state);
    }

    private static TensorSet<double> Normal(RandomKey key)
    {
        double[] values = new double[Large.ParameterCount];
        key.FillNormal(values);
        return TensorSet<double>.Unflatten(Large, values);
    }

    /// <summary>
    /// The transformation with another limit of threads: by its method <c>WithMaxDegreeOfParallelism</c>, or as a copy of a record whose property
    /// <c>MaxDegreeOfParallelism</c> can be set; null where it has neither.
    /// </summary>
    private static IGradientTransformation? WithDegree(IGradientTransformation transformation, int degree)
    {
        Type type = transformation.GetType();
        if (type.GetMethod("WithMaxDegreeOfParallelism", [typeof(int)]) is { } with)
        {
            return with.Invoke(transformation, [degree]) as IGradientTransformation;
        }
        PropertyInfo? property = type.GetProperty("MaxDegreeOfParallelism", typeof(int));
        if (property?.SetMethod is not { IsPublic: true } || type.GetMethod("<Clone>$", []) is not { } clone)
        {
            return null;
        }
        object copy = clone.Invoke(transformation, null)!;
        property.SetValue(copy, degree);
        return (IGradientTransformation)copy;
    }
}
