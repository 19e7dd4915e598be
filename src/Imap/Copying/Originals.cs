using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;
using MimeKit;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Reads messages that are to be compared, wherever they are.</summary>
/// <param name="Headers">Hands out headers by UID, in whole or as much as the request asks for; those of messages that do not exist are left out.</param>
/// <param name="Bodies">Reads hashes of bodies by UID.</param>
internal sealed record Originals(Func<UidSet, MessageRequest, Action<uint, HeaderList>, Task> Headers, Func<UidSet, Task<Dictionary<uint, string>>> Bodies)
{
    // So many whole messages are held at once.
    private const int Window = 10;

    /// <summary>Those in a selected folder of the source.</summary>
    /// <param name="connection">To its server.</param>
    /// <param name="from">The folder.</param>
    /// <param name="isOverdue">Whether no message has got through for longer than is waited for.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <param name="withheld">Gets those that the source lists, but does not hand out: whether they have been copied is not known then. Null = nobody asks.</param>
    public static Originals In(
        IMailSession connection, ISessionFolder from, Func<bool> isOverdue, CancellationToken cancellationToken, ISet<uint>? withheld = null)
    {
        return In(connection, from, isOverdue, NoteAsync, cancellationToken);

        async Task NoteAsync(UidSet untold)
        {
            if (!untold.IsEmpty)
            {
                withheld?.UnionWith((await connection.DescribeAsync(from, untold, MessageRequest.UidOnly, cancellationToken)).Select(message => message.Uid).Where(untold.Contains));
            }
        }
    }

    /// <summary>Those in a selected folder of the destination, which has to tell of each that is there.</summary>
    public static Originals There(IMailSession connection, ISessionFolder there, Func<bool> isOverdue, CancellationToken cancellationToken) =>
        In(connection, there, isOverdue, untold => new DestinationLook(connection, there).CheckAsync(untold, cancellationToken), cancellationToken);

    /// <summary>Those that have been fetched.</summary>
    public static Originals Of(IReadOnlyDictionary<uint, FetchedMessage> messages) => new(
        (uids, _, receive) =>
        {
            foreach (var uid in uids.Enumerate())
            {
                receive(uid, messages[uid].ReadHeaders());
            }

            return Task.CompletedTask;
        },
        uids => Task.FromResult(uids.Enumerate().ToDictionary(uid => uid, uid => BodyHash.Of(messages[uid].Content))));

    /// <summary>Reads by what messages are found, however many there are.</summary>
    public async Task<Dictionary<uint, HeaderKey>> ReadKeysAsync(UidSet uids)
    {
        var keys = new Dictionary<uint, HeaderKey>();
        foreach (var window in uids.Split(DestinationLook.Window))
        {
            await Headers(window, HeaderKey.Request, (uid, headers) => keys[uid] = HeaderKey.Of(headers));
        }

        return keys;
    }

    private static Originals In(
        IMailSession connection, ISessionFolder from, Func<bool> isOverdue, Func<UidSet, Task> checkAsync, CancellationToken cancellationToken) => new(
        async (uids, request, receive) =>
            await checkAsync(uids.Except(await WholeAnswer.ReadHeadersAsync(connection, from, uids, request, new HeaderIntake(receive, isOverdue), cancellationToken))),
        async uids =>
        {
            var bodies = new Dictionary<uint, string>();
            foreach (var window in uids.Split(Window))
            {
                await WholeAnswer.AskAsync(window, part => HashAsync(connection, from, part, isOverdue, bodies, cancellationToken));
            }

            await checkAsync(uids.Except(UidSet.Of(bodies.Keys.Order())));
            return bodies;
        });

    private static async Task<UidSet> HashAsync(
        IMailSession connection, ISessionFolder from, UidSet uids, Func<bool> isOverdue, Dictionary<uint, string> bodies, CancellationToken cancellationToken)
    {
        var contents = new List<(uint Uid, MessageContent Content)>();
        try
        {
            await connection.FetchAsync(from, uids, (uid, content) => contents.Add((uid, content)), isOverdue, cancellationToken);
            foreach (var (uid, content) in contents)
            {
                bodies[uid] = BodyHash.Of(content);
            }

            return UidSet.Of(contents.Select(message => message.Uid));
        }
        finally
        {
            contents.ForEach(message => message.Content.Dispose());
        }
    }
}
