using Xunit;

namespace Pullback.Ops.Tests.Execution;

/// <summary>What emitted code relies on: one call at a time, and an evaluation that dies when its memory is used again.</summary>
public sealed class WorkspaceTests
{
    private static readonly TensorLayout Layout = new([("w", new Shape(3)), ("b", new Shape(2))]);

    [Fact]
    public void Using_it_again_ends_the_life_of_the_last_evaluation_but_not_of_its_loss()
    {
        Workspace<float> workspace = Create();
        TensorSet<float> parameters = TensorSet<float>.Zeros(Layout);
        Evaluation<float> first = Call(workspace, parameters, rows: 4, value: 1);
        TensorSet<float> kept = first.Gradients.Copy();

        Evaluation<float> second = Call(workspace, parameters, rows: 4, value: 2);

        Assert.Equal(1, first.Loss);
        var error = Assert.Throws<InvalidOperationException>(() => first.Gradients.Span.Length);
        Assert.Contains("the next call with the same workspace", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => first.Prediction.Span.Length);
        Assert.Throws<InvalidOperationException>(() => first.InputGradients.Span.Length);
        Assert.Contains("loss 1", first.ToString(), StringComparison.Ordinal);
        Assert.Equal([1f, 1f, 1f], kept["w"].ToArray());
        Assert.Equal([2f, 2f, 2f], second.Gradients["w"].ToArray());
    }

    [Fact]
    public void A_smaller_batch_gets_a_smaller_prediction()
    {
        Workspace<float> workspace = Create();
        TensorSet<float> parameters = TensorSet<float>.Zeros(Layout);

        Assert.Equal(new Shape(4, 5), Call(workspace, parameters, 4, 1).Prediction.Shape);
        Evaluation<float> smaller = Call(workspace, parameters, 2, 1);

        Assert.Equal(new Shape(2, 5), smaller.Prediction.Shape);
        Assert.Equal(new Shape(2, 6), smaller.InputGradients["x"].Shape);
        Assert.Equal(new Shape(4, 5), Call(workspace, parameters, 4, 1).Prediction.Shape);
    }

    [Fact]
    public void It_serves_one_call_at_a_time()
    {
        Workspace<float> workspace = Create();
        TensorSet<float> parameters = TensorSet<float>.Zeros(Layout);
        using (workspace.Begin("Net", 1, parameters))
        {
            var error = Assert.Throws<InvalidOperationException>(() =>
            {
                workspace.Begin("Net", 1, parameters);
            });
            Assert.Contains("in use by another call", error.Message, StringComparison.Ordinal);
        }
        Call(workspace, parameters, 1, 1);
    }

    [Fact]
    public void A_call_that_fails_leaves_it_usable()
    {
        Workspace<float> workspace = Create();
        TensorSet<float> parameters = TensorSet<float>.Zeros(Layout);
        Call(workspace, parameters, 4, 1);
        using (workspace.Begin("Net", 4, parameters)) { }

        Evaluation<float> evaluation = Call(workspace, parameters, 4, 2);

        Assert.Equal([2f, 2f], evaluation.Gradients["b"].ToArray());
    }

    [Fact]
    public void Wrong_calls_are_refused_with_names_and_numbers_and_change_nothing()
    {
        Workspace<float> workspace = Create();
        TensorSet<float> parameters = TensorSet<float>.Zeros(Layout);
        Evaluation<float> evaluation = Call(workspace, parameters, 4, 1);

        string Refused(string caller, int rows, TensorSet<float> set) =>
            Assert
                .Throws<ArgumentException>(() =>
                {
                    workspace.Begin(caller, rows, set);
                })
                .Message;
        Assert.Equal(
            "The workspace belongs to Net, but Other was called with it: use Other.CreateWorkspace.",
            Refused("Other", 1, parameters)
        );
        Assert.Equal("The batch has 5 samples, but the workspace is for at most 4.", Refused("Net", 5, parameters));
        Assert.Contains("would overwrite: pass a Copy()", Refused("Net", 4, evaluation.Gradients), StringComparison.Ordinal);

        Assert.Equal([1f, 1f, 1f], evaluation.Gradients["w"].ToArray());
        Call(workspace, parameters, 4, 1);
    }

    [Fact]
    public void A_step_allocates_the_same_few_bytes_whatever_the_size()
    {
        long Measure(int features)
        {
            TensorLayout layout = new([("w", new Shape(features))]);
            Workspace<float> workspace = new("Net", 8, layout, TensorLayout.Empty, predictionFeatures: features);
            TensorSet<float> parameters = TensorSet<float>.Zeros(layout);
            for (int i = 0; i < 3; i++)
            {
                using WorkspaceLease<float> warmUp = workspace.Begin("Net", 8, parameters);
                warmUp.Complete(0);
            }
            long before = GC.GetAllocatedBytesForCurrentThread();
            using WorkspaceLease<float> lease = workspace.Begin("Net", 8, parameters);
            lease.Complete(0);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(Measure(10), Measure(10_000));
        Assert.InRange(Measure(10), 0, 600);
    }

    private static Workspace<float> Create() =>
        new("Net", 4, Layout, new TensorLayout([("hidden", new Shape(4, 8))]), predictionFeatures: 5, gradientInputs: [("x", 6)]);

    private static Evaluation<float> Call(Workspace<float> workspace, TensorSet<float> parameters, int rows, float value)
    {
        using WorkspaceLease<float> lease = workspace.Begin("Net", rows, parameters);
        Assert.Equal(32, lease.Buffer(0).Length);
        lease.Gradient(0).Fill(value);
        lease.Gradient(1).Fill(value);
        lease.Prediction.Fill(value);
        lease.InputGradient(0).Fill(value);
        return lease.Complete(value);
    }
}
