using Hosting.Migrations.Infrastructure.Imap.Messages;
using MimeKit;
using MimeKit.Utils;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>A message on its way.</summary>
internal sealed record FetchedMessage(MessageInfo Info, MessageContent Content) : IDisposable
{
    private const int MaxHeader = 256 * 1024;

    public HeaderList ReadHeaders()
    {
        try
        {
            return HeaderList.Load(new MemoryStream(Content.ReadHeader(MaxHeader)));
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
