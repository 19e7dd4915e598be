namespace Hosting.Migrations.MailServers.Imap;

/// <summary>A literal or string that a server sent: its SHA-256, its size and its first bytes, but never all of a large one.</summary>
/// <param name="Head">At most the first <see cref="HeadSize"/> bytes, as Latin-1.</param>
public sealed record ImapLiteral(string Sha256, long Size, string Head)
{
    public const int HeadSize = 4096;
}
