namespace Pullback.ReferenceCheck.Reporting;

/// <summary>The library's value is not the reference's.</summary>
public sealed class CaseFailedException(string what) : Exception(what);

/// <summary>The library has nothing that computes this case; the message says what is lacking.</summary>
public sealed class NoCounterpartException(string what) : Exception(what);

/// <summary>The case is not required of the library; the message says why.</summary>
public sealed class ExemptException(string reason) : Exception(reason);

/// <summary>The file does not follow the schema of the reference values; the message says where.</summary>
public sealed class ReferenceFormatException(string what, Exception? inner = null) : Exception(what, inner);
