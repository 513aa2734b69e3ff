using System.Text.Json;
using Xunit;

namespace Pullback.Optimizers.Tests.Reference;

/// <summary>Every schedule that has a counterpart in schedulers.json follows it, in closed form and step by step.</summary>
public sealed class ScheduleReferenceTests
{
    public static TheoryData<string> Cases =>
        [
            .. ReferenceData
                .Schedulers.GetProperty("cases")
                .EnumerateArray()
                .Where(c => ScheduleCounterparts.Of(c) is not null)
                .Select(c => c.Text("id")),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_follow_the_reference(string id)
    {
        JsonElement @case = ReferenceData.Schedulers.GetProperty("cases").EnumerateArray().Single(c => c.Text("id") == id);
        Schedule schedule = ScheduleCounterparts.Of(@case)!;
        bool isClosed = @case.TryGetProperty("lr_closed_form", out JsonElement closed) && closed.ValueKind == JsonValueKind.Array;
        double[] expected = isClosed ? closed.Numbers() : @case.GetProperty("lr").Numbers();
        double[]? metrics =
            @case.TryGetProperty("metrics", out JsonElement m) && m.ValueKind == JsonValueKind.Array ? m.Numbers() : null;

        // PyTorch's recursions drift; its closed forms and everything else do not.
        double tolerance =
            (isClosed || !id.StartsWith("torch.", StringComparison.Ordinal) || metrics is not null ? 1e-12 : 1e-9)
            * expected.Max(Math.Abs);
        SchedulerState state = schedule.Init();
        for (int step = 0; step < expected.Length; step++)
        {
            Assert.Equal(step, state.Step);
            Assert.True(
                Math.Abs(state.Value - expected[step]) <= tolerance,
                $"step {step}: {state.Value:R} instead of {expected[step]:R}"
            );
            if (!schedule.NeedsMetric)
            {
                Assert.Equal(schedule.At(step), state.Value);
            }

            if (step + 1 < expected.Length)
            {
                state = schedule.Update(state, metrics?[step]);
            }
        }
    }
}
