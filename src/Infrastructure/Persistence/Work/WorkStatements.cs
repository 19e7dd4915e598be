using System.Data;
using System.Data.Common;
using System.Reflection;
using System.Text.Json;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>
/// The queue's statements, which differ between databases: each provider has its own in <c>.sql</c> files. Each of them is one message to the
/// server, and one transaction there.
/// </summary>
/// <param name="provider">The folder of the statements.</param>
/// <param name="clock">Tells the time where the database has no clock of its own.</param>
/// <param name="logger">Hears of runs that this version does not know.</param>
internal partial class WorkStatements(DatabaseProvider provider, TimeProvider clock, ILogger<WorkStatements> logger)
{
    private const int MostAttempts = 5;

    // What this version can put in order, as JSON.
    private static readonly string Steps = JsonSerializer.Serialize(EnumText<MigrationStep>.All);

    private readonly string _claim = Read(provider, "claim");
    private readonly string _add = Read(provider, "add");
    private readonly string _drop = Read(provider, "drop");
    private readonly string _hold = Read(provider, "hold");
    private readonly string _holdClaim = Read(provider, "hold_claim");
    private readonly string _release = Read(provider, "release");
    private readonly string _renew = Read(provider, "renew");
    private readonly string _expired = Read(provider, "expired");
    private readonly string _tidy = Read(provider, "tidy");
    private readonly string _duty = Read(provider, "duty");
    private readonly string _forgive = Read(provider, "forgive");
    private readonly string _lease = Read(provider, "lease");

    /// <summary>Adds runs that are not in the queue yet.</summary>
    public Task AddAsync(MigrationsDbContext context, NewWork work, CancellationToken cancellationToken) => RunAsync(context, _add, [
        ("step", TextOf(work.Step)),
        ("migration_id", work.MigrationId),
        ("customer_id", work.CustomerId),
        ("is_test", work.Step == MigrationStep.TestRun),
        ("told", JsonSerializer.Serialize(work.Runs.Select(run => new { resource_id = run.ResourceId, source_host = run.SourceHost, target = run.Target }))),
    ], cancellationToken);

    public async Task<IReadOnlyList<RunKey>> ClaimAsync(MigrationsDbContext context, WorkDemand demand, CancellationToken cancellationToken) =>
    [
        .. (await QueryAsync(context, _claim, [
            ("worker", demand.Worker),
            ("lease", Seconds(demand.Options.Lease)),
            ("copies", (long)demand.Copies),
            ("tests", (long)demand.Tests),
            ("per_host", (long)demand.PerSourceHost),
            ("per_customer", (long)demand.PerCustomer),
            ("to_destination", (long)demand.Options.ToDestination),
        ], FindKey, cancellationToken)).OfType<RunKey>(),
    ];

    public async Task<IReadOnlyDictionary<RunKey, RunClaim>> RenewAsync(
        MigrationsDbContext context, string worker, TimeSpan lease, IReadOnlyCollection<RunReport> reports, CancellationToken cancellationToken)
    {
        var claims = reports.ToDictionary(report => report.Run, _ => RunClaim.Lost);
        foreach (var (run, isCalledOff, isPaused) in await QueryAsync(
            context,
            _renew,
            [("worker", worker), ("lease", Seconds(lease)), ("told", JsonSerializer.Serialize(reports.Select(ToJson)))],
            row => (KeyOf(row), Convert.ToBoolean(row[2], null), Convert.ToBoolean(row[3], null)),
            cancellationToken))
        {
            claims[run] = isCalledOff ? RunClaim.CalledOff : isPaused ? RunClaim.Paused : RunClaim.Held;
        }

        return claims;
    }

    public Task DropAsync(MigrationsDbContext context, RunKey run, string worker, CancellationToken cancellationToken) =>
        RunAsync(context, _drop, [("resource_id", run.ResourceId), ("step", TextOf(run.Step)), ("worker", worker)], cancellationToken);

    /// <summary>Keeps a migration as it is until the end of the transaction that has been begun.</summary>
    /// <returns>Whether it stands where it stood; not if it is gone.</returns>
    public async Task<bool> TryHoldAsync(MigrationsDbContext context, RunSubject subject, CancellationToken cancellationToken)
    {
        var seen = (EnumText<MigrationStatus>.ToText(subject.Status), subject.Step is { } step ? TextOf(step) : null, subject.IsCancelled, subject.IsPaused);
        return (await QueryAsync(
            context,
            _hold,
            [("migration_id", subject.Resource.MigrationId)],
            row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), Convert.ToBoolean(row[2], null), Convert.ToBoolean(row[3], null)),
            cancellationToken)).Contains(seen);
    }

    /// <summary>Keeps a claim as it is until the end of the transaction that has been begun.</summary>
    /// <returns>Whether it is still this worker's.</returns>
    public async Task<bool> TryHoldClaimAsync(MigrationsDbContext context, RunKey run, string worker, CancellationToken cancellationToken) => (await QueryAsync(
        context,
        _holdClaim,
        [("resource_id", run.ResourceId), ("step", TextOf(run.Step)), ("worker", worker)],
        row => row.GetInt64(0),
        cancellationToken)).Count > 0;

    public Task ReleaseAsync(MigrationsDbContext context, RunKey run, string worker, TimeSpan pause, CancellationToken cancellationToken) => RunAsync(
        context,
        _release,
        [("resource_id", run.ResourceId), ("step", TextOf(run.Step)), ("worker", worker), ("pause", Seconds(pause))],
        cancellationToken);

    public async Task<IReadOnlyList<ExpiredClaim>> TakeOverExpiredAsync(MigrationsDbContext context, string worker, TimeSpan lease, CancellationToken cancellationToken) =>
    [
        .. (await QueryAsync(
            context,
            _expired,
            [("worker", worker), ("lease", Seconds(lease)), ("steps", Steps)],
            row => new ExpiredClaim(KeyOf(row), row.GetInt64(2)),
            cancellationToken)),
    ];

    /// <summary>Has the runs go on that wait for logins.</summary>
    /// <returns>How many these are.</returns>
    public async Task<int> ForgiveAsync(MigrationsDbContext context, IReadOnlyCollection<string> logins, CancellationToken cancellationToken) =>
        (await QueryAsync(context, _forgive, [("logins", JsonSerializer.Serialize(logins))], row => row.GetInt64(0), cancellationToken)).Count;

    /// <summary>Has a claim hold from now on, by the database's clock.</summary>
    public Task LeaseAsync(MigrationsDbContext context, RunKey run, string worker, TimeSpan lease, CancellationToken cancellationToken) => RunAsync(
        context, _lease, [("resource_id", run.ResourceId), ("step", TextOf(run.Step)), ("worker", worker), ("lease", Seconds(lease))], cancellationToken);

    public Task TidyAsync(MigrationsDbContext context, CancellationToken cancellationToken) => RunAsync(context, _tidy, [], cancellationToken);

    public async Task<bool> TryHoldDutyAsync(MigrationsDbContext context, string duty, string worker, TimeSpan until, CancellationToken cancellationToken) =>
        (await QueryAsync(
            context, _duty, [("duty", duty), ("worker", worker), ("lease", Seconds(until))], row => row.GetString(0), cancellationToken)).Count > 0;

    /// <summary>Wakes the workers of other processes, where the database can.</summary>
    public virtual Task WakeOthersAsync(MigrationsDbContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Rings the bell whenever another process wakes the workers, where the database can; ends when it can't any more.</summary>
    public virtual Task ListenAsync(Action ring, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    protected async Task RunAsync(MigrationsDbContext context, string sql, (string Name, object Value)[] parameters, CancellationToken cancellationToken) =>
        await QueryAsync(context, sql, parameters, _ => true, cancellationToken);

    /// <summary>Begins what makes several statements one, where a message does not.</summary>
    protected virtual DbTransaction? Begin(DbConnection connection) => null;

    internal static string Read(DatabaseProvider provider, string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{provider}.Work.{name}.sql")
            ?? throw new InvalidOperationException($"There is no statement {name} for {provider}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string TextOf(MigrationStep step) => EnumText<MigrationStep>.ToText(step);

    private static RunKey KeyOf(DbDataReader row) => new(row.GetInt64(0), EnumText<MigrationStep>.Parse(row.GetString(1)));

    // A newer version may have added it, which runs beside this one while it is put in place. It stays claimed, and two leases later keeps nobody's others back.
    private RunKey? FindKey(DbDataReader row)
    {
        if (EnumText<MigrationStep>.IsDefined(row.GetString(1)))
        {
            return KeyOf(row);
        }

        LogUnknown(row.GetInt64(0), row.GetString(1));
        return null;
    }

    // Never less than was meant: a pause of half a second would be none.
    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);

    private static object ToJson(RunReport report) => new
    {
        resource_id = report.Run.ResourceId,
        step = TextOf(report.Run.Step),
        folders = report.Progress.Folders,
        total = report.Progress.MessagesTotal,
        copied = report.Progress.MessagesCopied,
        skipped = report.Progress.MessagesSkipped,
        failed = report.Progress.MessagesFailed,
        bytes = report.Progress.BytesCopied,
        left_out = report.Progress.MessagesLeftOut,
        missing = report.Progress.MessagesMissing,
        bytes_per_second = report.BytesPerSecond,
        waits_for = report.WaitsFor,
    };

    // Two statements may want the same rows in another order: the database ends one of them, which is nothing but a moment lost.
    private async Task<List<T>> QueryAsync<T>(
        MigrationsDbContext context, string sql, (string Name, object Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await QueryOnceAsync(context, sql, parameters, read, cancellationToken);
            }
            catch (DbException fault) when (attempt < MostAttempts && context.Database.CurrentTransaction is null && fault.IsRolledBack())
            {
                // Once more, then.
            }
        }
    }

    private async Task<List<T>> QueryOnceAsync<T>(
        MigrationsDbContext context, string sql, (string Name, object Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = context.Database.GetDbConnection();
            var current = context.Database.CurrentTransaction?.GetDbTransaction();
            await using var transaction = current is null ? Begin(connection) : null;
            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, current ?? transaction);
            foreach (var (name, value) in parameters.Append(("now", clock.GetUtcNow().UtcTicks)))
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            var rows = await ReadLastAsync(command, read, cancellationToken);
            if (transaction is not null)
            {
                await transaction.CommitAsync(cancellationToken);
            }

            return rows;
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    // A lock that is taken first answers with a row too; what is asked for has the key of a resource.
    private static async Task<List<T>> ReadLastAsync<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default, cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                if (reader.GetName(0) is "resource_id" or "name")
                {
                    rows.Add(read(reader));
                }
            }
        }
        while (await reader.NextResultAsync(cancellationToken));

        return rows;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Resource {ResourceId} has a run waiting of the step '{Step}', which this version does not know: a worker of a newer version has to take it.")]
    private partial void LogUnknown(long resourceId, string step);
}
