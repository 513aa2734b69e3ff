// The compiler asks for this type when it meets `init` accessors and records; netstandard2.0 does not have it.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
