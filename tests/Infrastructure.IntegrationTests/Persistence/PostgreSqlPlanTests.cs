using System.Collections.Concurrent;
using System.Data.Common;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.SampleData.Seed;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql;
using Hosting.Migrations.Infrastructure.Persistence.Repositories;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

/// <summary>At 100,000 migrations no request of the list walks the whole table.</summary>
public sealed class PostgreSqlPlanTests
{
    private const int Migrations = 100_000;

    private static readonly TestCaseData<MigrationFilter, int>[] Requests =
    [
        new(new MigrationFilter(), 1) { TestName = "first page of all" },
        new(new MigrationFilter(CustomerId: 7), 1) { TestName = "first page of a customer" },
        new(new MigrationFilter(Status: MigrationStatus.Running), 1) { TestName = "first page of a status" },
        new(new MigrationFilter(CustomerId: 7, Status: MigrationStatus.Completed), 1) { TestName = "first page of a customer's status" },
        new(new MigrationFilter(), 2000) { TestName = "page in the middle" },
        new(new MigrationFilter(), 4000) { TestName = "last page" },
        new(new MigrationFilter(Search: "postfächer köln"), 1) { TestName = "search that finds many" },
        new(new MigrationFilter(Search: "MG48271003"), 1) { TestName = "search that finds one" },
        new(new MigrationFilter(Search: "nothing like it"), 1) { TestName = "search that finds none" },
        new(new MigrationFilter(Search: "c20"), 1) { TestName = "search for three characters" },
        new(new MigrationFilter(Search: "c9"), 1) { TestName = "search for two characters" },
        new(new MigrationFilter(Search: "qz"), 1) { TestName = "search for two characters that finds none" },
        new(new MigrationFilter(Search: "q"), 1) { TestName = "search for one character that finds none" },
        new(new MigrationFilter(Search: "m"), 1) { TestName = "search for one character that all have" },
        new(new MigrationFilter(Search: "csv"), 4000) { TestName = "search that finds all, last page" },
        new(new MigrationFilter(CustomerId: 1, Search: "csv"), 1) { TestName = "search of a customer" },
        new(new MigrationFilter(Status: MigrationStatus.Completed, Search: "csv"), 1) { TestName = "search within a common status" },
        new(new MigrationFilter(Status: MigrationStatus.Running, Search: "c9"), 1) { TestName = "search within a rare status" },
    ];

    private TestDatabase _database = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);
        await _database.InScopeAsync<IMediator>(mediator => mediator.Send(new SeedCommand(2000, Migrations, Samples.Noon)));
        await _database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlRawAsync("VACUUM (ANALYZE)"));
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [TestCaseSource(nameof(Requests))]
    public async Task List_WhenThereAreManyMigrations_ShouldNotWalkTheWholeTable(MigrationFilter filter, int page)
    {
        foreach (var command in await RecordAsync(filter, page))
        {
            Assert.That(await ExplainAsync(command), Does.Not.Contain("Seq Scan on migrations"), command.CommandText);
        }
    }

    [TestCase(null, 2000)]
    [TestCase(null, 2040)]
    [TestCase(MigrationStatus.Completed, 1000)]
    public async Task List_WhenThePageIsDeep_ShouldWalkOnlyWithinAMonth(MigrationStatus? status, int page)
    {
        var commands = await RecordAsync(new MigrationFilter(Status: status), page);

        Assert.That(await ExplainAsync(commands[^1]), Does.Match(@"Index Only Scan (Backward )?using \w+ on migrations .*\s+Index Cond: .*\(created_at (<|>=) "));
    }

    [Test]
    public async Task List_WhenAShortTermIsRare_ShouldNotMakeTheGramsOfEachText()
    {
        // So small a page that a walk looks short to the planner, as it does for any page of a larger table.
        var commands = await RecordAsync(new MigrationFilter(Search: "0977"), page: 1, size: 1);

        Assert.That(await ExplainAsync(commands[^1]), Does.Contain("ix_migrations_search_grams").And.Not.Contain("Filter: (search_grams"));
    }

    private async Task<IReadOnlyList<NpgsqlCommand>> RecordAsync(MigrationFilter filter, int page, int size = 25)
    {
        var recorder = new CommandRecorder();
        var options = new DbContextOptionsBuilder<PostgreSqlMigrationsDbContext>().AddInterceptors(recorder);
        PostgreSqlMigrationsDbContext.Use(options, _database.ConnectionString);
        await using var context = new PostgreSqlMigrationsDbContext(options.Options);

        await new MigrationRepository(context, new MigrationListQueries()).ListAsync(filter, new PageRequest(page, size), CancellationToken.None);

        return [.. recorder.Commands];
    }

    private async Task<string> ExplainAsync(NpgsqlCommand command)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        command.Connection = connection;
        command.CommandText = $"EXPLAIN {command.CommandText}";
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(0));
        }

        return string.Join('\n', plan);
    }

    private sealed class CommandRecorder : DbCommandInterceptor
    {
        public ConcurrentQueue<NpgsqlCommand> Commands { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Commands.Enqueue(((NpgsqlCommand)command).Clone());
            return ValueTask.FromResult(result);
        }
    }
}
