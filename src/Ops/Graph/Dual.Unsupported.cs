using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pullback.Ops;

// What the interface demands and a derivative has no use for; and the conversions from constants.
public readonly partial record struct Dual
{
    static Dual IModulusOperators<Dual, Dual, Dual>.operator %(Dual left, Dual right) => throw NoMeaning();

    static Dual IFloatingPointIeee754<Dual>.Atan2Pi(Dual y, Dual x) => throw NoMeaning();

    static Dual IFloatingPointIeee754<Dual>.BitDecrement(Dual x) => throw NoMeaning();

    static Dual IFloatingPointIeee754<Dual>.BitIncrement(Dual x) => throw NoMeaning();

    static Dual IFloatingPointIeee754<Dual>.Ieee754Remainder(Dual left, Dual right) => throw NoMeaning();

    static int IFloatingPointIeee754<Dual>.ILogB(Dual x) => throw NoMeaning();

    static Dual IFloatingPointIeee754<Dual>.ScaleB(Dual x, int n) => throw NoMeaning();

    static Dual IRootFunctions<Dual>.RootN(Dual x, int n) => throw NoMeaning();

    static Dual ITrigonometricFunctions<Dual>.AcosPi(Dual x) => throw NoMeaning();

    static Dual ITrigonometricFunctions<Dual>.AsinPi(Dual x) => throw NoMeaning();

    static Dual ITrigonometricFunctions<Dual>.AtanPi(Dual x) => throw NoMeaning();

    static Dual ITrigonometricFunctions<Dual>.CosPi(Dual x) => throw NoMeaning();

    static Dual ITrigonometricFunctions<Dual>.SinPi(Dual x) => throw NoMeaning();

    static Dual ITrigonometricFunctions<Dual>.TanPi(Dual x) => throw NoMeaning();

    static (Dual SinPi, Dual CosPi) ITrigonometricFunctions<Dual>.SinCosPi(Dual x) => throw NoMeaning();

    int IFloatingPoint<Dual>.GetExponentByteCount() => throw NoMeaning();

    int IFloatingPoint<Dual>.GetExponentShortestBitLength() => throw NoMeaning();

    int IFloatingPoint<Dual>.GetSignificandBitLength() => throw NoMeaning();

    int IFloatingPoint<Dual>.GetSignificandByteCount() => throw NoMeaning();

    bool IFloatingPoint<Dual>.TryWriteExponentBigEndian(Span<byte> destination, out int bytesWritten) => throw NoMeaning();

    bool IFloatingPoint<Dual>.TryWriteExponentLittleEndian(Span<byte> destination, out int bytesWritten) => throw NoMeaning();

    bool IFloatingPoint<Dual>.TryWriteSignificandBigEndian(Span<byte> destination, out int bytesWritten) => throw NoMeaning();

    bool IFloatingPoint<Dual>.TryWriteSignificandLittleEndian(Span<byte> destination, out int bytesWritten) => throw NoMeaning();

    bool ISpanFormattable.TryFormat(
        Span<char> destination,
        out int charsWritten,
        ReadOnlySpan<char> format,
        IFormatProvider? provider
    ) => throw NoMeaning();

    bool IUtf8SpanFormattable.TryFormat(
        Span<byte> utf8Destination,
        out int bytesWritten,
        ReadOnlySpan<char> format,
        IFormatProvider? provider
    ) => throw NoMeaning();

    static Dual INumberBase<Dual>.Parse(string s, NumberStyles style, IFormatProvider? provider) => throw NoMeaning();

    static Dual INumberBase<Dual>.Parse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider) => throw NoMeaning();

    static bool INumberBase<Dual>.TryParse(string? s, NumberStyles style, IFormatProvider? provider, out Dual result) =>
        throw NoMeaning();

    static bool INumberBase<Dual>.TryParse(
        ReadOnlySpan<char> s,
        NumberStyles style,
        IFormatProvider? provider,
        out Dual result
    ) => throw NoMeaning();

    static Dual IParsable<Dual>.Parse(string s, IFormatProvider? provider) => throw NoMeaning();

    static bool IParsable<Dual>.TryParse(string? s, IFormatProvider? provider, out Dual result) => throw NoMeaning();

    static Dual ISpanParsable<Dual>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => throw NoMeaning();

    static bool ISpanParsable<Dual>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Dual result) =>
        throw NoMeaning();

    static bool INumberBase<Dual>.TryConvertFromChecked<TOther>(TOther value, out Dual result) => FromConstant(value, out result);

    static bool INumberBase<Dual>.TryConvertFromSaturating<TOther>(TOther value, out Dual result) =>
        FromConstant(value, out result);

    static bool INumberBase<Dual>.TryConvertFromTruncating<TOther>(TOther value, out Dual result) =>
        FromConstant(value, out result);

    static bool INumberBase<Dual>.TryConvertToChecked<TOther>(Dual value, [MaybeNullWhen(false)] out TOther result) =>
        throw NoMeaning();

    static bool INumberBase<Dual>.TryConvertToSaturating<TOther>(Dual value, [MaybeNullWhen(false)] out TOther result) =>
        throw NoMeaning();

    static bool INumberBase<Dual>.TryConvertToTruncating<TOther>(Dual value, [MaybeNullWhen(false)] out TOther result) =>
        throw NoMeaning();

    // A number of another type is a constant of the formula.
    private static bool FromConstant<TOther>(TOther value, out Dual result)
        where TOther : INumberBase<TOther>
    {
        result = Constant(double.CreateChecked(value));
        return true;
    }

    private static NotSupportedException NoMeaning([CallerMemberName] string member = "")
    {
        string name = member[(member.LastIndexOf('.') + 1)..];
        return new NotSupportedException(
            $"{name} has no derivative (or no meaning for one), so a formula on dual numbers cannot use it."
        );
    }
}
