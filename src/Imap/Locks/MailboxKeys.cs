using System.Net.Sockets;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Connections;

namespace Hosting.Migrations.Imap.Locks;

/// <summary>The keys of a mailbox: that by the name of its server, and those by the server's addresses, since one server has several names.</summary>
/// <param name="resolve">Finds the addresses.</param>
/// <param name="clock">The time.</param>
internal sealed class MailboxKeys(Resolve resolve, TimeProvider clock)
{
    // A copy of its own asks again, and tells what is wrong with the name.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // More make no server easier to recognise.
    private const int MaxAddresses = 16;

    /// <summary>The keys, in an order of their own. Where the addresses can't be found out in 2 seconds, it is the name's alone.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(MailAccount mailbox, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(mailbox.Server.Host, cancellationToken);
        return [.. addresses.Prepend(mailbox.Server.Host)
            .Select(host => MailboxKey.Of(mailbox with { Server = mailbox.Server with { Host = host } }))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<string>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var addresses = await resolve(host, either.Token).WaitAsync(either.Token);
            return [.. addresses.Select(address => address.ToString()).Order(StringComparer.Ordinal).Take(MaxAddresses)];
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [];
        }
    }
}
