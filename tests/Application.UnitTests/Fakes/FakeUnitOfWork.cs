namespace Hosting.Migrations.Application.UnitTests.Fakes;

/// <summary>Holds what repositories were given until it is saved, so that a test sees what a use case forgot to save.</summary>
internal sealed class FakeUnitOfWork : IUnitOfWork
{
    private readonly List<Action> _pending = [];

    public int Saves { get; private set; }

    public void WhenSaved(Action store) => _pending.Add(store);

    /// <summary>Whose turn is held now.</summary>
    public long? Turn { get; private set; }

    public void Forget()
    {
        _pending.Clear();
        Turn = null;
    }

    public Task TakeTurnAsync(long customerId, CancellationToken cancellationToken)
    {
        Turn = customerId;
        return Task.CompletedTask;
    }

    public Task HoldRunsAsync(long migrationId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SaveChangesAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _pending.ForEach(store => store());
        _pending.Clear();
        Saves++;
        Turn = null;
        return Task.CompletedTask;
    }
}
