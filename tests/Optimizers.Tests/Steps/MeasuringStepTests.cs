using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>Steps that measure before they move: their bits and their memory are those of any other step.</summary>
public sealed class MeasuringStepTests
{
    private static readonly Dictionary<string, Func<int, IGradientTransformation>> Optimizers = new(StringComparer.Ordinal)
    {
        ["Prodigy"] = degree => new Prodigy { WeightDecay = 0.1, MaxDegreeOfParallelism = degree },
        ["DAdaptAdamW"] = degree => new DAdaptAdamW { MaxDegreeOfParallelism = degree },
        ["Dog"] = degree => new Dog { MaxDegreeOfParallelism = degree },
        ["MomoAdam"] = degree => new MomoAdam { MaxDegreeOfParallelism = degree },
        ["Lamb"] = degree => new Lamb { WeightDecay = 0.1, MaxDegreeOfParallelism = degree },
        ["Lars"] = degree => new Lars { SumsNorms = true, MaxDegreeOfParallelism = degree },
        ["NovoGrad"] = degree => new NovoGrad { MaxDegreeOfParallelism = degree },
        ["Mechanic"] = degree => new Mechanic(new AdamW { MaxDegreeOfParallelism = degree }),
    };

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_threads_gives_the_same_bits(string name)
    {
        StepResult<float> expected = Run(Optimizers[name](1), Problems.Large, 3);
        Assert.Equal(expected, Run(Optimizers[name](2), Problems.Large, 3));
        Assert.Equal(expected, Run(Optimizers[name](3), Problems.Large, 3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_steady_donated_step_allocates_the_same_at_every_size(string name)
    {
        TensorLayout one = new([("w", new Shape(64, 10))]);
        TensorLayout hundred = new(Enumerable.Range(0, 100).Select(i => ($"w{i}", new Shape(500, 10))));
        long small = Allocation.OfSteadyStep(Optimizers[name](1), one, window: 5);
        Assert.Equal(small, Allocation.OfSteadyStep(Optimizers[name](1), hundred, window: 5));
        Assert.InRange(small, 1, 1500);
    }

    private static StepResult<float> Run(IGradientTransformation optimizer, TensorLayout layout, int steps)
    {
        TensorSet<float> start = Problems.Values<float>(layout, 1);
        StepResult<float> current = new(start, optimizer.Init(start));
        for (int step = 0; step < steps; step++)
        {
            StepInputs<float> inputs = new() { Loss = 1.0 / (step + 1) };
            TensorSet<float> gradients = Problems.Values<float>(layout, step + 2);
            current = optimizer.Step(current.Parameters, gradients, current.State, inputs, donate: true);
        }

        return current;
    }
}
