using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Pullback.Graphs;

namespace Pullback.Generators.Infrastructure;

/// <summary>
/// Writes emitted code with short type names. It lives inside of the user's own class and namespace, whose names come first: a type of the library keeps its
/// full name where a member or a type of the user's would hide it.
/// </summary>
internal static class ShortNames
{
    private const string Globalization = "System.Globalization";
    private const string Optimizers = "Pullback.Optimizers";

    private static readonly (string Namespace, string[] Names)[] _table =
    [
        (
            "System",
            [
                "ArgumentNullException",
                "ArgumentOutOfRangeException",
                "Func",
                "IEquatable",
                "InvalidOperationException",
                "ArgumentException",
                "NotSupportedException",
                "Math",
                "ReadOnlySpan",
                "Span",
                "Type",
            ]
        ),
        ("System.Buffers", ["ArrayPool"]),
        ("System.CodeDom.Compiler", ["GeneratedCode"]),
        (Globalization, ["CultureInfo"]),
        ("System.Numerics", ["IFloatingPointIeee754"]),
        ("System.Runtime.CompilerServices", ["MethodImpl", "MethodImplOptions", "OverloadResolutionPriority"]),
        ("System.Runtime.InteropServices", ["MemoryMarshal"]),
        (
            "Pullback.Ops",
            [
                "ElementType",
                "Evaluation",
                "Graph",
                "GraphDefinition",
                "GraphInputs",
                "GraphKernels",
                "ParameterFilter",
                "ParameterInitializer",
                "RandomKey",
                "Shape",
                "TensorBuffer",
                "TensorLayout",
                "TensorSet",
                "TensorView",
                "Workspace",
                "WorkspaceLease",
                "Relu",
                "LeakyRelu",
                "Tanh",
                "Sigmoid",
                "Silu",
                "Gelu",
                "Softplus",
                "Mish",
            ]
        ),
        (
            "Pullback.Ops.Kernels",
            [
                "BatchGuard",
                "ColumnSum",
                "CustomKernel",
                "Dense",
                "Dropout",
                "ILane",
                "ILaneKernel",
                "IRowEpilogue",
                "LaneMemory",
                "Lanes",
                "LayerNorm",
                "MatrixProduct",
                "MeanSquaredError",
                "SoftmaxCrossEntropy",
                "Throw",
            ]
        ),
        (
            Optimizers,
            [
                "AddDecayedWeights",
                "ClipByGlobalNorm",
                "IGradientTransformation",
                "ISteppingTransformation",
                "OptimizerState",
                "Require",
                "ScaleByAdam",
                "ScaleByLearningRate",
                "Schedule",
                "StepInputs",
                "StepResult",
                "Trace",
                "TransformationResult",
            ]
        ),
        (
            Optimizers + ".Kernels",
            [
                "BlockCoefficient",
                "IRuleProgram",
                "IUpdateRule",
                "RuleBlock",
                "RuleInputs",
                "RuleSums",
                "RuleTensorCoefficients",
                "TensorInputs",
                "RuleDescription",
                "RuleEngine",
                "RuleSequence",
                "RuleSignature",
                "RuleSlot",
                "RuleState",
                "RuleStateParts",
            ]
        ),
    ];

    private static readonly Regex _full = new(
        "global::("
            + string.Join("|", _table.Select(row => $"{Regex.Escape(row.Namespace)}\\.({string.Join("|", row.Names)})"))
            + ")\\b",
        RegexOptions.CultureInvariant
    );

    /// <summary>The names that mean something else inside of a class; all of them in the global namespace, where using directives of the user's project compete.</summary>
    public static ValueList<string> TakenIn(INamedTypeSymbol type, Compilation compilation)
    {
        IEnumerable<string> names = _table.SelectMany(row => row.Names);
        return ValueList<string>.Of(
            type.ContainingNamespace.IsGlobalNamespace ? names : names.Where(name => IsTaken(type, compilation, name))
        );
    }

    /// <summary>
    /// The directives that short names need; inside of the namespace they come before those of the user's project. Names are looked up there too, so each is
    /// written from the root: the user's namespace may have a Pullback or a System of its own.
    /// </summary>
    /// <param name="forRules">Whether the file is a rule's or an optimizer's; a layer graph's project need not refer to the optimizers.</param>
    public static IEnumerable<string> Directives(bool forRules) =>
        _table
            .Where(row =>
                forRules || (row.Namespace != Globalization && !row.Namespace.StartsWith(Optimizers, StringComparison.Ordinal))
            )
            .Select(row => $"using global::{row.Namespace};");

    /// <summary>Shortens the names in emitted text.</summary>
    /// <param name="text">The text, with full names throughout.</param>
    /// <param name="taken">What <see cref="TakenIn"/> found.</param>
    /// <param name="members">The names of emitted members, which hide types of the same name.</param>
    public static string Shorten(string text, IEnumerable<string> taken, IEnumerable<string> members)
    {
        HashSet<string> kept = new(taken.Concat(members), StringComparer.Ordinal);
        return _full.Replace(text, match => Short(match, kept));
    }

    private static string Short(Match match, HashSet<string> kept)
    {
        string name = match.Value.Substring(match.Value.LastIndexOf('.') + 1);
        return kept.Contains(name) ? match.Value : name;
    }

    private static bool IsTaken(INamedTypeSymbol type, Compilation compilation, string name)
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            for (
                INamedTypeSymbol? current = around;
                current is not null && current.SpecialType != SpecialType.System_Object;
                current = current.BaseType
            )
            {
                if (!current.GetMembers(name).IsEmpty || !current.GetMembers(name + "Attribute").IsEmpty || current.Name == name)
                {
                    return true;
                }
            }
        }
        for (INamespaceSymbol space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            // The namespace as all assemblies together make it, since a reference may add to the user's own.
            INamespaceSymbol merged = compilation.GetCompilationNamespace(space) ?? space;
            if (merged.GetMembers(name).Any() || merged.GetMembers(name + "Attribute").Any())
            {
                return true;
            }
        }
        return false;
    }
}
