namespace Pullback.Generators.Infrastructure;

/// <summary>The names of the pipeline steps; the tests ask for the run reasons of each by these.</summary>
internal static class StepNames
{
    /// <summary>[ElementwiseOp]: from syntax and symbols to an equatable model.</summary>
    public const string ReadElementwiseOp = nameof(ReadElementwiseOp);

    /// <summary>[LayerGraph]: from syntax and symbols to an equatable model.</summary>
    public const string ReadLayerGraph = nameof(ReadLayerGraph);

    /// <summary>[UpdateRule]: from syntax and symbols to an equatable model.</summary>
    public const string ReadUpdateRule = nameof(ReadUpdateRule);

    /// <summary>[FusedOptimizer]: from syntax and symbols to an equatable model.</summary>
    public const string ReadFusedOptimizer = nameof(ReadFusedOptimizer);

    /// <summary>[TensorRule]: from syntax and symbols to an equatable model.</summary>
    public const string ReadTensorRule = nameof(ReadTensorRule);

    /// <summary>[ComposedOptimizer]: from syntax and symbols to an equatable model.</summary>
    public const string ReadComposedOptimizer = nameof(ReadComposedOptimizer);
}
