using Npgsql;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>Two pools: one prepares its statements; a search is planned each time, because the best plan depends on the term.</summary>
internal sealed class Database : IAsyncDisposable
{
    private const int PoolSize = 16;

    private readonly NpgsqlDataSource _prepared;
    private readonly NpgsqlDataSource _unprepared;

    public Database(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = PoolSize, NoResetOnClose = true };
        _unprepared = NpgsqlDataSource.Create(settings);
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        _prepared = NpgsqlDataSource.Create(settings);
    }

    public ValueTask<NpgsqlConnection> OpenAsync(bool search, CancellationToken cancellationToken) =>
        (search ? _unprepared : _prepared).OpenConnectionAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _prepared.DisposeAsync();
        await _unprepared.DisposeAsync();
    }
}
