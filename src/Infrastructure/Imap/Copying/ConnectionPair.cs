using Hosting.Migrations.Infrastructure.Imap.Connections;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>A connection to each server, used by one piece of work at a time.</summary>
internal sealed class ConnectionPair(MailConnection source, MailConnection destination) : IDisposable
{
    public MailConnection Source => source;

    public MailConnection Destination => destination;

    public void Dispose()
    {
        source.Dispose();
        destination.Dispose();
    }
}
