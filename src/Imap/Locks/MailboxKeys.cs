using System.Net.Sockets;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Connections;

namespace Hosting.Migrations.Imap.Locks;

/// <summary>
/// The keys of a mailbox: that by the name of its server, and those by the server's addresses, since one server has several names. A user with a domain has
/// the keys of the user without it too: a server with a default domain takes both for one, and only it knows that domain.
/// </summary>
/// <param name="resolve">Finds the addresses.</param>
/// <param name="clock">The time.</param>
internal sealed class MailboxKeys(Resolve resolve, TimeProvider clock)
{
    // A copy of its own asks again, and tells what is wrong with the name.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // More make no server easier to recognise.
    private const int MaxAddresses = 16;

    /// <summary>The keys, in an order of their own. Where the addresses can't be found out in 2 seconds, it is the name's alone.</summary>
    public async Task<IReadOnlyList<LockKey>> FindAsync(MailAccount mailbox, CancellationToken cancellationToken)
    {
        var hosts = (await ResolveAsync(mailbox.Server.Host, cancellationToken)).Prepend(mailbox.Server.Host).ToList();
        var user = MailboxKey.UserOf(mailbox.Login.User);
        var at = user.LastIndexOf('@');
        return [.. Under(user, isOfSeveral: false), .. at > 0 ? Under(user[..at], isOfSeveral: true) : []];

        IEnumerable<LockKey> Under(string name, bool isOfSeveral) => hosts
            .Select(host => MailboxKey.Of(mailbox with { Server = mailbox.Server with { Host = host }, Login = mailbox.Login with { User = name } }))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(key => new LockKey(key, isOfSeveral));
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
