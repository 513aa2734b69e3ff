using System.Text.Json;
using Pullback.Ops;
using Pullback.Optimizers;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary><c>optimizers.json</c>: trajectories, gradient transformations, Newton–Schulz iterations and averages.</summary>
public sealed class OptimizersFile : IReferenceFile
{
    private const double TransformTolerance = 1e-12;

    public string Name => "optimizers.json";

    public void Check(JsonElement root, FileReport report)
    {
        // A problem or a list of parameters that is not of the schema fails the cases that need it.
        Lazy<OptimizerProblem> problem = new(() => new OptimizerProblem(root.Member("problem")));
        report.RunEach(root.ItemsOrNone("cases"), "cases", item => new OptimizerTrajectory(problem.Value, item, report).Check());
        foreach ((int index, JsonElement item) in root.ItemsOrNone("transforms").Index())
        {
            report.Run($"transforms[{index}]/{item.TextOr("kind", "")}", () => CheckTransform(problem.Value, item, report));
        }
        foreach ((int index, JsonElement item) in root.ItemsOrNone("newton_schulz").Index())
        {
            report.Run($"newton_schulz[{index}]", () => CheckNewtonSchulz(item));
        }
        if (root.Optional("averaging") is { } averaging)
        {
            Lazy<AveragingCheck> check = new(() => new AveragingCheck(averaging));
            foreach ((int index, JsonElement item) in averaging.ItemsOrNone("cases").Index())
            {
                report.Run($"averaging[{index}]/{item.TextOr("kind", "")}", () => check.Value.Check(item, report));
            }
        }
    }

    private static void CheckTransform(OptimizerProblem problem, JsonElement item, FileReport report)
    {
        IGradientTransformation transformation = TransformCounterparts.Find(
            item.Member("kind").Text(),
            new Settings(item.Member("hyper"))
        );
        report.Use(transformation);
        TensorSet<double> parameters = problem.Set(ReferenceTensor.Read(item.Member("params")).Data);
        TensorSet<double> gradients = problem.Set(ReferenceTensor.Read(item.Member("grads")).Data);
        TensorSet<double> updates = transformation.Update(gradients, transformation.Init(parameters), parameters).Updates;
        Deviation.Within(TransformTolerance, "output", ReferenceTensor.Read(item.Member("output")).Data, updates.Flatten());
        if (item.Optional("global_norm") is { } norm)
        {
            Deviation.Within(TransformTolerance, "global norm", norm.Number(), gradients.Norm());
        }
        if (item.Optional("total_norm") is { } total && transformation is ClipByTotalNorm clip)
        {
            Deviation.Within(TransformTolerance, "total norm", total.Number(), TotalNorm.Of(gradients, clip.Order));
        }
    }

    private static void CheckNewtonSchulz(JsonElement item)
    {
        double[] coefficients = item.Member("coeffs").Numbers();
        ReferenceTensor input = ReferenceTensor.Read(item.Member("input"));
        if (coefficients.Length != 3 || input.Rank != 2)
        {
            throw new ReferenceFormatException("three coefficients and a matrix are expected");
        }
        NewtonSchulz iteration = new()
        {
            Steps = item.Member("steps").Whole(),
            Linear = coefficients[0],
            Cubic = coefficients[1],
            Quintic = coefficients[2],
            Epsilon = item.Member("eps").Number().AboveZero(),
        };
        double[] output = iteration.Orthogonalize(input.Data, input.Shape[0], input.Shape[1]);
        Deviation.Within(TransformTolerance, "output", ReferenceTensor.Read(item.Member("output")).Data, output);
    }
}
