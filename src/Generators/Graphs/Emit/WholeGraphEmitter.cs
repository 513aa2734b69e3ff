using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes the members of a valid graph, in the order that a reader wants them: what users call first, then the passes, then the loops.</summary>
internal sealed class WholeGraphEmitter
{
    private readonly SourceWriter _writer;
    private readonly DeclaredType _type;
    private readonly Signatures _signatures;
    private readonly CompiledGraph _compiled;
    private readonly LoopTable _loops = new();

    public WholeGraphEmitter(SourceWriter writer, DeclaredType type, GraphSignature signature, CompiledGraph compiled)
    {
        _writer = writer;
        _type = type;
        _signatures = new Signatures(signature);
        _compiled = compiled;
    }

    public void Write()
    {
        GraphComment.Write(_writer, _compiled);
        LayoutEmitter.Write(_writer, _compiled.Graph);
        WorkspaceEmitter.Write(_writer, _type, _compiled);
        if (_compiled.Graph.Loss is not null)
        {
            new EvaluateEmitter(_writer, _type, _signatures, _compiled).Write();
        }
        new PredictEmitter(_writer, _signatures, _compiled).Write();
        new ForwardBackwardEmitter(_writer, _signatures, _compiled).Write();
        ParametersEmitter.Write(_writer, _compiled.Graph);
        DefinitionEmitter.Write(_writer, _type, _signatures, _compiled);
        WritePasses();
    }

    private void WritePasses()
    {
        var train = new PassEmitter(_writer, _compiled.Train, _loops);
        train.Write(
            "The forward half of training: computes the prediction and fills the memory that the backward half reads.",
            _signatures.ForwardPass,
            _compiled.Train.Schedule.Forward,
            clearsGradients: false
        );
        train.Write(
            "The backward half of training: computes the gradients, and uses the memory up.",
            _signatures.BackwardPass,
            _compiled.Train.Schedule.Backward,
            clearsGradients: true
        );
        var predict = new PassEmitter(_writer, _compiled.Predict, _loops);
        predict.Write(
            "Prediction: without dropout, and nothing is kept.",
            _signatures.PredictPass,
            _compiled.Predict.Schedule.Forward,
            clearsGradients: false
        );
        if (_compiled.Evaluate is { } evaluate)
        {
            var pass = new PassEmitter(_writer, evaluate, _loops);
            pass.Write(
                "Evaluation: forward to prediction and loss, and backward from the loss, which is one of something else than the prediction.",
                _signatures.EvaluatePass,
                [.. evaluate.Schedule.Steps],
                clearsGradients: true,
                result: "loss"
            );
        }
        foreach (var (loop, program) in _loops.Loops)
        {
            LoopEmitter.Write(_writer, loop, program);
        }
    }
}
