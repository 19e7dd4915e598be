namespace Hosting.Migrations.Imap.Copying;

/// <summary>Messages that are fetched and appended together. It takes one of the slots that all mailboxes share, so that memory stays bounded.</summary>
/// <param name="slots">Where its slot comes from, and goes back to.</param>
internal sealed class Batch(SemaphoreSlim slots) : IDisposable
{
    public List<FetchedMessage> Messages { get; } = [];

    public void Dispose()
    {
        Messages.ForEach(message => message.Dispose());
        slots.Release();
    }
}
