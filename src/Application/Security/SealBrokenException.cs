namespace Hosting.Migrations.Application.Security;

/// <summary>An encrypted text can't be read: it was changed, or its key is not to be had on this machine.</summary>
/// <param name="inner">What the library said.</param>
public sealed class SealBrokenException(Exception inner) : Exception("An encrypted text can't be read; do all machines share the same keys?", inner);
