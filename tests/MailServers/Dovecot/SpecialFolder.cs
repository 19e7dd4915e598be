namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>A folder with a special use, such as <c>Gesendet</c> with <c>\Sent</c>.</summary>
/// <param name="Name">The name as users read it, below the namespace's prefix.</param>
/// <param name="Use">The attribute of RFC 6154.</param>
/// <param name="Create">Whether the folder exists from the first login on.</param>
public sealed record SpecialFolder(string Name, string Use, bool Create = true);
