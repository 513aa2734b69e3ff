namespace Digits;

/// <summary>Something that the user can put right: told in one line on standard error, with exit code 2.</summary>
internal sealed class UserErrorException(string message, Exception? cause = null) : Exception(message, cause);
