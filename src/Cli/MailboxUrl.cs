using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Cli;

/// <summary>A mailbox as one argument: <c>imaps://USER@HOST[:PORT]</c> for TLS, <c>imap://...</c> for STARTTLS where offered (after RFC 5092). The user may hold an '@'.</summary>
/// <param name="Server">The server.</param>
/// <param name="User">The user.</param>
internal sealed record MailboxUrl(MailServer Server, string User)
{
    public static MailboxUrl Parse(string text, bool acceptAnyCertificate)
    {
        var isTls = text.StartsWith("imaps://", StringComparison.OrdinalIgnoreCase);
        if (!isTls && !text.StartsWith("imap://", StringComparison.OrdinalIgnoreCase))
        {
            // It may be a password in a wrong column.
            throw new FormatException("a mailbox must be imaps://USER@HOST[:PORT] or imap://USER@HOST[:PORT], or as a source maildir:PATH");
        }

        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        var at = rest.LastIndexOf('@');
        var profile = SourceProfile.For(isTls ? Preset.StandardSsl : Preset.StandardNoSsl);
        var (host, port) = SplitPort(rest[(at + 1)..], profile.Port);
        if (at >= 0 && rest[..at].Contains(':', StringComparison.Ordinal))
        {
            throw new FormatException("the user of a mailbox must not have a ':' in it: a password has no place there, and a ':' of the name is written %3A");
        }

        var user = at < 0 ? string.Empty : Uri.UnescapeDataString(rest[..at]);
        return new MailboxUrl(new MailServer(host, port, profile.Security, acceptAnyCertificate), user);
    }

    private static (string Host, int Port) SplitPort(string place, int standard)
    {
        var colon = place.LastIndexOf(':');
        if (colon < 0 || place.EndsWith(']'))
        {
            return (place.Trim('[', ']'), standard);
        }

        return int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? (place[..colon].Trim('[', ']'), port)
            : throw new FormatException($"'{place[(colon + 1)..]}' is not a port from 1 to 65535");
    }
}
