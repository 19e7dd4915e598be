using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.SampleData.Seed;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

/// <summary>Pages far into a list, which are found by the counts by month.</summary>
[Slow]
public sealed class DeepPagesTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private const int Migrations = 12_000;

    private static readonly MigrationFilter[] Filters = [new(), new(Status: MigrationStatus.Completed), new(CustomerId: 1)];

    [SetUp]
    public async Task SeedAsync()
    {
        await Database.InScopeAsync<IMediator>(mediator => mediator.Send(new SeedCommand(2, Migrations, Samples.Noon)));

        // Hundreds were created at one moment, which is a month's first, or its last.
        var october = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
        await MoveAsync(migration => migration.Id % 11 == 3, october);
        await MoveAsync(migration => migration.Id % 11 == 5, october.AddMilliseconds(-1));
        await MoveAsync(migration => migration.Id % 11 == 7, october.AddMonths(-14));
    }

    [Test]
    public async Task List_WhenThePageIsDeep_ShouldEqualAPlainOffset([ValueSource(nameof(Filters))] MigrationFilter filter)
    {
        var random = new Random(1);
        var total = await Database.InScopeAsync<MigrationsDbContext, int>(context => Of(context, filter).CountAsync());
        for (var i = 0; i < 60; i++)
        {
            var size = random.Next(1, 201);
            var number = i == 0 ? (total + size - 1) / size : random.Next(1000 / size, (total / size) + 2) + 1;

            var page = await ListAsync(filter, new PageRequest(number, size));

            var expected = await Database.InScopeAsync<MigrationsDbContext, List<long>>(context => Of(context, filter)
                .OrderByDescending(migration => migration.CreatedAt).ThenByDescending(migration => migration.Id)
                .Skip((number - 1) * size).Take(size).Select(migration => migration.Id).ToListAsync());
            Assert.That(page.Items.Select(migration => migration.Id), Is.EqualTo(expected), $"page {number} of {size}");
            Assert.That(page.TotalRecords, Is.EqualTo(total));
        }
    }

    [Test]
    public async Task List_WhenOthersWriteMeanwhile_ShouldShowAFullPageInOrderAndNothingTwice()
    {
        var customer = Samples.ACustomer("Writer");
        await Database.StoreAsync(customer);
        var writer = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                await Database.StoreAsync(Samples.AMigration(customer, MigrationCode.FromNumber(90_000_000 + i), createdAt: Samples.Noon.AddDays(-15 * i)));
            }
        });

        var pages = 0;
        for (; !writer.IsCompleted || pages < 10; pages++)
        {
            var page = await ListAsync(new MigrationFilter(), new PageRequest(41 + (pages % 19), 100));

            Assert.That(page.Items, Has.Count.EqualTo(100));
            Assert.That(page.Items.Select(migration => (migration.CreatedAt, migration.Id)), Is.Ordered.Descending.And.Unique);
        }

        await writer;
    }

    private static IQueryable<Migration> Of(MigrationsDbContext context, MigrationFilter filter) => context.Migrations
        .Where(migration => filter.Status == null || migration.Status == filter.Status)
        .Where(migration => filter.CustomerId == null || migration.CustomerId == filter.CustomerId);

    private Task MoveAsync(System.Linq.Expressions.Expression<Func<Migration, bool>> which, DateTimeOffset to) =>
        Database.InScopeAsync<MigrationsDbContext>(context => context.Migrations.Where(which)
            .ExecuteUpdateAsync(set => set.SetProperty(migration => migration.CreatedAt, to)));

    private Task<Page<Migration>> ListAsync(MigrationFilter filter, PageRequest page) =>
        Database.InScopeAsync<IMigrationRepository, Page<Migration>>(migrations => migrations.ListAsync(filter, page, CancellationToken.None));
}
