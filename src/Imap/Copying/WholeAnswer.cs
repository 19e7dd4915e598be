using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Asks again for what a server has left out of its answer without a word: some answer for no more than so many messages at once.</summary>
internal static class WholeAnswer
{
    // A server that has told of none after so many tries would not tell of one.
    private const int MostRefusals = 30;

    /// <summary>What a server says about messages that are known to be there. It costs nothing more where the first answer is whole.</summary>
    /// <returns>What it says, without those for which it does not answer however often it is asked.</returns>
    public static async Task<List<MessageDescription>> DescribeAsync(
        IMailSession connection, ISessionFolder folder, UidSet uids, MessageRequest request, CancellationToken cancellationToken)
    {
        var messages = new List<MessageDescription>();
        await AskAsync(uids, async part =>
        {
            var answer = await DescribeInHalvesAsync(connection, folder, part, request, refuse: null, cancellationToken);
            messages.AddRange(answer);
            return UidSet.Of(answer.Select(message => message.Uid));
        });
        return messages;
    }

    /// <summary>
    /// What a server says about messages. Some refuse to tell of all of them for the sake of one that they can't read: then the half of them is asked for, down to
    /// the one.
    /// </summary>
    /// <param name="connection">To the server.</param>
    /// <param name="folder">Selected.</param>
    /// <param name="uids">Which.</param>
    /// <param name="request">What is asked of them.</param>
    /// <param name="refuse">Hears of each that is refused by itself; null = they are left out.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="MailFaultException">The server refuses whatever it is asked.</exception>
    public static async Task<List<MessageDescription>> DescribeInHalvesAsync(
        IMailSession connection, ISessionFolder folder, UidSet uids, MessageRequest request, Action<uint, MailFaultException>? refuse, CancellationToken cancellationToken)
    {
        var (messages, refusals) = (new List<MessageDescription>(), 0);
        await AskAsync(uids);
        return messages;

        async Task AskAsync(UidSet part)
        {
            try
            {
                messages.AddRange(await connection.DescribeAsync(folder, part, request, cancellationToken));
            }
            catch (MailFaultException fault) when (
                fault is { IsTransient: false, IsRefusal: true, Fault: CopyFault.Protocol or CopyFault.DestinationRefused } && (messages.Count > 0 || ++refusals <= MostRefusals))
            {
                // Of the UIDs of a range there may be few.
                var there = part.Intersect(await connection.SearchAsync(folder, part, since: null, cancellationToken));
                if (there.Count == 1)
                {
                    refuse?.Invoke(there.First, fault);
                    return;
                }

                foreach (var half in there.Split((int)((there.Count + 1) / 2)))
                {
                    await AskAsync(half);
                }
            }
        }
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
