using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Finds out how the destination changes what it stores, by copies whose originals are known for certain.</summary>
/// <param name="folder">Their folder.</param>
/// <param name="connections">The servers.</param>
/// <param name="mailbox">The mailbox, which is told.</param>
internal sealed class KnownCopies(FolderCopy folder, ConnectionPair connections, MailboxContext mailbox)
{
    private const int Samples = 3;

    /// <summary>Compares a few, once for each mailbox. The folder is selected at both sides then.</summary>
    public async Task SampleAsync(CancellationToken cancellationToken)
    {
        var known = folder.State.FindLastCopies(Samples);
        if (mailbox.Manner.HasSampled || known.Count == 0)
        {
            return;
        }

        mailbox.Manner.HasSampled = true;
        var from = await connections.Source.OpenAsync(folder.Route.Source.Name, FolderAccess.ReadOnly, cancellationToken);
        var there = await connections.Destination.OpenAsync(folder.DestinationName, FolderAccess.ReadOnly, cancellationToken);
        var (headers, bodies) = await ReadAsync(Originals.In(connections.Source, from, () => mailbox.Backoff.IsOver, cancellationToken), known.Keys);
        var (stored, storedBodies) = await ReadAsync(Originals.There(connections.Destination, there, () => mailbox.Backoff.IsOver, cancellationToken), known.Values);
        List<CopyPair> pairs = [.. known
            .Where(pair => headers.ContainsKey(pair.Key) && bodies.ContainsKey(pair.Key) && stored.ContainsKey(pair.Value) && storedBodies.ContainsKey(pair.Value))
            .Select(pair => new CopyPair(pair.Key, pair.Value, headers[pair.Key].CompareWith(stored[pair.Value]), Unexplained: 0, IsSameDate: true)
            {
                HasSameBody = bodies[pair.Key] == storedBodies[pair.Value],
            })];

        // Where the source has handed out none of them, others may tell later.
        mailbox.Manner.HasSampled = pairs.Count > 0;
        mailbox.Manner.MeetKnown(pairs);
    }

    private static async Task<(Dictionary<uint, HeaderPrint> Headers, Dictionary<uint, string> Bodies)> ReadAsync(Originals messages, IEnumerable<uint> uids)
    {
        var set = UidSet.Of(uids.Order());
        return (await HeaderPrint.ReadAsync(messages, set), await messages.Bodies(set));
    }
}
