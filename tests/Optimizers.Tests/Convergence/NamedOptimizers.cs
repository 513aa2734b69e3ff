using System.Reflection;
using Pullback.Optimizers.Tests.Documentation;
using Xunit;

namespace Pullback.Optimizers.Tests.Convergence;

/// <summary>Every named optimizer, in its default settings at a given learning rate.</summary>
internal static class NamedOptimizers
{
    /// <summary>Those that have no constructor without arguments.</summary>
    private static readonly Dictionary<Type, Func<IGradientTransformation>> Made = new()
    {
        [typeof(AggMo)] = () => new AggMo(0.0, 0.9),
    };

    public static IReadOnlyList<Type> Types { get; } = OptimizerTable.InFolder("Named");

    public static TheoryData<string> Names => [.. Types.Select(type => type.Name)];

    public static IGradientTransformation Default(string name)
    {
        Type type = Types.Single(type => type.Name == name);
        return Made.TryGetValue(type, out Func<IGradientTransformation>? make)
            ? make()
            : (IGradientTransformation)Activator.CreateInstance(type)!;
    }

    /// <summary>The optimizer with its settings, among them its learning rate, set as an object initialiser sets them.</summary>
    public static IGradientTransformation With(
        string name,
        Schedule rate,
        IEnumerable<(string Name, object Value)>? settings = null
    )
    {
        IGradientTransformation optimizer = Default(name);
        PropertyInfo? learningRate = optimizer.GetType().GetProperty("LearningRate");
        learningRate?.SetValue(optimizer, rate);
        foreach ((string setting, object value) in settings ?? [])
        {
            optimizer.GetType().GetProperty(setting)!.SetValue(optimizer, value);
        }
        return optimizer;
    }

    public static bool HasRate(string name) => Types.Single(type => type.Name == name).GetProperty("LearningRate") is not null;
}
