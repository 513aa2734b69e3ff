using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Adaptive;

/// <summary>The parameters to predict with, of optimizers that take gradients at others.</summary>
public sealed class EvaluationParametersTests
{
    [Fact]
    public void Schedule_free_descent_predicts_with_the_mean_of_its_iterates()
    {
        // Gradients do not depend on the point here, so the iterates are those of plain descent.
        ScheduleFreeSgd optimizer = new() { LearningRate = 0.1 };
        StepResult<double> result = Problems.Run<double>(optimizer, Problems.Ragged, 5, donate: false);
        TensorSet<double> sum = TensorSet<double>.Zeros(Problems.Ragged);
        for (int steps = 1; steps <= 5; steps++)
        {
            sum += Problems.Run<double>(new Sgd { LearningRate = 0.1 }, Problems.Ragged, steps, donate: false).Parameters;
        }

        TensorSet<double> average = optimizer.EvaluationParameters(result.Parameters, result.State);
        Assert.InRange((average - sum.Scale(0.2)).MaxNorm(), 0, 1e-14);
    }

    [Fact]
    public void Averaged_descent_predicts_with_the_mean_of_the_last_iterates()
    {
        AveragedSgd optimizer = new()
        {
            LearningRate = 0.1,
            Decay = 0,
            AverageAfter = 2,
        };
        StepResult<double> result = Problems.Run<double>(optimizer, Problems.Ragged, 6, donate: false);
        TensorSet<double> sum = TensorSet<double>.Zeros(Problems.Ragged);
        for (int steps = 4; steps <= 6; steps++)
        {
            sum += Problems.Run<double>(new Sgd { LearningRate = 0.1 }, Problems.Ragged, steps, donate: false).Parameters;
        }

        TensorSet<double> average = optimizer.EvaluationParameters(result.Parameters, result.State);
        Assert.InRange((average - sum.Scale(1 / 3.0)).MaxNorm(), 0, 1e-14);
    }

    public static TheoryData<Schedule> Momenta => [Schedule.Constant(0.9), Schedule.Linear(0.5, 0.95, 12)];

    [Theory]
    [MemberData(nameof(Momenta))]
    public void The_lookahead_has_the_iterate_behind_it(Schedule momentum)
    {
        // x = p − μ v, and x moves by v.
        HeavyBall optimizer = new()
        {
            LearningRate = 0.05,
            Momentum = momentum,
            Nesterov = true,
        };
        StepResult<double> before = Coupled.Run(optimizer, 7);
        StepResult<double> after = Coupled.Run(optimizer, 8);
        TensorSet<double> velocity = ((HeavyBallState<double>)after.State).Velocity;
        TensorSet<double> moved =
            optimizer.EvaluationParameters(after.Parameters, after.State)
            - optimizer.EvaluationParameters(before.Parameters, before.State);
        Assert.InRange((moved - velocity).MaxNorm(), 0, 1e-14);
    }

    [Fact]
    public void Frozen_tensors_are_those_of_the_parameters()
    {
        ScheduleFreeAdamW optimizer = new() { LearningRate = 0.1 };
        StepResult<double> result = Problems.Run<double>(optimizer, Problems.Ragged, 3, donate: true);
        TensorSet<double> average = optimizer.EvaluationParameters(result.Parameters, result.State);
        Assert.Equal(Problems.Values<double>(Problems.Ragged, 1)["table"].ToArray(), average["table"].ToArray());
        Assert.NotEqual(result.Parameters["dense1.bias"].ToArray(), average["dense1.bias"].ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_chain_has_those_of_its_part(bool inStages)
    {
        ScheduleFreeSgd inner = new() { LearningRate = 0.1 };
        Chain chain = inStages ? Chain.Of(new ClipByGlobalNorm(0.5), new Plain(), inner) : Chain.Of(new Scale(0.5), inner);
        StepResult<double> result = Problems.Run<double>(chain, Problems.Ragged, 3, donate: false);
        TensorSet<double> average = chain.EvaluationParameters(result.Parameters, result.State);
        Assert.Equal(
            result
                .State.Tensors.Single(tensor => tensor.Key.EndsWith("average", StringComparison.Ordinal))
                .Value["scale"]
                .ToArray(),
            average["scale"].ToArray()
        );
    }

    [Fact]
    public void Other_optimizers_have_their_parameters()
    {
        StepResult<double> result = Problems.Run<double>(new Adam(), Problems.Ragged, 3, donate: false);
        Assert.Same(result.Parameters, new Adam().EvaluationParameters(result.Parameters, result.State));
    }

    [Fact]
    public void A_state_of_another_optimizer_is_refused()
    {
        StepResult<double> result = Problems.Run<double>(new Adam(), Problems.Ragged, 3, donate: false);
        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            new ScheduleFreeSgd().EvaluationParameters(result.Parameters, result.State)
        );
        Assert.Contains("AdamState", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ScheduleFreeSgd", refused.Message, StringComparison.Ordinal);
    }
}
