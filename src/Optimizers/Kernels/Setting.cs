using System.Diagnostics.CodeAnalysis;

namespace Pullback.Optimizers.Kernels;

/// <summary>Settings that are objects.</summary>
internal static class Setting
{
    /// <summary>Refuses null where the setting is made, not where a step first needs it.</summary>
    /// <param name="value">The setting.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public static T NotNull<T>([NotNull] T? value, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }
}
