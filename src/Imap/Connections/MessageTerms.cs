using Hosting.Migrations.Imap.Sessions;
using MailKit;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>What the mail library says of messages, in our terms, and the other way round.</summary>
internal static class MessageTerms
{
    private static readonly (MessageFlags Theirs, SystemFlags Ours)[] Flags =
    [
        (MessageFlags.Seen, SystemFlags.Seen),
        (MessageFlags.Answered, SystemFlags.Answered),
        (MessageFlags.Flagged, SystemFlags.Flagged),
        (MessageFlags.Deleted, SystemFlags.Deleted),
        (MessageFlags.Draft, SystemFlags.Draft),
    ];

    private static readonly (MessageItems Ours, MessageSummaryItems Theirs)[] Items =
    [
        (MessageItems.Flags, MessageSummaryItems.Flags),
        (MessageItems.InternalDate, MessageSummaryItems.InternalDate),
        (MessageItems.Size, MessageSummaryItems.Size),
        (MessageItems.Headers, MessageSummaryItems.Headers),
        (MessageItems.Labels, MessageSummaryItems.GMailLabels),
    ];

    /// <summary>What a message is described with.</summary>
    /// <param name="message">As the library has read it.</param>
    /// <param name="internalDate">When it was received. The library may read a date that is none as the first of the year 1.</param>
    public static MessageDescription ToDescription(this IMessageSummary message, DateTimeOffset? internalDate) => new(
        message.UniqueId.Id,
        message.Flags?.ToOurs(),
        message.Keywords.Count > 0 ? message.Keywords.ToArray() : [],
        internalDate is { Year: > 1 } ? internalDate : null,
        message.Size,
        message.GMailLabels is { Count: > 0 } labels ? labels.ToArray() : []);

    public static FetchRequest ToTheirs(this MessageRequest request)
    {
        var items = Items.Where(pair => request.Items.HasFlag(pair.Ours)).Aggregate(MessageSummaryItems.UniqueId, (all, pair) => all | pair.Theirs);
        return request.HeaderNames.Count > 0
            ? new FetchRequest(items, request.HeaderNames) { ChangedSince = request.ChangedSince }
            : new FetchRequest(items) { ChangedSince = request.ChangedSince };
    }

    public static StoreFlagsRequest ToTheirs(this FlagChange change) =>
        new(change.Action == FlagAction.Add ? StoreAction.Add : StoreAction.Set, change.Flags.ToTheirs(), change.Keywords) { Silent = true };

    /// <summary>A message to append. What it is wrapped in is to be given back (<see cref="RawMessage.Unwrap"/>).</summary>
    public static IAppendRequest ToTheirs(this OutgoingMessage message)
    {
        var (raw, flags) = (RawMessage.Wrap(message.Content), message.Flags.ToTheirs());
        return message.InternalDate is { } received
            ? new AppendRequest(raw, flags, message.Keywords, received)
            : new AppendRequest(raw, flags, message.Keywords);
    }

    private static SystemFlags ToOurs(this MessageFlags flags)
    {
        var ours = SystemFlags.None;
        foreach (var pair in Flags)
        {
            ours |= (flags & pair.Theirs) != 0 ? pair.Ours : SystemFlags.None;
        }

        return ours;
    }

    private static MessageFlags ToTheirs(this SystemFlags flags) =>
        Flags.Where(pair => flags.HasFlag(pair.Ours)).Aggregate(MessageFlags.None, (all, pair) => all | pair.Theirs);
}
