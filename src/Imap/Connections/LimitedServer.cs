using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Runs commands that concern many messages, in pieces as small as the server wants them (RFC 9738).</summary>
/// <param name="client">The connection.</param>
internal sealed class LimitedServer(MailClient client)
{
    /// <summary>How many messages the server works on in one command; null as long as it has not said so.</summary>
    public int? Most { get; private set; } = client.Capabilities.MessageLimit;

    /// <summary>Runs a command for messages until the server has worked on all of them.</summary>
    /// <param name="uids">Which; many of them need not exist.</param>
    /// <param name="held">How many messages the folder holds.</param>
    /// <param name="run">Runs the command for some of them, and tells which it has answered for; null if it answers nothing.</param>
    /// <exception cref="MailFaultException">The server refuses, and not because of the number.</exception>
    public async Task RunAsync(UidSet uids, int held, Func<UidSet, Task<UidSet?>> run)
    {
        var rest = uids;
        while (!rest.IsEmpty)
        {
            // Where UIDs are few in a wide range, pieces of it would mostly be of nothing.
            var part = Most is { } most && rest.Count <= (4L * held) + most ? rest.Split(most).First() : rest;
            UidSet? answered;
            try
            {
                answered = await run(part);
            }
            catch (MailFaultException) when (client.LastLimit is { } refused && TryTake(refused, part))
            {
                continue;
            }

            var left = client.LastLimit is { } limit ? FindLeft(part, answered, limit) : new UidSet();
            rest = rest.Except(part).Union(left);
        }
    }

    // One that is refused as too many is tried again with fewer, but not with as many as before.
    private bool TryTake(MessageLimit limit, UidSet refused)
    {
        var fewer = (int)Math.Min(limit.Most, refused.Count / 2);
        var isNew = fewer > 0 && (Most is null || fewer < Most);
        Most = isNew ? fewer : Most;
        return isNew;
    }

    private UidSet FindLeft(UidSet part, UidSet? answered, MessageLimit limit)
    {
        Most = Math.Min(limit.Most, Most ?? int.MaxValue);
        var (lowest, highest) = answered is { IsEmpty: false } ? (answered.First, answered.Last) : (uint.MaxValue, 0u);
        var last = limit.LastUid ?? (answered is { IsEmpty: false } ? lowest : 0);
        if (last == 0)
        {
            return new UidSet();
        }

        // Servers begin with the newest; one that began with the oldest has come to its highest UID last.
        var isUpwards = highest > 0 && highest <= last && lowest < last;
        var done = isUpwards ? UidSet.Between(1, last) : UidSet.Between(last, uint.MaxValue);
        var left = part.Except(done);
        return left.Count < part.Count ? left : new UidSet();
    }
}
