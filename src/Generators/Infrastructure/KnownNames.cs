namespace Pullback.Generators.Infrastructure;

/// <summary>The full names of the attributes and types that the generators look for.</summary>
internal static class KnownNames
{
    public const string ElementwiseOpAttribute = "Pullback.Ops.ElementwiseOpAttribute";
    public const string ElementwiseOpInterface = "Pullback.Ops.IElementwiseOp";
    public const string ScalarMath = "Pullback.Ops.ScalarMath";
    public const string LayerGraphAttribute = "Pullback.Ops.LayerGraphAttribute";
    public const string LayerAttribute = "Pullback.Ops.LayerAttribute";
    public const string UpdateRuleAttribute = "Pullback.Optimizers.UpdateRuleAttribute";
    public const string FusedOptimizerAttribute = "Pullback.Optimizers.FusedOptimizerAttribute";
    public const string TensorRuleAttribute = "Pullback.Optimizers.Kernels.TensorRuleAttribute";
    public const string ComposedOptimizerAttribute = "Pullback.Optimizers.ComposedOptimizerAttribute";
}
