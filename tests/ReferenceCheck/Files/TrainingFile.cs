using System.Text.Json;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary><c>training.json</c>: a small network trained on digits, in double and in float; every loss on the way.</summary>
public sealed class TrainingFile : IReferenceFile
{
    private const double DoubleTolerance = 1e-9;
    private const double SingleTolerance = 1e-4;

    public string Name => "training.json";

    public void Check(JsonElement root, FileReport report)
    {
        TrainingData data = new(root);
        foreach (JsonElement run in root.Member("runs").Items())
        {
            string optimizer = run.TextOr("optimizer", "");
            report.Run($"{optimizer}/double", () => CheckDouble(data, run));
            if (run.Optional("float32_train_loss_after_step") is { } losses)
            {
                report.Run($"{optimizer}/float", () => CheckSingle(data, run, losses.Numbers()));
            }
        }
    }

    private static void CheckDouble(TrainingData data, JsonElement run)
    {
        TrainingRun<double> training = TrainingRun<double>.Run(data, run);
        Deviation.Within(
            DoubleTolerance,
            "batch loss before step",
            run.Member("batch_loss_before_step").Numbers(),
            training.BatchLosses
        );
        Deviation.Within(
            DoubleTolerance,
            "training loss after step",
            run.Member("train_loss_after_step").Numbers(),
            training.TrainLosses
        );
        Deviation.Within(DoubleTolerance, "test loss", run.Member("test_loss").Number(), training.TestLoss);
        RequireEqual("correct test images", run.Member("test_correct").Whole(), training.TestCorrect);
        RequireShare("training accuracy", run.Member("train_accuracy").Number(), training.TrainCorrect, data.TrainCount);
        RequireShare("test accuracy", run.Member("test_accuracy").Number(), training.TestCorrect, data.TestCount);
        Deviation.Within(DoubleTolerance, "parameter norms", run.Member("parameter_l2").Numbers(), training.ParameterNorms);
        foreach ((int index, JsonElement values) in run.Member("final_first_values").Items().Index())
        {
            double[] expected = values.Numbers();
            Deviation.Within(
                DoubleTolerance,
                TrainingData.ParameterNames[index],
                expected,
                training.FirstValues(index, expected.Length)
            );
        }
    }

    private static void CheckSingle(TrainingData data, JsonElement run, double[] losses)
    {
        TrainingRun<float> training = TrainingRun<float>.Run(data, run);
        Deviation.Within(SingleTolerance, "training loss after step", losses, training.TrainLosses);
    }

    private static void RequireEqual(string what, int expected, int actual)
    {
        if (expected != actual)
        {
            throw new CaseFailedException(FormattableString.Invariant($"{what}: {actual}, the reference {expected}"));
        }
    }

    private static void RequireShare(string what, double expected, int correct, int count) =>
        Deviation.Within(1e-12, what, expected, correct / (double)count);
}
