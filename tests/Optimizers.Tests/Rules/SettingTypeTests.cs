using System.Reflection;
using System.Runtime.CompilerServices;
using Pullback.Optimizers.Tests.Composition;
using Xunit;

namespace Pullback.Optimizers.Tests.Rules;

/// <summary>What the type of a setting rules out is refused where it is set: null where nothing says that it may be, and values that an enumeration does not name.</summary>
public sealed class SettingTypeTests
{
    /// <summary>Rules and transformations over whole tensors, which refuse null where they use it.</summary>
    private static readonly Type[] Later =
    [
        typeof(AdaptiveGradientClip),
        typeof(AddNoise),
        typeof(CentralizeGradients),
        typeof(ClipByTotalNorm),
        typeof(ConstrainNorms),
        typeof(Orthogonalize),
        typeof(ProjectParameters),
        typeof(ScaleByFactoredRootMeanSquare),
        typeof(ScaleByShampoo),
        typeof(ScaleBySm3),
    ];

    private static readonly PropertyInfo[] Settings =
    [
        .. typeof(Chain)
            .Assembly.GetExportedTypes()
            .Where(type =>
                type.Namespace == typeof(Chain).Namespace
                && type is { IsInterface: false, IsAbstract: false, ContainsGenericParameters: false }
            )
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
            .Where(property =>
                property is { CanRead: true, SetMethod.IsPublic: true } && property.GetIndexParameters().Length == 0
            ),
    ];

    [Fact]
    public void Null_is_refused_by_name()
    {
        NullabilityInfoContext annotations = new();
        PropertyInfo[] references =
        [
            .. Settings.Where(property =>
                !property.PropertyType.IsValueType
                && !Later.Contains(property.ReflectedType)
                && annotations.Create(property).WriteState == NullabilityState.NotNull
            ),
        ];
        Assert.Contains(references, property => property.Name == "DecayMask");
        Assert.All(
            references,
            property => Assert.Equal(property.Name, Assert.IsType<ArgumentNullException>(Refusal(property, null)).ParamName)
        );
    }

    [Fact]
    public void A_value_that_an_enumeration_does_not_name_is_refused_by_name_and_value()
    {
        PropertyInfo[] enumerations = [.. Settings.Where(property => property.PropertyType.IsEnum)];
        Assert.Contains(enumerations, property => property.Name == nameof(Rprop.Form));
        Assert.All(
            enumerations,
            property =>
            {
                object unknown = Enum.ToObject(property.PropertyType, 99);
                Exception? refused = Refusal(property, unknown);
                Assert.Equal(property.Name, Assert.IsType<ArgumentOutOfRangeException>(refused).ParamName);
                string names = string.Join(", ", Enum.GetNames(property.PropertyType));
                Assert.StartsWith(
                    $"{property.Name} must be one of {names}, but is 99.",
                    refused.Message,
                    StringComparison.Ordinal
                );
            }
        );
    }

    [Fact]
    public void A_rate_and_a_momentum_are_both_there()
    {
        Assert.Equal("LearningRate", Assert.Throws<ArgumentNullException>(() => new RateAndMomentum(null!, 0.9)).ParamName);
        Assert.Equal("Momentum", Assert.Throws<ArgumentNullException>(() => new RateAndMomentum(0.1, null!)).ParamName);
    }

    private static Exception? Refusal(PropertyInfo property, object? value)
    {
        Type type = property.ReflectedType!;
        object copy =
            type.GetConstructor([])?.Invoke(null)
            ?? Catalogue.All.Values.SelectMany(PartsOf.Objects).FirstOrDefault(part => part.GetType() == type)
            ?? RuntimeHelpers.GetUninitializedObject(type);
        return Record.Exception(() => property.SetValue(copy, value))?.InnerException;
    }
}
