using System.Globalization;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Bench.Compare;

/// <summary>One step of an optimizer over one tensor, with the parameters and the state donated: in place, as PyTorch does it.</summary>
internal static class OptimizerWork
{
    /// <summary>The optimizers that PyTorch has too, with the names of its classes and an option.</summary>
    private static readonly (IGradientTransformation Optimizer, string Name, string Peer)[] Shared =
    [
        (new Sgd { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "Sgd", "SGD"),
        (
            new Sgd
            {
                LearningRate = TrainingWork.LearningRate,
                MaxDegreeOfParallelism = 1,
                Momentum = 0.9,
            },
            "Sgd, momentum",
            "SGD+momentum"
        ),
        (new AdaGrad { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "AdaGrad", "Adagrad"),
        (new RmsProp { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "RmsProp", "RMSprop"),
        (new AdaDelta { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "AdaDelta", "Adadelta"),
        (new AdamW { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "AdamW", "AdamW"),
        (new AmsGrad { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "AmsGrad", "Adam+amsgrad"),
        (new Adamax { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "Adamax", "Adamax"),
        (new Nadam { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "Nadam", "NAdam"),
        (new RectifiedAdam { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "RectifiedAdam", "RAdam"),
        (new Rprop { InitialSize = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "Rprop", "Rprop"),
        (new AveragedSgd { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "AveragedSgd", "ASGD"),
    ];

    /// <summary>Optimizers that measure before they move, and others that PyTorch does not have.</summary>
    private static readonly IGradientTransformation[] Own =
    [
        new Lion { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 },
        new Lamb { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 },
        new Dog { MaxDegreeOfParallelism = 1 },
        new Prodigy { MaxDegreeOfParallelism = 1 },
        new ScheduleFreeAdamW { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 },
        new NoisySgd { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 },
    ];

    /// <summary>Optimizers of matrices, over a square one.</summary>
    private static readonly IGradientTransformation[] OfMatrices =
    [
        new Adafactor { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 },
        new Sm3 { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 },
        new Muon { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 },
    ];

    /// <summary>Adam, as everybody compares it.</summary>
    public static Work Adam(int count) =>
        Of(new Adam { LearningRate = TrainingWork.LearningRate, MaxDegreeOfParallelism = 1 }, "Adam", "Adam", count);

    /// <summary>The same with as many threads as the machine has, on this side only.</summary>
    public static Work AdamOnAllThreads(int count) =>
        Of(new Adam { LearningRate = TrainingWork.LearningRate }, "Adam on all threads", null, count);

    /// <summary>All others.</summary>
    public static IEnumerable<Work> Others(int count) =>
        Shared
            .Select(shared => Of(shared.Optimizer, shared.Name, shared.Peer, count))
            .Concat(Own.Select(own => Of(own, own.GetType().Name, null, count)))
            .Concat(OfMatrices.Select(own => OfMatrix(own, (int)Math.Sqrt(count))));

    private static Work Of(IGradientTransformation optimizer, string name, string? peer, int count) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{name} step, {count / 1_000_000} M parameters"),
            string.Create(CultureInfo.InvariantCulture, $"optimizer-{peer}-{count}"),
            peer is null ? Peers.None : Peers.Default | Peers.Tuned,
            () => Prepare(optimizer, new Shape(count))
        );

    private static Work OfMatrix(IGradientTransformation optimizer, int extent) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{optimizer.GetType().Name} step, a matrix of {extent}×{extent}"),
            "",
            Peers.None,
            () => Prepare(optimizer, new Shape(extent, extent))
        );

    /// <summary>A step that takes its own results as the next arguments.</summary>
    public static Action Prepare(IGradientTransformation optimizer, Shape shape)
    {
        (TensorSet<float> parameters, TensorSet<float> gradients) = Tensors(shape);
        OptimizerState<float> state = optimizer.Init(parameters);
        return () => (parameters, state) = optimizer.Step(parameters, gradients, state, donate: true);
    }

    private static (TensorSet<float> Parameters, TensorSet<float> Gradients) Tensors(Shape shape)
    {
        var layout = new TensorLayout([("weight", shape)]);
        int count = layout.ParameterCount;
        return (
            TensorSet<float>.Create(layout, [("weight", Values.Uniform(count, 1))]),
            TensorSet<float>.Create(layout, [("weight", [.. Values.Uniform(count, 2).Select(g => g - 0.5f)])])
        );
    }
}
