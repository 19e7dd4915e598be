namespace Hosting.Migrations.MailServers.Comparing;

/// <summary>What the verifier knows of a message: enough to tell it from any other, without its bytes.</summary>
/// <param name="Date">The instant of INTERNALDATE in UTC, or the server's own text where it is no date.</param>
/// <param name="Flags">Sorted, without <c>\Recent</c>.</param>
internal sealed record MessageFingerprint(string Sha256, string Date, string Flags, long Size, string Subject);
