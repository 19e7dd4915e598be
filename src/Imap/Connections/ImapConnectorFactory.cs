using System.Net;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Has both sides of a copy spoken with in IMAP.</summary>
/// <param name="options">The operator's settings.</param>
/// <param name="policy">Where the source may be.</param>
internal sealed class ImapConnectorFactory(IOptions<MailboxCopyOptions> options, AddressPolicy policy) : IConnectorFactory
{
    public ISessionConnector Create(MailSide side, MailboxCopy copy, PasswordScreen screen, Func<bool> isOverdue)
    {
        var isSource = side == MailSide.Source;
        return new ImapConnector(
            side,
            isSource ? copy.Source : copy.Destination,
            options.Value,
            Dns.GetHostAddressesAsync,
            forms: isSource ? null : new LiteralForms(),
            guard: isSource && !copy.IsSourceTrusted ? new AddressGuard(policy, copy.Destination.Server, Dns.GetHostAddressesAsync) : null,
            screen,
            copy.Lease,
            isOverdue);
    }
}
