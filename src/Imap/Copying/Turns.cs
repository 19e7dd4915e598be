namespace Hosting.Migrations.Imap.Copying;

/// <summary>Waits for a turn without leaving the scheduler of whoever waits: the semaphore's own wait with a token goes by way of the thread pool, where no simulation can follow.</summary>
internal static class Turns
{
    /// <summary>Waits until there is room.</summary>
    /// <exception cref="OperationCanceledException">It was called off; a turn that comes later is given back.</exception>
    public static async Task TakeTurnAsync(this SemaphoreSlim room, CancellationToken cancellationToken)
    {
        var turn = WaitAsync(room);
        try
        {
            await turn.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = GiveBackAsync(turn, room);
            throw;
        }
    }

    // What is awaited here goes on where it was awaited, and so does all that waits for this.
    private static async Task WaitAsync(SemaphoreSlim room) => await room.WaitAsync(CancellationToken.None);

    private static async Task GiveBackAsync(Task turn, SemaphoreSlim room)
    {
        await turn;
        room.Release();
    }
}
