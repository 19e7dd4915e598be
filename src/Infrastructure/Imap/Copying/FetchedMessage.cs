using Hosting.Migrations.Infrastructure.Imap.Messages;
using MimeKit;

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

    public void Dispose() => Content.Dispose();
}
