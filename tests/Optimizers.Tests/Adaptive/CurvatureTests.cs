using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Adaptive;

/// <summary>Estimates of the curvature, on functions whose Hessian is known, and how Sophia asks for them.</summary>
public sealed class CurvatureTests
{
    private static readonly RandomKey Key = new(7);

    [Fact]
    public void Hutchinson_is_exact_where_the_Hessian_is_diagonal()
    {
        // f = Σ cos xᵢ, so the diagonal is −cos xᵢ: negative here and there.
        TensorSet<double> at = 3.0 * Problems.Values<double>(Problems.Large, 1);
        TensorSet<double> found = CurvatureEstimates.Hutchinson(
            point => new LossAndGradients<double>(0, point.Map(x => -Math.Sin(x))),
            at,
            Key
        );
        Assert.InRange((found - at.Map(x => -Math.Cos(x))).MaxNorm(), 0, 1e-9);
    }

    [Fact]
    public void Hutchinson_is_right_on_average_where_parameters_are_coupled()
    {
        TensorSet<double> one = CurvatureEstimates.Hutchinson(Coupled.At, Coupled.Start, Key);
        TensorSet<double> many = CurvatureEstimates.Hutchinson(Coupled.At, Coupled.Start, Key, samples: 4_000);

        // Each neighbour adds ± ½, so that the standard error of 4 000 samples is 0.011.
        Assert.InRange((one - Coupled.Diagonal).MaxNorm(), 0.4, 1.1);
        Assert.InRange((many - Coupled.Diagonal).MaxNorm(), 0, 0.05);
    }

    [Fact]
    public void Hutchinson_works_in_float()
    {
        TensorSet<float> at = Problems.Values<float>(Problems.Large, 1);
        TensorSet<float> found = CurvatureEstimates.Hutchinson(
            point => new LossAndGradients<float>(0, point.Map(x => x * x * x)),
            at,
            Key
        );
        Assert.InRange((found - at.Map(x => 3 * x * x)).MaxNorm(), 0, 2e-3);
    }

    [Fact]
    public void The_same_key_gives_the_same_bits_and_another_key_others()
    {
        TensorSet<double> first = CurvatureEstimates.Hutchinson(Coupled.At, Coupled.Start, Key);
        Assert.Equal(first, CurvatureEstimates.Hutchinson(Coupled.At, Coupled.Start, Key));
        Assert.NotEqual(first, CurvatureEstimates.Hutchinson(Coupled.At, Coupled.Start, Key.Fold(1)));
    }

    [Fact]
    public void Large_numbers_in_a_frozen_tensor_do_not_set_the_distance()
    {
        TensorLayout layout = TensorLayout.Create([("table", new Shape(1), false), ("x", new Shape(1), true)]);
        TensorSet<double> at = TensorSet<double>.Unflatten(layout, [1e8, 0.5]);
        TensorSet<double> found = CurvatureEstimates.Hutchinson(
            point => new LossAndGradients<double>(0, point.Map(Math.Sin)),
            at,
            Key
        );

        Assert.Equal(Math.Cos(0.5), found["x"][0], 1e-9);
    }

    [Fact]
    public void Frozen_tensors_are_not_shifted_and_have_no_curvature()
    {
        TensorSet<double> at = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> found = CurvatureEstimates.Hutchinson(
            point =>
            {
                Assert.Equal(at["table"].ToArray(), point["table"].ToArray());
                return new LossAndGradients<double>(0, point);
            },
            at,
            Key
        );
        Assert.All(found["table"].ToArray(), element => Assert.Equal(0, element));
        Assert.All(found["dense1.weight"].ToArray(), element => Assert.Equal(1, element, 8));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Equal("samples", Refused(() => CurvatureEstimates.Hutchinson(Coupled.At, Coupled.Start, Key, samples: 0)));
        Assert.Equal("distance", Refused(() => CurvatureEstimates.Hutchinson(Coupled.At, Coupled.Start, Key, distance: -1)));
        Assert.Equal("batchSize", Refused(() => CurvatureEstimates.GaussNewtonBartlett(Coupled.Start, 0)));
        Assert.Equal("classes", Refused(() => CurvatureEstimates.SampleLabels(new double[4], 0, Key)));
        Assert.Equal("logits", Refused(() => CurvatureEstimates.SampleLabels(new double[4], 3, Key)));
        Assert.Equal("logits", Refused(() => CurvatureEstimates.SampleLabels([0, double.NaN], 2, Key)));
        Assert.Equal(
            "gradient",
            Refused(() =>
                CurvatureEstimates.Hutchinson(_ => new(0, Problems.Values<double>(Problems.Ragged, 1)), Coupled.Start, Key)
            )
        );

        static string? Refused(Action call) => Assert.ThrowsAny<ArgumentException>(call).ParamName;
    }

    [Fact]
    public void Labels_follow_the_softmax_of_their_logits()
    {
        const int count = 20_000;
        double[] row = [Math.Log(1), Math.Log(2), double.NegativeInfinity, Math.Log(5)];
        int[] labels = CurvatureEstimates.SampleLabels(
            [.. Enumerable.Repeat(row, count).SelectMany(logits => logits)],
            row.Length,
            Key
        );
        double[] shares = [.. Enumerable.Range(0, row.Length).Select(label => labels.Count(l => l == label) / (double)count)];
        Assert.Equal(0.125, shares[0], 0.01);
        Assert.Equal(0.25, shares[1], 0.015);
        Assert.Equal(0, shares[2]);
        Assert.Equal(0.625, shares[3], 0.015);
    }

    [Fact]
    public void Sampled_labels_give_the_diagonal_of_the_Gauss_Newton_matrix()
    {
        // Logits that are the parameters themselves, B examples of them: the diagonal of the matrix is p (1 − p) for each class.
        const int batch = 16;
        double[] logits = [0.3, -1.2, 0.8];
        double[] odds = [.. logits.Select(Math.Exp)];
        double[] probabilities = [.. odds.Select(odd => odd / odds.Sum())];
        TensorLayout layout = new([("logits", new Shape(3))]);
        TensorSet<double> sum = TensorSet<double>.Zeros(layout);
        const int rounds = 4_000;
        for (int round = 0; round < rounds; round++)
        {
            int[] labels = CurvatureEstimates.SampleLabels(
                [.. Enumerable.Repeat(logits, batch).SelectMany(row => row)],
                3,
                Key.Fold(round)
            );
            double[] gradient = [.. probabilities.Select((p, label) => p - (labels.Count(l => l == label) / (double)batch))];
            sum += CurvatureEstimates.GaussNewtonBartlett(TensorSet<double>.Unflatten(layout, gradient), batch);
        }

        TensorSet<double> expected = TensorSet<double>.Unflatten(layout, [.. probabilities.Select(p => p * (1 - p))]);
        Assert.InRange((sum.Scale(1.0 / rounds) - expected).MaxNorm(), 0, 0.015);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sophia_needs_a_curvature_only_where_it_uses_it(bool donate)
    {
        Sophia sophia = new() { UpdateInterval = 3 };
        TensorSet<double> start = Problems.Values<double>(Problems.Ragged, 1);
        StepResult<double> sparse = new(start, sophia.Init(start));
        StepResult<double> every = new(start.Copy(), sophia.Init(start));
        for (int step = 0; step < 7; step++)
        {
            TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, step + 2);
            StepInputs<double> inputs = new() { Curvature = Problems.Values<double>(Problems.Ragged, 50 + step) };
            every = sophia.Step(every.Parameters, gradients, every.State, inputs, donate);
            sparse = sophia.Step(sparse.Parameters, gradients, sparse.State, step % 3 == 0 ? inputs : null, donate);
        }

        Assert.Equal(every.Parameters, sparse.Parameters);
        Assert.Equal(every.State, sparse.State);
    }

    [Fact]
    public void Sophia_says_what_is_missing()
    {
        Sophia sophia = new();
        TensorSet<double> at = Problems.Values<double>(Problems.Ragged, 1);
        InvalidOperationException missing = Assert.Throws<InvalidOperationException>(() => sophia.Step(at, at, sophia.Init(at)));
        Assert.Contains("ScaleBySophia needs StepInputs.Curvature", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_half_life_grows_by_the_same_number_of_steps()
    {
        Schedule decay = Schedule.HalfLife(0.9, 0.9999, 1_000);
        double[] halfLives = [.. decay.Values(1_100).Select(rate => Math.Log(0.5) / Math.Log(rate))];
        double each = (halfLives[1_000] - halfLives[0]) / 1_000;
        Assert.All(Enumerable.Range(0, 1_000), step => Assert.Equal(each, halfLives[step + 1] - halfLives[step], 6));
        Assert.Equal(0.9999, decay.At(1_000_000));
    }
}
