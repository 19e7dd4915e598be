using Npgsql;

namespace Hosting.Migrations.Benchmarks.List.Limit;

/// <summary>A pool of connections, set as the service's are.</summary>
internal sealed class Database : IAsyncDisposable
{
    private const int PoolSize = 16;

    private readonly NpgsqlDataSource _source;

    public Database(string connectionString) => _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        MaxPoolSize = PoolSize,
        NoResetOnClose = true,
        MaxAutoPrepare = 64,
        AutoPrepareMinUsages = 2,
        Options = "-c jit=off -c work_mem=32MB",
    });

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
