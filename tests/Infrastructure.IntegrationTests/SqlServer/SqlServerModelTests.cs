using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.FindMailboxes;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.Webhooks;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.Infrastructure.Persistence.Bulk;
using Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer;
using Hosting.Migrations.Infrastructure.Persistence.Repositories;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.SqlServer;

/// <summary>Proves the SQL Server provider where no SQL Server can run. See <see cref="SqlServerModel"/>.</summary>
public sealed class SqlServerModelTests
{
    private static readonly MigrationFilter[] Filters =
    [
        .. from customerId in new long?[] { null, 7 }
           from status in new MigrationStatus?[] { null, MigrationStatus.Running }
           from search in new[] { null, "50%_[x]\\'" }
           select new MigrationFilter(customerId, status, search),
    ];

    private RecordingInterceptor _recorder = null!;
    private SqlServerMigrationsDbContext _context = null!;
    private SqlServerModel _model = null!;

    [SetUp]
    public void Connect()
    {
        _recorder = new RecordingInterceptor();
        var options = new DbContextOptionsBuilder<SqlServerMigrationsDbContext>().AddInterceptors(_recorder);
        SqlServerMigrationsDbContext.Use(options, "Server=nowhere");
        _context = new SqlServerMigrationsDbContext(options.Options);
        _model = SqlServerModel.FromSchemaMigrations();
    }

    [TearDown]
    public void Disconnect()
    {
        _context.Dispose();
        _model.Dispose();
    }

    [Test]
    public void Schema_WhenMadeFromTheMigrations_ShouldBeSound()
    {
        Assert.That(_model.Tables, Is.EquivalentTo(new[]
        {
            "__EFMigrationsHistory", "api_tokens", "audit_entries", "connection_grants", "connections", "customer_domains", "customers", "folder_checkpoints", "idempotency_keys", "migration_counts", "migration_events",
            "migration_month_counts", "migration_resources", "migration_runs", "migrations", "refused_logins", "run_report_entries", "webhook_deliveries", "webhooks",
            "work_duties", "work_items", "work_lanes", "work_pauses", "work_turns",
        }));
        Assert.That(_model.Validate(), Is.Empty);
    }

    [Test]
    public async Task List_WhenTranslated_ShouldFitTheSchema()
    {
        var repository = new MigrationRepository(_context, new MigrationListQueries());
        foreach (var filter in Filters)
        {
            // The first pages, then a page nearer to the front and one nearer to the back.
            foreach (var (total, page) in new[] { (0, 3), (100_000, 100), (100_000, 3900) })
            {
                await ListAsync(total, page);
            }

            if (filter.Search is not null)
            {
                await ListAsync(total: 2, page: 1);
            }

            Task ListAsync(int total, int page)
            {
                _recorder.Total = total;
                return repository.ListAsync(filter, new PageRequest(page, 25), CancellationToken.None);
            }
        }

        // Counters and a page each, and the months before a deep page of all customers; a search counts as well, but reads no page where
        // it finds nothing.
        var searches = Filters.Count(filter => filter.Search is not null);
        var deepPagesOfAll = 2 * Filters.Count(filter => filter is { Search: null, CustomerId: null });
        Assert.That(_recorder.Commands, Has.Count.EqualTo((6 * (Filters.Length - searches)) + deepPagesOfAll + (11 * searches)));
        Assert.That(ValidateRecorded(), Is.Empty);
    }

    [Test]
    public async Task RefinedLists_WhenTranslated_ShouldFitTheSchema()
    {
        _recorder.Total = 100;
        var repository = new MigrationRepository(_context, new MigrationListQueries());
        foreach (var sort in from byFirst in new[] { false, true } from isDescending in new[] { false, true } select new MigrationSort(byFirst, isDescending))
        {
            var all = new MigrationRefinement
            {
                Statuses = [MigrationStatus.Failed, MigrationStatus.Running],
                CreatedFrom = Samples.Noon,
                CreatedTo = Samples.Noon,
                LateSince = Samples.Noon,
                NotLateSince = Samples.Noon,
                HasErrors = true,
                Sort = sort,
                After = new MigrationPlace(Samples.Noon, 7),
            };
            foreach (var filter in new[] { new MigrationFilter(), new MigrationFilter(7, Search: "50%") })
            {
                await repository.ListRefinedAsync(filter, all, new PageRequest(1, 25), CancellationToken.None);
            }
        }

        Assert.That(_recorder.Commands, Has.Count.EqualTo(24));
        Assert.That(ValidateRecorded(), Is.Empty);
    }

    [Test]
    public async Task MailboxesAndAuditLog_WhenTranslated_ShouldFitTheSchema()
    {
        var finder = new MailboxFinder(_context);
        foreach (var filter in new[]
        {
            new MailboxFilter(null, null, [], null, null),
            new MailboxFilter(null, null, [ResourceStatus.Error, ResourceStatus.Crashed], "auth", "50%_[x]"),
            new MailboxFilter(null, 7, [], "crashed", "anna"),
        })
        {
            await finder.FindAsync(filter, 9, 26, CancellationToken.None);
        }

        var log = new AuditLog(_context);
        await log.ListAsync(
            new AuditFilter("C1", "MG00000001", ActorKind.Token, 7, AuditAction.IssueToken, Samples.Noon, Samples.Noon), new AuditPlace(Samples.Noon, 7), 26, CancellationToken.None);
        await log.RemoveOldAsync(Samples.Noon, 1000, CancellationToken.None);

        Assert.That(_recorder.Commands, Has.Count.GreaterThanOrEqualTo(5));
        Assert.That(ValidateRecorded(), Is.Empty);
    }

    [Test]
    public async Task OtherQueries_WhenTranslated_ShouldFitTheSchema()
    {
        _recorder.Total = 25;
        var customers = new CustomerRepository(_context);
        await customers.FindIdAsync("C1", CancellationToken.None);
        await customers.FindAsync("C1", CancellationToken.None);
        await customers.ListAsync(new PageRequest(1, 25), CancellationToken.None);
        await customers.FindTakenCodeAsync("C1", CancellationToken.None);
        await customers.FindBusyDomainsAsync(1, ["a.example"], CancellationToken.None);
        await customers.IsAsReadAsync(Samples.ACustomer(), CancellationToken.None);
        await customers.HasMigrationsAsync(1, CancellationToken.None);
        await customers.FindTakenDomainsAsync(["a.example", "b.example"], CancellationToken.None);
        var tokens = new ApiTokenRepository(_context);
        await tokens.FindByHashAsync(ApiTokenSecret.Hash("secret"), CancellationToken.None);
        await tokens.FindAsync(1, CancellationToken.None);
        await tokens.ListAsync(new PageRequest(1, 25), CancellationToken.None);
        await tokens.NoteUseAsync(1, Samples.Noon, CancellationToken.None);
        var webhooks = new WebhookRepository(_context);
        await webhooks.ListAsync(1, new PageRequest(1, 25), CancellationToken.None);
        await webhooks.CountAsync(1, CancellationToken.None);
        await webhooks.FindAsync("wh_0123456789abcdef", CancellationToken.None);
        await webhooks.ListDeliveriesAsync(1, new PageRequest(1, 25), CancellationToken.None);
        await webhooks.ListUnannouncedAsync(1, CancellationToken.None);
        await webhooks.FindAudienceAsync(1, "mailbox.failed", CancellationToken.None);
        await webhooks.ListDueAsync(Samples.Noon, CancellationToken.None);
        await webhooks.ListDueAsync(1, Samples.Noon, 2, CancellationToken.None);
        await webhooks.TryClaimAsync(new DueDelivery(1, Samples.Noon), Samples.Noon, CancellationToken.None);
        await webhooks.FindDeliveryAsync(1, CancellationToken.None);
        await webhooks.CountFailureAsync(1, CancellationToken.None);
        await webhooks.BlockAsync(1, Samples.Noon, CancellationToken.None);
        await webhooks.ForgetFailuresAsync(1, CancellationToken.None);
        await webhooks.GiveUpAsync(Samples.Noon, 5, CancellationToken.None);
        var connections = new ConnectionRepository(_context);
        await connections.ListAsync(1, new PageRequest(1, 25), CancellationToken.None);
        await connections.ListAllAsync(1, CancellationToken.None);
        await connections.FindAsync("cn_0123456789abcdef", CancellationToken.None);
        await connections.FindUseAsync("cn_0123456789abcdef", CancellationToken.None);
        await connections.FindGrantAsync(1, "anna", CancellationToken.None);

        Assert.That(_recorder.Commands, Has.Count.EqualTo(37));
        Assert.That(ValidateRecorded(), Is.Empty);
    }

    [TestCase("claim", "worker nvarchar(100)", "lease bigint", "copies bigint", "tests bigint", "per_host bigint", "per_customer bigint", "to_destination bigint")]
    [TestCase("add", "step nvarchar(32)", "migration_id bigint", "customer_id bigint", "is_test bit", "told nvarchar(max)")]
    [TestCase("drop", "resource_id bigint", "step nvarchar(32)", "worker nvarchar(100)")]
    [TestCase("hold", "migration_id bigint")]
    [TestCase("hold_claim", "resource_id bigint", "step nvarchar(32)", "worker nvarchar(100)")]
    [TestCase("release", "resource_id bigint", "step nvarchar(32)", "worker nvarchar(100)", "pause bigint")]
    [TestCase("renew", "worker nvarchar(100)", "lease bigint", "told nvarchar(max)")]
    [TestCase("expired", "worker nvarchar(100)", "lease bigint", "steps nvarchar(max)")]
    [TestCase("tidy")]
    [TestCase("duty", "duty nvarchar(50)", "worker nvarchar(100)", "lease bigint")]
    public void WorkStatement_WhenCheckedAsTheServerWould_ShouldFitTheSchema(string name, params string[] parameters)
    {
        _model.AddProcedure(WorkStatements.Read(DatabaseProvider.SqlServer, name), string.Join(", ", parameters.Append("now bigint").Select(parameter => $"@{parameter}")));

        // A procedure of the system's, which is no part of the model.
        Assert.That(_model.Validate().Where(problem => !problem.Contains("sp_getapplock", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("searchable_text", "serchable_text")]
    [TestCase("[migrations]", "[migratoins]")]
    [TestCase("created_at", "create_at")]
    public async Task Query_WhenANameIsMisspelt_ShouldBeReported(string name, string misspelt)
    {
        _recorder.Total = 100;
        await new MigrationRepository(_context, new MigrationListQueries()).ListAsync(Filters[^1], new PageRequest(1, 25), CancellationToken.None);
        var (text, parameters) = _recorder.Commands[^1];
        Assert.That(text, Does.Contain(name));

        _model.AddQuery(text.Replace(name, misspelt, StringComparison.Ordinal), parameters);

        Assert.That(_model.Validate(), Has.Some.Contains(misspelt.Trim('[', ']')));
    }

    [Test]
    public async Task Query_WhenTheSyntaxIsBroken_ShouldBeReported()
    {
        _recorder.Total = 100;
        await new MigrationRepository(_context, new MigrationListQueries()).ListAsync(Filters[^1], new PageRequest(1, 25), CancellationToken.None);
        var (text, parameters) = _recorder.Commands[^1];

        Assert.That(
            () => _model.AddQuery(text.Replace("ORDER BY", "ORDER", StringComparison.Ordinal), parameters),
            Throws.Exception);
    }

    [Test]
    public void BulkRows_WhenMade_ShouldFillColumnsOfTheSchema()
    {
        var migration = Samples.AMigration(Samples.ACustomer()).Validated();
        foreach (var (table, entity) in new (BulkTable, object)[]
        {
            (BulkTable.Of<Migration>(_context), migration),
            (BulkTable.Of<MigrationResource>(_context), migration.Resources[0]),
            (BulkTable.Of<Run>(_context), migration.Resources[0].Runs.First()),
        })
        {
            using var rows = SqlServerBulkWriter.Rows(table, [entity]);
            Assert.That(
                rows.Columns.Cast<System.Data.DataColumn>().Select(column => column.ColumnName),
                Is.EquivalentTo(_model.ColumnsOf(table.Name)));
            Assert.That(rows.Rows, Has.Count.EqualTo(1));
        }
    }

    private IReadOnlyList<string> ValidateRecorded()
    {
        foreach (var (text, parameters) in _recorder.Commands)
        {
            _model.AddQuery(text, parameters);
        }

        return _model.Validate();
    }
}
