using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Asks again for what a server has left out of its answer without a word: some answer for no more than so many messages at once.</summary>
internal static class WholeAnswer
{
    /// <summary>What a server says about messages that are known to be there. It costs nothing more where the first answer is whole.</summary>
    /// <returns>What it says, without those for which it does not answer however often it is asked.</returns>
    public static async Task<List<MessageDescription>> DescribeAsync(
        IMailSession connection, ISessionFolder folder, UidSet uids, MessageRequest request, CancellationToken cancellationToken)
    {
        var messages = new List<MessageDescription>();
        await AskAsync(uids, async part =>
        {
            var answer = await connection.DescribeAsync(folder, part, request, cancellationToken);
            messages.AddRange(answer);
            return UidSet.Of(answer.Select(message => message.Uid));
        });
        return messages;
    }

    /// <summary>When messages that are known to be there were received, and how large they are: window by window, since what is told of one is larger than what is kept.</summary>
    /// <returns>Those of which the server tells that.</returns>
    public static async Task<List<UnknownMessage>> OutlineAsync(IMailSession connection, ISessionFolder folder, UidSet uids, CancellationToken cancellationToken)
    {
        var found = new List<UnknownMessage>();
        foreach (var window in uids.Split(DestinationLook.Window))
        {
            found.AddRange((await DescribeAsync(connection, folder, window, DestinationLook.Outline, cancellationToken)).Select(UnknownMessage.Of).OfType<UnknownMessage>());
        }

        return found;
    }

    /// <summary>Reads headers of messages that are known to be there, one by one as they come.</summary>
    /// <returns>Those for which the server has answered.</returns>
    public static async Task<UidSet> ReadHeadersAsync(
        IMailSession connection, ISessionFolder folder, UidSet uids, MessageRequest request, HeaderIntake headers, CancellationToken cancellationToken)
    {
        var read = new UidSet();
        await AskAsync(uids, async part =>
        {
            var answer = UidSet.Of((await connection.DescribeAsync(folder, part, request, cancellationToken, headers)).Select(message => message.Uid));
            read = read.Union(answer);
            return answer;
        });
        return read;
    }

    /// <summary>Asks for messages until all have been answered for, or none is any more.</summary>
    /// <param name="uids">The messages.</param>
    /// <param name="ask">Asks for some, and tells for which the server has answered.</param>
    public static async Task AskAsync(UidSet uids, Func<UidSet, Task<UidSet>> ask)
    {
        for (var left = uids; !left.IsEmpty;)
        {
            var rest = left.Except(await ask(left));
            left = rest.Count < left.Count ? rest : new UidSet();
        }
    }
}
