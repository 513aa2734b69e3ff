namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Settings that are zero in a reference and must be above it in the library.</summary>
internal static class ZeroSettings
{
    /// <summary>
    /// The least double in the place of zero. It stands for it where it is added to a norm, is the smaller of two numbers, or is a step: no digit of the
    /// result changes.
    /// </summary>
    public static double AboveZero(this double setting) => setting == 0 ? double.Epsilon : setting;
}
