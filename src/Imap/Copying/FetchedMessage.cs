using Hosting.Migrations.Imap.Messages;
using Hosting.Migrations.Imap.Wire;
using MimeKit;
using MimeKit.Utils;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>A message on its way.</summary>
internal sealed record FetchedMessage(MessageInfo Info, MessageContent Content) : IDisposable
{
    /// <summary>Its header as a server tells it: as much of it, and what it is found by even if that stands behind.</summary>
    public HeaderList ReadHeaders()
    {
        var excerpt = new HeaderExcerpt(WireLimits.Header, WireLimits.HeaderLines);
        Content.Read(excerpt.TryAdd);
        try
        {
            return HeaderList.Load(new MemoryStream(excerpt.ToArray()));
        }
        catch (FormatException)
        {
            // No header at all: an empty message, say.
            return [];
        }
    }

    /// <summary>The date of its Date header; null if it has none that can be read.</summary>
    public DateTimeOffset? FindDate() => ReadHeaders()[HeaderId.Date] is { } text && DateUtils.TryParse(text, out var date) ? date : null;

    public void Dispose() => Content.Dispose();
}
