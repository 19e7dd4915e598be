using System.Globalization;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>The commands that have to do with messages (RFC 3501, section 6.4).</summary>
internal static class MessageCommands
{
    private static readonly (MessageItems Item, string Name)[] Items =
    [
        (MessageItems.Flags, "FLAGS"), (MessageItems.InternalDate, "INTERNALDATE"), (MessageItems.Size, "RFC822.SIZE"), (MessageItems.Labels, "X-GM-LABELS"),
    ];

    /// <summary>Searches in the selected folder.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="held">How many messages the folder holds.</param>
    /// <param name="positions">Among which positions, as IMAP spells them; empty = all.</param>
    /// <param name="uids">Among which UIDs.</param>
    /// <param name="since">On which day they arrived at the earliest; null = on any.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="FormatException">The answer is none.</exception>
    public static async Task<UidSet> SearchAsync(
        this MailClient client, int held, string positions, UidSet uids, DateOnly? since, CancellationToken cancellationToken)
    {
        var command = new WireCommand("UID SEARCH");
        if (client.Capabilities.Has("ESEARCH"))
        {
            command.Atom("RETURN").Open().Atom("ALL").Close();
        }

        if (positions.Length > 0)
        {
            command.Set(positions);
        }

        command.Atom("UID").Set(uids);
        if (since is { } day)
        {
            command.Atom("SINCE").Atom(day.ToString("d-MMM-yyyy", CultureInfo.InvariantCulture));
        }

        client.Search = new SearchAnswer(held);
        try
        {
            await client.Wire.RunAsync(command, cancellationToken);
            return client.Search.ToSet();
        }
        finally
        {
            client.Search = null;
        }
    }

    /// <summary>Asks for the UIDs of messages by their positions.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="positions">From 1 on.</param>
    /// <param name="take">Gets each position, and the UID.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static Task EnumerateAsync(this MailClient client, UidSet positions, Action<uint, uint> take, CancellationToken cancellationToken)
    {
        var command = new WireCommand("FETCH") { Query = new FetchQuery(uids: null, positions.Count) };
        return client.FetchAsync(
            command.Set(positions).Open().Atom("UID").Close(),
            message =>
            {
                if (message.Uid is { } uid)
                {
                    take((uint)message.Number, uid);
                }
            },
            cancellationToken);
    }

    /// <summary>Asks for what the server says of messages.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="uids">Which.</param>
    /// <param name="request">What to ask.</param>
    /// <param name="take">Gets what is said of each of them, perhaps in several parts.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static Task DescribeAsync(
        this MailClient client, UidSet uids, MessageRequest request, Action<FetchResponse> take, CancellationToken cancellationToken)
    {
        var section = request.Items.HasFlag(MessageItems.Headers) ? "HEADER" : request.HeaderNames.Count > 0 ? "HEADER.FIELDS" : null;
        var command = new WireCommand("UID FETCH") { Query = new FetchQuery(uids, uids.Count) { Header = section } }.Set(uids).Open().Atom("UID");
        foreach (var (_, name) in Items.Where(item => request.Items.HasFlag(item.Item)))
        {
            command.Atom(name);
        }

        if (section is not null)
        {
            command.Body(section, section == "HEADER" ? [] : request.HeaderNames);
        }

        command.Close();
        if (request.ChangedSince is { } state)
        {
            command.Open().Atom("CHANGEDSINCE").Number(state).Close();
        }

        return client.FetchAsync(command, message => TakeAsked(uids, message, take), cancellationToken);
    }

    /// <summary>Asks for whole messages, without marking them as read.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="uids">Which.</param>
    /// <param name="spillAbove">How long a message may be in memory, in bytes.</param>
    /// <param name="receive">Gets each message, and with it the duty to dispose it.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static Task FetchAsync(this MailClient client, UidSet uids, int spillAbove, Action<uint, MessageContent> receive, CancellationToken cancellationToken)
    {
        var query = new FetchQuery(uids, uids.Count) { OpenBody = length => new FetchedBody(new MessageContent(length, spillAbove)) };
        return client.FetchAsync(
            new WireCommand("UID FETCH") { Query = query }.Set(uids).Open().Atom("UID").Body(string.Empty, []).Close(),
            message =>
            {
                if (message.TakeBody() is FetchedBody body)
                {
                    using (body)
                    {
                        receive(message.Uid!.Value, body.Take());
                    }
                }
            },
            cancellationToken);
    }

    /// <summary>Changes flags of messages.</summary>
    public static async Task StoreAsync(this MailClient client, UidSet uids, FlagChange change, CancellationToken cancellationToken)
    {
        var flags = FlagTexts.Of(change.Flags, change.Keywords);
        if (flags.Count > 0 || change.Action == FlagAction.Set)
        {
            var command = new WireCommand("UID STORE").Set(uids).Atom(change.Action == FlagAction.Add ? "+FLAGS.SILENT" : "FLAGS.SILENT");
            await client.Wire.RunAsync(command.Flags(flags), cancellationToken);
        }
    }

    /// <summary>Adds a list of flags.</summary>
    public static WireCommand Flags(this WireCommand command, List<string> flags)
    {
        command.Open();
        flags.ForEach(flag => command.Flag(flag));
        return command.Close();
    }

    // Changed flags of other messages may be told besides.
    private static void TakeAsked(UidSet uids, FetchResponse message, Action<FetchResponse> take)
    {
        if (message.Uid is { } uid && uids.Contains(uid))
        {
            take(message);
        }
    }

    private static async Task FetchAsync(this MailClient client, WireCommand command, Action<FetchResponse> take, CancellationToken cancellationToken)
    {
        client.OnFetched = take;
        try
        {
            await client.Wire.RunAsync(command, cancellationToken);
        }
        finally
        {
            client.OnFetched = null;
        }
    }
}
