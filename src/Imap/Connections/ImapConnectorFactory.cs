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
        if (side == MailSide.Destination)
        {
            return new ImapConnector(side, copy.Destination, options.Value, Dns.GetHostAddressesAsync, new LiteralForms(), guard: null, screen, copy.Lease, isOverdue);
        }

        var guard = copy.IsSourceTrusted ? null : new AddressGuard(policy, copy.Destination.Server, Dns.GetHostAddressesAsync);
        return new ImapConnector(side, copy.Source, options.Value, Dns.GetHostAddressesAsync, forms: null, guard, screen, copy.Lease, isOverdue);
    }
}
