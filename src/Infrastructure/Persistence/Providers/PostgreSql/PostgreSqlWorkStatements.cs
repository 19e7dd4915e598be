using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;

/// <summary>The queue in PostgreSQL, which tells the workers of other processes at once what comes in.</summary>
internal sealed class PostgreSqlWorkStatements(DatabaseSettings settings, TimeProvider clock, ILogger<WorkStatements> logger) : WorkStatements(DatabaseProvider.PostgreSql, clock, logger)
{
    private const int KeepAliveSeconds = 30;

    private readonly string _wake = Read(DatabaseProvider.PostgreSql, "wake");

    public override Task WakeOthersAsync(MigrationsDbContext context, CancellationToken cancellationToken) => RunAsync(context, _wake, [], cancellationToken);

    // A connection of its own for as long as the worker lives, that is not given to anybody else.
    public override async Task ListenAsync(Action ring, CancellationToken cancellationToken)
    {
        var own = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { KeepAlive = KeepAliveSeconds, Pooling = false };
        await using var connection = new NpgsqlConnection(own.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        connection.Notification += (_, _) => ring();
        await using (var listen = new NpgsqlCommand("LISTEN hosting_migrations_work", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }
}
