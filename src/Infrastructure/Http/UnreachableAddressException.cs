namespace Hosting.Migrations.Infrastructure.Http;

/// <summary>A name has addresses that must not be connected to, and no others.</summary>
/// <param name="message">Which, and why.</param>
internal sealed class UnreachableAddressException(string message) : IOException(message);
