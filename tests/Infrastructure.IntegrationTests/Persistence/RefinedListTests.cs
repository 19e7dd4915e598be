using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.SampleData.Seed;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

/// <summary>The list by conditions and orders, held against the same said in C# over sample data in all states.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
public sealed class RefinedListTests(DatabaseProvider provider)
{
    private static readonly DateTimeOffset Since = Noon.AddMinutes(-15);

    private static readonly MigrationStatus[] Two = [MigrationStatus.Scheduled, MigrationStatus.Failed];

    private static readonly TestCaseData<MigrationRefinement, Func<Migration, bool>>[] Conditions =
    [
        new(new MigrationRefinement(), _ => true) { TestName = "none" },
        new(new MigrationRefinement { Statuses = Two }, one => Two.Contains(one.Status)) { TestName = "statuses" },
        new(new MigrationRefinement { CreatedFrom = Noon.AddDays(-100) }, one => one.CreatedAt >= Noon.AddDays(-100)) { TestName = "created from" },
        new(new MigrationRefinement { CreatedTo = Noon.AddDays(-100) }, one => one.CreatedAt < Noon.AddDays(-100)) { TestName = "created to" },
        new(new MigrationRefinement { LateSince = Since }, one => one.IsLate(Since)) { TestName = "late" },
        new(new MigrationRefinement { NotLateSince = Since }, one => !one.IsLate(Since)) { TestName = "not late" },
        new(new MigrationRefinement { HasErrors = true }, one => one.ResourcesHasErrors) { TestName = "errors" },
        new(new MigrationRefinement { HasErrors = false }, one => !one.ResourcesHasErrors) { TestName = "no errors" },
        new(
            new MigrationRefinement { Statuses = Two, CreatedFrom = Noon.AddDays(-20), NotLateSince = Since, HasErrors = false },
            one => Two.Contains(one.Status) && one.CreatedAt >= Noon.AddDays(-20) && !one.IsLate(Since) && !one.ResourcesHasErrors) { TestName = "all at once" },
    ];

    private static readonly MigrationSort[] Sorts =
        [.. from byFirst in new[] { false, true } from isDescending in new[] { false, true } select new MigrationSort(byFirst, isDescending)];

    private TestDatabase _database = null!;
    private List<Migration> _all = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        _database = await TestDatabase.CreateAsync(provider);
        await _database.InScopeAsync<IMediator>(mediator => mediator.Send(new SeedCommand(7, 600, Noon)));

        // As those that are to run at once have none until validation is over.
        await _database.InScopeAsync<MigrationsDbContext>(context => context.Migrations.Where(one => one.Id % 20 == 0)
            .ExecuteUpdateAsync(update => update.SetProperty(one => one.FirstExecutionDate, (DateTimeOffset?)null)));
        _all = await _database.InScopeAsync<MigrationsDbContext, List<Migration>>(context => context.Migrations.AsNoTracking().ToListAsync());
        Assert.That(_all.Count(one => one.IsLate(Since)), Is.GreaterThan(5), "The sample holds what is late.");
        Assert.That(_all.Count(one => one.FirstExecutionDate is null), Is.GreaterThan(0), "The sample holds what has no date.");
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [TestCaseSource(nameof(Conditions))]
    public async Task ListRefined_WhenThereIsACondition_ShouldHoldWhatMeetsIt(MigrationRefinement refinement, Func<Migration, bool> meets)
    {
        var page = await ListAsync(new MigrationFilter(), refinement, new PageRequest(2, 7));

        var expected = _all.Where(meets).OrderByDescending(one => one.CreatedAt).ThenByDescending(one => one.Id).ToList();
        Assert.That(page.TotalRecords, Is.EqualTo(expected.Count));
        Assert.That(page.Items.Select(one => one.Code), Is.EqualTo(expected.Skip(7).Take(7).Select(one => one.Code)));
    }

    [TestCaseSource(nameof(Sorts))]
    public async Task ListRefined_WhenItIsWalked_ShouldShowEachOnceInTheOrder(MigrationSort sort)
    {
        var (seen, after) = (new List<Migration>(), (MigrationPlace?)null);
        while ((await ListAsync(new MigrationFilter(), new MigrationRefinement { Sort = sort, After = after }, new PageRequest(1, 101))).Items is { Count: > 0 } items)
        {
            seen.AddRange(items);
            after = new MigrationPlace(sort.KeyOf(items[^1]), items[^1].Id);
        }

        var expected = sort.IsDescending
            ? _all.OrderByDescending(sort.KeyOf).ThenByDescending(one => one.Id)
            : _all.OrderBy(sort.KeyOf).ThenBy(one => one.Id);
        Assert.That(seen.Select(one => one.Code), Is.EqualTo(expected.Select(one => one.Code)));
        Assert.That(sort.ByFirstExecution && seen[^1].FirstExecutionDate is not null, Is.False, "Those without a date come last.");
    }

    [Test]
    public async Task ListRefined_WhenThereIsASearchToo_ShouldMeetBoth()
    {
        var owner = _all[0].CustomerId;
        foreach (var customerId in new long?[] { null, owner })
        {
            var page = await ListAsync(new MigrationFilter(customerId, Search: "mailboxes.csv"), new MigrationRefinement { HasErrors = true }, new PageRequest(1, 200));

            var expected = _all.Where(one => one.ResourcesHasErrors && (customerId is null || one.CustomerId == customerId)
                && one.OriginalCsvFileName.Contains("mailboxes.csv", StringComparison.Ordinal)).ToList();
            Assert.That(page.Items.Select(one => one.Code), Is.EquivalentTo(expected.Select(one => one.Code)).And.Not.Empty);
            Assert.That(page.TotalRecords, Is.EqualTo(expected.Count));
        }
    }

    private Task<Page<Migration>> ListAsync(MigrationFilter filter, MigrationRefinement refinement, PageRequest page) =>
        _database.InScopeAsync<IMigrationRepository, Page<Migration>>(repository => repository.ListRefinedAsync(filter, refinement, page, CancellationToken.None));
}
