using Pullback.Generators.Graphs.Differentiate;
using Pullback.Generators.Graphs.Fuse;
using Pullback.Generators.Graphs.Plan;
using Pullback.Generators.Graphs.Programs;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>One entry point, ready to be written: its calls, and where their values lie.</summary>
internal sealed record CompiledProgram(Schedule Schedule, MemoryPlan Plan)
{
    public Program Program => Schedule.Program;

    public static CompiledProgram Of(Program program, CompileOptions options)
    {
        Schedule schedule = Fuser.Schedule(program, options.Fuse);
        return new CompiledProgram(schedule, Planner.Plan(schedule, options.ReuseMemory));
    }
}

/// <summary>Switches that tests turn off, to compare what is emitted with and without.</summary>
/// <param name="Fuse">Whether elementwise chains become single loops.</param>
/// <param name="ReuseMemory">Whether gradients lie where activations were.</param>
internal sealed record CompileOptions(bool Fuse = true, bool ReuseMemory = true)
{
    public static CompileOptions Default { get; } = new();
}

/// <summary>A valid graph with all its entry points: the stages differentiate, fuse and plan in one place.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Predict">Prediction.</param>
/// <param name="Train">Forward and Backward, and Evaluate where the loss is one of the prediction.</param>
/// <param name="Evaluate">Evaluate, where the loss is one of something else.</param>
internal sealed record CompiledGraph(GraphModel Graph, CompiledProgram Predict, CompiledProgram Train, CompiledProgram? Evaluate)
{
    public static CompiledGraph Of(GraphModel graph, ValueList<string> outputDerivatives, CompileOptions options) =>
        new(
            graph,
            CompiledProgram.Of(ProgramFactory.Predict(graph), options),
            CompiledProgram.Of(ProgramFactory.Train(graph, outputDerivatives), options),
            ProgramFactory.Evaluate(graph, outputDerivatives) is { } evaluate ? CompiledProgram.Of(evaluate, options) : null
        );
}
