using Hosting.Migrations.Infrastructure.Imap.Messages;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>A message on its way.</summary>
internal sealed record FetchedMessage(MessageInfo Info, MessageContent Content) : IDisposable
{
    public void Dispose() => Content.Dispose();
}
