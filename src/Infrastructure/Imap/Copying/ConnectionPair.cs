using Hosting.Migrations.Infrastructure.Imap.Connections;
using Hosting.Migrations.Infrastructure.Imap.Folders;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>A connection to each server, used by one piece of work at a time.</summary>
internal sealed class ConnectionPair(MailConnection source, MailConnection destination) : IDisposable
{
    public MailConnection Source => source;

    public MailConnection Destination => destination;

    /// <summary>Reads the folders of both servers at once.</summary>
    public async Task<(MailboxListing Source, MailboxListing Destination)> ListAsync(CancellationToken cancellationToken)
    {
        var atSource = source.RunAsync(token => FolderLister.ListAsync(source, token), 0, cancellationToken);
        var atDestination = destination.RunAsync(token => FolderLister.ListAsync(destination, token), 0, cancellationToken);
        await Task.WhenAll(atSource, atDestination);
        return (await atSource, await atDestination);
    }

    public void Dispose()
    {
        source.Dispose();
        destination.Dispose();
    }
}
