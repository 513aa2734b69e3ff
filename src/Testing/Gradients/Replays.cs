namespace Pullback.Testing;

/// <summary>Writes the options argument of the call that repeats a case.</summary>
internal static class Replays
{
    /// <summary><c>GradientCheckOptions.Default.Replay(seed: 7, size: 3)</c>; changed options must be repeated by the reader, and are hinted at.</summary>
    public static string Of(CheckCase drawn, GradientCheckOptions options) =>
        (ReferenceEquals(options, GradientCheckOptions.Default) ? "GradientCheckOptions.Default" : "options")
        + $".Replay({drawn})";

    /// <summary>A type as C# writes it: <c>Mish</c>, <c>Cubic&lt;WrongSign&gt;</c>.</summary>
    public static string Name(Type type)
    {
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : $"{type.Name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
