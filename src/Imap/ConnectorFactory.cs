using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Connections;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Maildir;
using Hosting.Migrations.Imap.Sessions;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Imap;

/// <summary>The one place that decides what a side of a copy is spoken with in: IMAP, unless the source is a maildir on this machine.</summary>
/// <param name="options">The operator's settings.</param>
/// <param name="imap">Opens connections to servers.</param>
/// <param name="clock">The time.</param>
/// <param name="numbers">Where the numbers of a maildir's messages are kept; null = in the user's data folder.</param>
internal sealed class ConnectorFactory(IOptions<MailboxCopyOptions> options, ImapConnectorFactory imap, TimeProvider clock, string? numbers = null)
    : IConnectorFactory
{
    public ISessionConnector Create(MailSide side, MailboxCopy copy, PasswordScreen screen, Func<bool> isOverdue) =>
        side == MailSide.Source && copy.Source.Maildir is { } path
            ? new MaildirConnector(
                RealPath.Of(path), numbers ?? NumberFile.DefaultFolder(), copy.IsSourceTrusted, options.Value.SpillAbove, screen, clock)
            : imap.Create(side, copy, screen, isOverdue);
}
