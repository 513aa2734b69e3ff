using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>Names of op types as the build-time reader writes them, so that both graphs are equal.</summary>
internal static class TypeNames
{
    /// <summary>The fully qualified C# name: <c>global::Pullback.Ops.Relu</c>.</summary>
    public static string FullName(Type type) => "global::" + (type.FullName ?? type.Name).Replace('+', '.');

    /// <summary>The simple name in camel case, from which nodes are named: <c>relu</c>.</summary>
    public static string Kind(Type type) => GraphNames.CamelCase(type.Name);
}
