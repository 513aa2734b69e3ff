using System.Numerics;
using FsCheck;
using Pullback.Ops;
using Xunit;

namespace Pullback.Testing.Tests.Graphs;

public class PlantedGraphBugTests
{
    /// <summary>One dense layer used twice: its weights are a fork, whose two gradients must be added.</summary>
    private static Graph Shared() =>
        Graph.Define(g =>
        {
            Node x = g.Input("x", 5, gradient: true);
            Node target = g.Target("target", 5);
            DenseParameters shared = g.DenseParameters(5, 5, name: "shared");
            Node y = x.Dense(shared).Dense(shared);
            return new Model(y, y.MeanSquaredError(target));
        });

    /// <summary>The same function with a copy of the weights for the first use.</summary>
    private static Graph Separate() =>
        Graph.Define(g =>
        {
            Node x = g.Input("x", 5, gradient: true);
            Node target = g.Target("target", 5);
            DenseParameters first = g.DenseParameters(5, 5, name: "first");
            DenseParameters shared = g.DenseParameters(5, 5, name: "shared");
            Node y = x.Dense(first).Dense(shared);
            return new Model(y, y.MeanSquaredError(target));
        });

    /// <summary>The gradient of the second use only, as if it had overwritten that of the first.</summary>
    private sealed class DropsTheFork<T>(Graph graph) : InterpretedKernels<T>(graph)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        protected override TensorSet<T> Planted(TensorSet<T> parameters, GraphInputs<T> inputs, TensorSet<T> gradients)
        {
            Graph separate = Separate();
            TensorSet<T> twice = TensorSet<T>.Create(
                separate.Layout,
                separate.Layout.Slots.Select(slot =>
                    (slot.Name, parameters[slot.Name.Replace("first", "shared", StringComparison.Ordinal)].ToArray())
                )
            );
            TensorSet<T> second = new GraphInterpreter(separate).Evaluate(twice, inputs).Gradients;
            return TensorSet<T>.Create(
                gradients.Layout,
                gradients.Layout.Slots.Select(slot => (slot.Name, second[slot.Name].ToArray()))
            );
        }
    }

    /// <summary>Right in double; off by a thousandth in float.</summary>
    private sealed class Imprecise<T>(Graph graph) : InterpretedKernels<T>(graph)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        protected override TensorSet<T> Planted(TensorSet<T> parameters, GraphInputs<T> inputs, TensorSet<T> gradients) =>
            typeof(T) == typeof(float) ? 1.001 * gradients + gradients.Map(_ => T.CreateChecked(0.001)) : gradients;
    }

    private sealed class ForgetsUpstream<T>(Graph graph) : InterpretedKernels<T>(graph)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        protected override TensorSet<T> PlantedBackward(
            TensorSet<T> parameters,
            GraphInputs<T> inputs,
            T[] upstream,
            TensorSet<T> gradients
        ) => new GraphInterpreter(Declared).Backward(parameters, inputs, [.. upstream.Select(_ => T.One)]).Parameters;
    }

    private static GraphDefinition Right() =>
        new(Shared(), new InterpretedKernels<float>(Shared()), new InterpretedKernels<double>(Shared()));

    [Fact]
    public void Right_kernels_pass()
    {
        GradientCheck.VerifyGraph(Right());
        GradientCheck.Graph(Right()).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Dropped_accumulation_at_a_fork_is_caught_twice()
    {
        GradientReport report = Caught(new(Shared(), new DropsTheFork<float>(Shared()), new DropsTheFork<double>(Shared())));
        Assert.Contains(
            report.Findings,
            finding =>
                !finding.Passed
                && finding.Check == "emitted gradient of the loss against central differences"
                && finding.Variable == "shared.weight"
        );
        Assert.Contains(
            report.Findings,
            finding => !finding.Passed && finding.Check == "emitted against interpreted, gradient of the loss"
        );
    }

    [Fact]
    public void Float_kernels_that_differ_from_double_are_caught()
    {
        GradientReport report = Caught(new(Shared(), new Imprecise<float>(Shared()), new Imprecise<double>(Shared())));
        Assert.All(
            report.Findings.Where(finding => !finding.Passed),
            finding => Assert.StartsWith("float against double", finding.Check, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Backward_kernels_that_forget_the_upstream_gradient_are_caught()
    {
        GradientReport report = Caught(
            new(Shared(), new ForgetsUpstream<float>(Shared()), new ForgetsUpstream<double>(Shared()))
        );
        Assert.Contains(report.Findings, finding => !finding.Passed && finding.Check == "zero upstream gradient gives zero");
    }

    private static GradientReport Caught(GraphDefinition definition)
    {
        GradientReport report = Assert.Throws<GradientCheckException>(() => GradientCheck.VerifyGraph(definition)).Report;
        Assert.ThrowsAny<Exception>(() => GradientCheck.Graph(definition).QuickCheckThrowOnFailure());
        return report;
    }
}
