using Hosting.Migrations.Application.Database;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Application.Workers.TidyUp;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

/// <summary>A database of the version before the queue, in the middle of an execution, whose workers go on for a while.</summary>
[NonParallelizable]
public sealed class UpgradeTests
{
    // Two mailboxes: an old worker copies the first, the second waits.
    private const string Before =
        """
        INSERT INTO customers (code, name, created_at) VALUES ('C1', 'Customer', now());
        INSERT INTO migrations (customer_id, owner, code, csv_file_name, original_csv_file_name, csv_file_size, preset, status, step, resources_has_errors,
            admin_first_execution_override, admin_second_execution_override, resource_count, execute_now, created_at, updated_at, first_execution_date, revision, searchable_text)
        SELECT id, code, 'MG00000001', 'a.csv', 'a.csv', 100, 'standard_ssl', 'running', 'first_execution', FALSE, FALSE, FALSE, 2, FALSE, now(), now(), now(), 1, ''
        FROM customers;
        INSERT INTO migration_resources (migration_id, code, "row", local_email, remote_server, remote_username, sealed_password, status, created_at, updated_at)
        SELECT id, code || '-' || r, r, 'u' || r || '@example.com', 'imap.example.net', 'u' || r, 'sealed', 'success', now(), now()
        FROM migrations CROSS JOIN generate_series(1, 2) r;
        INSERT INTO migration_runs (resource_id, step, status, started_at, finished_at, attempts, crashes, is_waiting, bytes_per_second, progress_folders, progress_messages_total,
            progress_messages_copied, progress_messages_skipped, progress_messages_failed, progress_bytes_copied, progress_messages_left_out, progress_messages_missing)
        SELECT id, 'test_run', 'success', now(), now(), 1, 0, FALSE, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM migration_resources;
        INSERT INTO migration_runs (resource_id, step, status, started_at, attempts, crashes, is_waiting, bytes_per_second, progress_folders, progress_messages_total,
            progress_messages_copied, progress_messages_skipped, progress_messages_failed, progress_bytes_copied, progress_messages_left_out, progress_messages_missing, worker, lease_until)
        SELECT id, 'first_execution', 'running', now(), 1, 0, FALSE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'old', now() + interval '1 hour' FROM migration_resources WHERE "row" = 1;
        """;

    private TestDatabase _database = null!;

    [SetUp]
    public async Task UpgradeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync(DatabaseProvider.PostgreSql);
        await _database.InScopeAsync<MigrationsDbContext>(context => context.GetService<IMigrator>().MigrateAsync("CountMessagesAtTheSource"));
        await ExecuteAsync(Before);
        await _database.InScopeAsync<IDatabaseSchema>(schema => schema.UpdateAsync(CancellationToken.None));
    }

    [TearDown]
    public async Task DropAsync() => await _database.DisposeAsync();

    [Test]
    public async Task TidyUp_WhenAnOldWorkerIsStillBusy_ShouldLeaveItsRunAndHandOutTheOthers()
    {
        await TidyUpAsync();

        Assert.That(await ClaimAsync(), Is.EqualTo(new[] { 2 }));

        // It writes as it always did, also after the upgrade.
        await ExecuteAsync("UPDATE migration_runs SET status = 'success', finished_at = now(), worker = NULL, lease_until = NULL WHERE worker = 'old'");
        await TidyUpAsync();
        Assert.That(await ClaimAsync(), Is.Empty);
        Assert.That(await StatusAsync(), Is.EqualTo(MigrationStatus.Running));
    }

    [Test]
    public async Task TidyUp_WhenTheOldWorkerIsGone_ShouldHandOutItsRunToo()
    {
        await ExecuteAsync("UPDATE migration_runs SET lease_until = now() - interval '1 second' WHERE worker = 'old'");

        await TidyUpAsync();

        Assert.That(await ClaimAsync(), Is.EquivalentTo(new[] { 1, 2 }));
    }

    private Task TidyUpAsync() => _database.InScopeAsync<IMediator>(mediator => mediator.Send(new TidyUpCommand()));

    /// <returns>The rows of the mailboxes.</returns>
    private async Task<List<int>> ClaimAsync()
    {
        var claimed = await _database.InScopeAsync<IWorkQueue, IReadOnlyList<RunKey>>(queue =>
            queue.ClaimAsync(new WorkDemand("new", 9, 9, new WorkerOptions()), CancellationToken.None));
        Assert.That(claimed.Select(run => run.Step), Is.All.EqualTo(MigrationStep.FirstExecution));
        var ids = claimed.Select(run => run.ResourceId).ToList();
        return await _database.InScopeAsync<MigrationsDbContext, List<int>>(context =>
            context.MigrationResources.Where(resource => ids.Contains(resource.Id)).Select(resource => resource.Row).ToListAsync());
    }

    private Task<MigrationStatus> StatusAsync() => _database.InScopeAsync<MigrationsDbContext, MigrationStatus>(context =>
        context.Migrations.Select(migration => migration.Status).SingleAsync());

    private Task ExecuteAsync(string sql) => _database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlRawAsync(sql));
}
