using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.Infrastructure.Persistence.Counting;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

/// <summary>The counters that the database's triggers keep.</summary>
public sealed class CountersTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly MigrationFilter Everybody = new();

    [Test]
    public async Task Totals_WhenManyChangeMigrationsAtOnce_ShouldEqualARecount()
    {
        var customers = await StoreCustomersAsync(3);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(seed => Task.Run(() => ChangeAtRandomAsync(customers, new Random(seed), steps: 60))));

        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            var migrations = await context.Migrations.Select(migration => new { migration.CustomerId, migration.Status }).ToListAsync();
            var recounted = migrations
                .SelectMany(migration => new[] { (migration.CustomerId, migration.Status), (CustomerId: MigrationCount.AllCustomers, migration.Status) })
                .CountBy(key => key)
                .ToDictionary(pair => pair.Key, pair => (long)pair.Value);
            var counted = (await context.MigrationCounts.AsNoTracking().ToListAsync())
                .GroupBy(count => (count.CustomerId, count.Status))
                .ToDictionary(group => group.Key, group => group.Sum(count => count.Total));
            Assert.That(recounted, Is.Not.Empty);
            Assert.That(counted.Where(pair => pair.Value != 0), Is.EquivalentTo(recounted));
        });
    }

    [Test]
    public async Task MonthTotals_WhenManyChangeMigrationsAtOnce_ShouldEqualARecount()
    {
        var customers = await StoreCustomersAsync(3);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(seed => Task.Run(() => ChangeAtRandomAsync(customers, new Random(seed), steps: 60))));

        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            var migrations = await context.Migrations.Select(migration => new { migration.CreatedAt, migration.Status }).ToListAsync();
            var recounted = migrations
                .CountBy(migration => (new DateTimeOffset(migration.CreatedAt.Year, migration.CreatedAt.Month, 1, 0, 0, 0, TimeSpan.Zero), migration.Status))
                .ToDictionary(pair => pair.Key, pair => (long)pair.Value);
            var counted = (await context.MonthCounts.AsNoTracking().ToListAsync())
                .GroupBy(count => (count.Month, count.Status))
                .ToDictionary(group => group.Key, group => group.Sum(count => count.Total));
            Assert.That(recounted, Has.Count.GreaterThan(3));
            Assert.That(counted.Where(pair => pair.Value != 0), Is.EquivalentTo(recounted));
        });
    }

    [Test]
    public async Task Version_WhenAMigrationChanges_ShouldGrowForItsCustomerAndForAllButForNobodyElse()
    {
        var customers = await StoreCustomersAsync(2);
        var (owner, other) = (new MigrationFilter(customers[0].Id), new MigrationFilter(customers[1].Id));
        await Database.StoreAsync(AMigration(customers[0]), AMigration(customers[1]));

        foreach (var change in new Func<Migration, Action<MigrationsDbContext>>[]
        {
            migration => _ => migration.StartRun(migration.Resources[0], Noon.AddMinutes(1)),
            migration => _ => migration.FinishRun(migration.Resources[0], RunProgress.None, null, Noon.AddMinutes(2)),
            migration => _ => migration.FinishValidation(Noon.AddMinutes(3)),
            migration => _ => migration.Schedule(Noon.AddMinutes(4)),
            migration => context => context.Remove(migration),
        })
        {
            var before = (Owner: await VersionAsync(owner), Other: await VersionAsync(other), All: await VersionAsync(Everybody));
            await ChangeFirstAsync(customers[0], change);
            Assert.That(await VersionAsync(owner), Is.GreaterThan(before.Owner));
            Assert.That(await VersionAsync(Everybody), Is.GreaterThan(before.All));
            Assert.That(await VersionAsync(other), Is.EqualTo(before.Other));
        }
    }

    [Test]
    public async Task Version_WhenAMigrationMovesOn_ShouldGrowForBothStatusesAndNoThird()
    {
        var customer = (await StoreCustomersAsync(1))[0];
        await Database.StoreAsync(AMigration(customer).Validated());
        var (from, to, third) = (Filter(MigrationStatus.ToSchedule), Filter(MigrationStatus.Scheduled), Filter(MigrationStatus.Running));
        var before = (From: await VersionAsync(from), To: await VersionAsync(to), Third: await VersionAsync(third));

        await ChangeFirstAsync(customer, migration => _ => migration.Schedule(Noon));

        Assert.That(await VersionAsync(from), Is.GreaterThan(before.From));
        Assert.That(await VersionAsync(to), Is.GreaterThan(before.To));
        Assert.That(await VersionAsync(third), Is.EqualTo(before.Third));

        MigrationFilter Filter(MigrationStatus status) => new(customer.Id, status);
    }

    [Test]
    public async Task Version_WhenPolledWhileOthersWrite_ShouldNeverStayWhileTheListHasChanged()
    {
        var customers = await StoreCustomersAsync(2);
        var filter = new MigrationFilter(customers[0].Id);
        using var stop = new CancellationTokenSource();
        var writers = Task.WhenAll(Enumerable.Range(0, 3).Select(seed => Task.Run(() => ChangeAtRandomAsync(customers, new Random(seed), steps: 80))));

        var polls = 0;
        while (!writers.IsCompleted)
        {
            // As the service does: the version no later than the page.
            var first = await ReadAsync(filter);
            var second = await ReadAsync(filter);
            if (first.Version == second.Version)
            {
                Assert.That(second.State, Is.EqualTo(first.State), "the version says that nothing has changed");
            }

            polls++;
        }

        await writers;
        Assert.That(polls, Is.GreaterThan(10));
    }

    private async Task<(long Version, string State)> ReadAsync(MigrationFilter filter)
    {
        var page = await Database.InScopeAsync<IMigrationRepository, Application.Paging.Page<Migration>>(migrations =>
            migrations.ListAsync(filter, new Application.Paging.PageRequest(1, 200), CancellationToken.None));
        return (page.Version, string.Join(' ', page.Items.Select(migration => $"{migration.Code}{migration.State}{migration.UpdatedAt:O}")) + page.TotalRecords);
    }

    private async Task<Customer[]> StoreCustomersAsync(int count)
    {
        Customer[] customers = [.. Enumerable.Range(1, count).Select(number => ACustomer($"C{number}"))];
        await Database.StoreAsync([.. customers]);
        return customers;
    }

    private async Task ChangeAtRandomAsync(Customer[] customers, Random random, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var customer = customers[random.Next(customers.Length)];
            if (random.Next(2) == 0)
            {
                await Database.StoreAsync(AMigration(customer, createdAt: ARandomMoment(random)).Validated());
                continue;
            }

            // In one statement, so that two tasks that meet at a migration don't fail each other.
            var (remainder, change, moment) = (random.Next(5), random.Next(8), Noon.AddSeconds(random.Next(1_000_000)));
            await Database.InScopeAsync<MigrationsDbContext>(context =>
            {
                var some = context.Migrations.Where(migration => migration.CustomerId == customer.Id && migration.Id % 5 == remainder);
                return change switch
                {
                    0 or 1 => some.ExecuteDeleteAsync(),
                    2 => some.ExecuteUpdateAsync(set => set.SetProperty(migration => migration.CreatedAt, ARandomMoment(random))),
                    _ => some.ExecuteUpdateAsync(set => set
                        .SetProperty(migration => migration.Status, MigrationStatus.Scheduled)
                        .SetProperty(migration => migration.UpdatedAt, moment)),
                };
            });
        }
    }

    // In one of three months, and often at the edge of one.
    private static DateTimeOffset ARandomMoment(Random random) =>
        new DateTimeOffset(2026, 9 + random.Next(3), 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(random.Next(-1, 2) * random.Next(1, 1000));

    private Task ChangeFirstAsync(Customer customer, Func<Migration, Action<MigrationsDbContext>> change) =>
        Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            var migration = await context.Migrations.Include(migration => migration.Resources).ThenInclude(resource => resource.Runs)
                .FirstAsync(migration => migration.CustomerId == customer.Id);
            change(migration)(context);
            await context.SaveChangesAsync();
        });

    private Task<long> VersionAsync(MigrationFilter filter) =>
        Database.InScopeAsync<IMigrationRepository, long>(migrations => migrations.GetVersionAsync(filter, CancellationToken.None));
}
