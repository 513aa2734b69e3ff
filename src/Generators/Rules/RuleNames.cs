namespace Pullback.Generators.Rules;

/// <summary>The names by which rules, coefficients and the members around them go.</summary>
internal static class RuleNames
{
    public const string Rule = "Rule";
    public const string Coefficients = "Coefficients";
    public const string Sums = "Sums";
    public const string SumCoefficients = "SumCoefficients";
    public const string TensorCoefficients = "TensorCoefficients";
    public const string Define = "Define";
    public const string Where = "Where";
    public const string Update = "Update";

    public const string Gradient = "gradient";
    public const string Parameter = "parameter";
    public const string GlobalNorm = "globalNorm";
    public const string SlotNorm = "slotNorm";
    public const string Curvature = "curvature";
    public const string Loss = "loss";
    public const string Metric = "metric";
    public const string ElementCount = "elementCount";
    public const string Tensor = "tensor";

    /// <summary>The name by which a sum goes where there is only one.</summary>
    public const string Sum = "sum";

    public const string Optimizers = "global::Pullback.Optimizers.";
    public const string Kernels = "global::Pullback.Optimizers.Kernels.";
    public const string Lanes = "global::Pullback.Ops.Kernels.";
    public const string TensorSet = "global::Pullback.Ops.TensorSet<T>";

    /// <summary>The bounds of types, which need no attribute.</summary>
    public const string NotNull = "NotNull";
    public const string Defined = "Defined";

    public const string Transformation = "Pullback.Optimizers.IGradientTransformation";
    public const string Schedule = "Pullback.Optimizers.Schedule";
    public const string ParameterFilter = "Pullback.Ops.ParameterFilter";
    public const string TensorSlot = "Pullback.Ops.TensorSlot";
    public const string StartsAt = "Pullback.Optimizers.StartsAtAttribute";
    public const string Signature = "Pullback.Optimizers.Kernels.RuleSignatureAttribute";
    public const string Bound = "Pullback.Optimizers.BoundAttribute";
    public const string ExposesSettings = "Pullback.Optimizers.ExposesSettingsAttribute";
    public const string SumSignature = "Pullback.Optimizers.Kernels.RuleSumsAttribute";
    public const string TensorSignature = "Pullback.Optimizers.Kernels.RuleTensorCoefficientsAttribute";
    public const string Sequence = "Pullback.Optimizers.Kernels.RuleSequenceAttribute";
    public const string Chain = "Pullback.Optimizers.Chain";
    public const string Freeze = "Pullback.Optimizers.Freeze";

    public const string ElementConstraint = "where T : unmanaged, global::System.Numerics.IFloatingPointIeee754<T>";

    /// <summary>What every rule can ask for besides its slots and coefficients.</summary>
    public static bool IsGiven(string name) => IsElement(name) || name is GlobalNorm or SlotNorm;

    /// <summary>What rules and sums can ask for that each element has of its own.</summary>
    public static bool IsElement(string name) => name is Gradient or Parameter or Curvature;

    /// <summary><c>FirstMoment</c> → <c>firstMoment</c>.</summary>
    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary><c>firstMoment</c> → <c>FirstMoment</c>.</summary>
    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
}
