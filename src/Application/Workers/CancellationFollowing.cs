namespace Hosting.Migrations.Application.Workers;

/// <summary>Passes a cancellation on without waiting for those who are cancelled.</summary>
public static class CancellationFollowing
{
    /// <summary>
    /// Makes a source that is cancelled with a token, by a thread of its own: a call to a database that does not answer any more may hang in the middle of
    /// being cancelled, and must keep neither whoever cancels nor the others that follow the token.
    /// </summary>
    /// <param name="token">The token.</param>
    /// <returns>The source, to be cancelled by <see cref="CancellationTokenSource.CancelAsync"/> too; and what ends the following.</returns>
    public static (CancellationTokenSource Source, CancellationTokenRegistration Registration) Follow(this CancellationToken token)
    {
        var source = new CancellationTokenSource();
        return (source, token.Register(() => source.CancelAsync()));
    }
}
