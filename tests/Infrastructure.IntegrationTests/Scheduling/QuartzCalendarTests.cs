using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Scheduling;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
public sealed class QuartzCalendarTests(DatabaseProvider provider)
{
    private static readonly DateTimeOffset Due = new(2026, 12, 1, 10, 0, 0, 123, TimeSpan.Zero);

    private TestDatabase _database = null!;

    [SetUp]
    public async Task CreateDatabaseAsync() => _database = await TestDatabase.CreateAsync(provider);

    [TearDown]
    public async Task DropDatabaseAsync() => await _database.DisposeAsync();

    [Test]
    public async Task AddRunAsync_WhenRepeated_ShouldKeepTheRunOnce()
    {
        var run = new RunKey(17, MigrationStep.FirstExecution);

        await UseAsync(calendar => calendar.AddRunAsync(run, "imap.example.net", CancellationToken.None));
        await UseAsync(calendar => calendar.AddRunAsync(run, "imap.example.net", CancellationToken.None));
        await UseAsync(calendar => calendar.AddRunAsync(new(17, MigrationStep.SecondExecution), new string('x', 253), CancellationToken.None));

        Assert.That(
            await _database.InScopeAsync<IWorkCalendar, IReadOnlyCollection<RunKey>>(calendar => calendar.ListRunsAsync(CancellationToken.None)),
            Is.EquivalentTo(new[] { run, new RunKey(17, MigrationStep.SecondExecution) }));
    }

    [Test]
    public async Task SetExecutionAsync_WhenTheDateMoves_ShouldKeepTheLatestOnly()
    {
        await UseAsync(calendar => calendar.SetExecutionAsync(5, Due, CancellationToken.None));
        await UseAsync(calendar => calendar.SetExecutionAsync(6, Due.AddYears(-1), CancellationToken.None));
        await UseAsync(calendar => calendar.SetExecutionAsync(5, Due.AddTicks(-7), CancellationToken.None));

        Assert.That(
            await ListExecutionsAsync(),
            Is.EquivalentTo(new Dictionary<long, DateTimeOffset> { [5] = Due.AddTicks(-7), [6] = Due.AddYears(-1) }));
    }

    [Test]
    public async Task RemoveExecutionAsync_Always_ShouldLeaveTheOthers()
    {
        await UseAsync(calendar => calendar.SetExecutionAsync(5, Due, CancellationToken.None));
        await UseAsync(calendar => calendar.SetExecutionAsync(6, Due, CancellationToken.None));

        await UseAsync(calendar => calendar.RemoveExecutionAsync(5, CancellationToken.None));
        await UseAsync(calendar => calendar.RemoveExecutionAsync(99, CancellationToken.None));

        Assert.That((await ListExecutionsAsync()).Keys, Is.EqualTo(new[] { 6L }));
    }

    private Task UseAsync(Func<IWorkCalendar, Task> work) => _database.InScopeAsync(work);

    private Task<IReadOnlyDictionary<long, DateTimeOffset>> ListExecutionsAsync() =>
        _database.InScopeAsync<IWorkCalendar, IReadOnlyDictionary<long, DateTimeOffset>>(calendar => calendar.ListExecutionsAsync(CancellationToken.None));
}
