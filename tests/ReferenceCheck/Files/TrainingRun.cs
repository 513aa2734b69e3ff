using System.Numerics;
using System.Text.Json;
using Pullback.Ops;
using Pullback.Ops.Kernels;
using Pullback.Optimizers;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary>One training, by the library's graph and optimizer, and what was measured on the way.</summary>
internal sealed class TrainingRun<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TrainingData data;
    private readonly ITrainedModel<T> model;
    private TensorSet<T> parameters;

    private TrainingRun(TrainingData data)
    {
        this.data = data;
        model = TrainedModels.For<T>(data.Features, data.Hidden, data.Classes, data.TrainCount);
        parameters = TensorSet<T>.Create(
            model.Layout,
            model.Layout.Slots.Select((slot, index) => (slot.Name, data.Initial[index].Data.Select(T.CreateTruncating).ToArray()))
        );
    }

    public double[] BatchLosses { get; private set; } = [];

    public double[] TrainLosses { get; private set; } = [];

    public double TestLoss { get; private set; }

    public int TestCorrect { get; private set; }

    public int TrainCorrect { get; private set; }

    public double[] ParameterNorms =>
        [.. model.Layout.Slots.Select(slot => parameters.Select(ParameterFilter.Named(slot.Name)).Norm())];

    public double[] FirstValues(int parameter, int count) =>
        [.. parameters[parameter].ToArray().Take(count).Select(double.CreateChecked)];

    public static TrainingRun<T> Run(TrainingData data, JsonElement run)
    {
        TrainingRun<T> training = new(data);
        training.Train(Optimizer(run));
        return training;
    }

    private static IGradientTransformation Optimizer(JsonElement run)
    {
        string name = run.Member("optimizer").Text();
        string source = name switch
        {
            "sgd" => "torch.SGD",
            "adam" => "torch.Adam",
            "adamw" => "torch.AdamW",
            _ => throw new NoCounterpartException($"the optimizer '{name}' is unknown"),
        };
        Settings settings = new(run.Member("hyper"));
        IGradientTransformation optimizer = OptimizerCounterparts.Find(source).Make(settings, settings.Number("lr"));
        settings.Done();
        return optimizer;
    }

    private void Train(IGradientTransformation optimizer)
    {
        List<double> batchLosses = [];
        List<double> trainLosses = [];
        OptimizerState<T> state = optimizer.Init(parameters);
        (double[] pixels, int[] labels) = data.Train;
        T[] trainPixels = Convert(pixels);
        foreach ((double[] batchPixels, int[] batchLabels) in data.Batches())
        {
            (T loss, TensorSet<T> gradients) = model.Evaluate(parameters, Convert(batchPixels), batchLabels);
            (parameters, state) = optimizer.Step(parameters, gradients, state, donate: true);
            batchLosses.Add(double.CreateChecked(loss));
            trainLosses.Add(Measure(trainPixels, labels).Loss);
        }
        (BatchLosses, TrainLosses) = ([.. batchLosses], [.. trainLosses]);
        TrainCorrect = Measure(trainPixels, labels).Correct;
        (double[] testPixels, int[] testLabels) = data.Test;
        (TestLoss, TestCorrect) = Measure(Convert(testPixels), testLabels);
    }

    private (double Loss, int Correct) Measure(T[] pixels, int[] labels)
    {
        T[] scores = model.Predict(parameters, pixels, labels.Length);
        T[] probabilities = new T[scores.Length];
        T loss = SoftmaxCrossEntropy.Forward(scores, labels, probabilities, labels.Length, data.Classes);
        int correct = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<T> own = scores.AsSpan(row * data.Classes, data.Classes);
            int best = 0;
            for (int i = 1; i < own.Length; i++)
            {
                best = own[i] > own[best] ? i : best;
            }
            correct += best == labels[row] ? 1 : 0;
        }
        return (double.CreateChecked(loss), correct);
    }

    private static T[] Convert(double[] values) => [.. values.Select(T.CreateTruncating)];
}
