using System.Diagnostics;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Digits;

/// <summary>Trains a network: a fold of pure steps over shuffled batches.</summary>
internal sealed class TrainingLoop
{
    private readonly IDigitClassifier classifier;
    private readonly DataSplit data;
    private readonly TrainingOptions options;
    private readonly int batchSize;
    private readonly float[] batchPixels;
    private readonly int[] batchLabels;

    public TrainingLoop(IDigitClassifier classifier, DataSplit data, TrainingOptions options)
    {
        this.classifier = classifier;
        this.data = data;
        this.options = options;
        batchSize = Math.Min(options.BatchSize, data.Training.Count);
        batchPixels = new float[batchSize * data.Training.PixelCount];
        batchLabels = new int[batchSize];
    }

    private int StepsPerEpoch => (data.Training.Count + batchSize - 1) / batchSize;

    public long TotalSteps => (long)options.Epochs * StepsPerEpoch;

    /// <summary>Runs until all epochs are done or somebody cancels, and then tests what was reached.</summary>
    public TrainingResult Run(ITrainingObserver observer, CancellationToken cancellation)
    {
        // Three independent streams of random numbers out of one seed.
        RandomKey[] keys = new RandomKey(options.Seed).Split(3);
        (RandomKey initialKey, RandomKey orderKey, RandomKey dropoutKey) = (keys[0], keys[1], keys[2]);

        Schedule learningRate = OptimizerChoice.LearningRate(options, TotalSteps);
        IGradientTransformation optimizer = OptimizerChoice.Create(options.Optimizer, learningRate);
        TensorSet<float> parameters = classifier.Initialize(initialKey);
        OptimizerState<float> state = optimizer.Init(parameters);

        Stopwatch stopwatch = new();
        EpochMetrics? last = null;
        long step = 0;
        for (int epoch = 1; epoch <= options.Epochs && !cancellation.IsCancellationRequested; epoch++)
        {
            int[] order = orderKey.Fold(epoch).Permutation(data.Training.Count);
            EpochTotals totals = default;
            for (int start = 0; start < order.Length && !cancellation.IsCancellationRequested; start += batchSize)
            {
                stopwatch.Start();
                int count = Gather(order.AsSpan(start, Math.Min(batchSize, order.Length - start)));
                ReadOnlySpan<int> labels = batchLabels.AsSpan(0, count);
                Evaluation<float> evaluation = classifier.Evaluate(
                    parameters,
                    batchPixels.AsSpan(0, count * data.Training.PixelCount),
                    labels,
                    dropoutKey.Fold(step)
                );
                (parameters, state) = optimizer.Step(parameters, evaluation.Gradients, state, donate: true);
                step++;
                totals = totals.Add(evaluation.Loss, Scores.CountCorrect(evaluation.Prediction.Span, labels), count);
                stopwatch.Stop();
                observer.OnStep(epoch, totals.Loss, totals.Accuracy);
            }
            if (totals.Count > 0)
            {
                last = new EpochMetrics(
                    epoch,
                    step,
                    learningRate.At(step - 1),
                    totals.Loss,
                    totals.Accuracy,
                    Test(parameters).Accuracy
                );
            }
            if (totals.Count == order.Length)
            {
                observer.OnEpoch(last!);
            }
        }
        return new TrainingResult(
            parameters,
            last,
            SamplesSeen(step),
            stopwatch.Elapsed,
            Test(parameters),
            WasInterrupted: step < TotalSteps
        );
    }

    private ConfusionMatrix Test(TensorSet<float> parameters) =>
        new(classifier.Predict(parameters, data.Test.Pixels), data.Test.Labels);

    /// <summary>Copies the images of a batch together.</summary>
    private int Gather(ReadOnlySpan<int> indices)
    {
        int pixelCount = data.Training.PixelCount;
        for (int i = 0; i < indices.Length; i++)
        {
            data.Training.Image(indices[i]).CopyTo(batchPixels.AsSpan(i * pixelCount));
            batchLabels[i] = data.Training.Labels[indices[i]];
        }
        return indices.Length;
    }

    /// <summary>The last batch of an epoch may be smaller than the others.</summary>
    private long SamplesSeen(long steps)
    {
        (long epochs, long rest) = Math.DivRem(steps, StepsPerEpoch);
        return (epochs * data.Training.Count) + (rest * batchSize);
    }

    private readonly record struct EpochTotals(double LossSum, long Correct, long Count)
    {
        public double Loss => Count == 0 ? 0 : LossSum / Count;

        public double Accuracy => Count == 0 ? 0 : (double)Correct / Count;

        public EpochTotals Add(double loss, int correct, int count) =>
            new(LossSum + (loss * count), Correct + correct, Count + count);
    }
}
