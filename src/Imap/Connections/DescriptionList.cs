using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;
using MimeKit;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Gathers what a server says of messages. It may say of one message in several responses.</summary>
/// <param name="request">What was asked.</param>
/// <param name="headers">Gets the headers, where some were asked for; null = nobody.</param>
internal sealed class DescriptionList(MessageRequest request, HeaderIntake? headers)
{
    private const MessageItems Telling = MessageItems.Flags | MessageItems.InternalDate | MessageItems.Size;

    private readonly List<MessageDescription> _messages = [];
    private readonly Dictionary<uint, int> _places = [];
    private readonly UidSet _withHeader = new();

    /// <summary>How many flags have not been read, since one message had too many of them.</summary>
    public int UnreadFlags { get; private set; }

    /// <summary>Takes what one response says.</summary>
    public void Take(FetchResponse message)
    {
        if (message.Uid is not { } uid || ((request.Items & Telling) != 0 && !TellsAny(message)))
        {
            return;
        }

        if (_places.TryAdd(uid, _messages.Count))
        {
            _messages.Add(new MessageDescription(uid, null, [], null, null, []));
        }

        _messages[_places[uid]] = Join(_messages[_places[uid]], message);
        UnreadFlags += message.UnreadFlags;
        if (message.Header is { } header && headers is not null)
        {
            _withHeader.Add(uid);
            headers.Receive(uid, Parse(header));
        }
    }

    /// <summary>All that has been said. A message of which no header has come has an empty one.</summary>
    public IReadOnlyList<MessageDescription> Complete()
    {
        foreach (var message in _messages.Where(message => !_withHeader.Contains(message.Uid)))
        {
            headers?.Receive(message.Uid, []);
        }

        return _messages;
    }

    private static bool TellsAny(FetchResponse message) => message.Flags is not null || message.Size is not null || message.HasInternalDate || message.Header is not null;

    private static MessageDescription Join(MessageDescription before, FetchResponse message)
    {
        var (flags, keywords) = message.Flags is { } told ? FlagTexts.Read(told) : (SystemFlags.None, []);
        return new MessageDescription(
            before.Uid,
            message.Flags is null ? before.Flags : flags,
            message.Flags is null ? before.Keywords : keywords,
            message.InternalDate ?? before.InternalDate,
            message.Size ?? before.Size,
            message.Labels.Count == 0 ? before.Labels : [.. message.Labels]);
    }

    private static HeaderList Parse(byte[] header)
    {
        try
        {
            return HeaderList.Load(new MemoryStream(header, writable: false));
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
