using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Pullback.Ops;

/// <summary>The element types that buffers may hold: <see cref="float"/> and <see cref="double"/>.</summary>
public static class ElementType
{
    /// <summary>Refuses every element type but <see cref="float"/> and <see cref="double"/>. Costs nothing once compiled.</summary>
    /// <typeparam name="T">The element type to check.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type, which the message names.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check<T>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            Refuse(typeof(T));
        }
    }

    /// <summary>The C# name of an element type: <c>float</c> or <c>double</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <returns>The keyword for the two supported types, otherwise the type's name.</returns>
    public static string Name<T>() =>
        typeof(T) == typeof(float) ? "float"
        : typeof(T) == typeof(double) ? "double"
        : typeof(T).Name;

    [DoesNotReturn]
    private static void Refuse(Type type) =>
        throw new NotSupportedException($"The element type {type} is not supported: use float or double.");
}
