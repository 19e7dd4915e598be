using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Paging;
using Hosting.Migrations.Application.SampleData.LoadDemo;
using Hosting.Migrations.Application.SampleData.Seed;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

public sealed class SampleDataTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private const int Migrations = 6_000;

    [Test]
    public async Task Seed_WhenDone_ShouldHaveStoredWholeAggregates()
    {
        await SeedAsync();

        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            // Of what was stored just now the database has no statistics: one large join may take minutes.
            var migrations = await context.Migrations.Include(migration => migration.Resources).ThenInclude(resource => resource.Runs).AsSplitQuery().ToListAsync();
            Assert.That(migrations, Has.Count.EqualTo(Migrations));
            Assert.That(migrations, Has.All.Matches<Migration>(migration => migration.Resources.Count == migration.ResourceCount));
            Assert.That(
                migrations.Where(migration => migration.Status == MigrationStatus.Completed).SelectMany(migration => migration.Resources),
                Has.All.Matches<MigrationResource>(resource => resource.FindRun(MigrationStep.FirstExecution)!.Progress.MessagesCopied > 0));
        });
    }

    [Test]
    public async Task Seed_WhenDone_ShouldBeFoundByTheList()
    {
        await SeedAsync();

        var page = await Database.InScopeAsync<IMigrationRepository, Page<Migration>>(migrations =>
            migrations.ListAsync(new MigrationFilter(Search: "postfächer"), new PageRequest(1, 200), CancellationToken.None));

        Assert.That(page.Items, Has.Count.EqualTo(200).And.All.Matches<Migration>(migration => migration.OriginalCsvFileName == "Postfächer Köln.csv"));
    }

    [Test]
    public async Task Seed_WhenDone_ShouldLeaveRoomForTheNextKeys()
    {
        await SeedAsync();

        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            var customer = ACustomer("Next");
            context.Add(customer);
            await context.SaveChangesAsync();
            context.Add(AMigration(customer, "MG99999999"));
            await context.SaveChangesAsync();
            Assert.That(await context.Migrations.CountAsync(), Is.EqualTo(Migrations + 1));
        });
    }

    [Test]
    public async Task LoadDemo_WhenTwoProcessesDoItAtOnce_ShouldLoadOnceAndSucceedForBoth()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            Database.InScopeAsync<IMediator, DemoAccess?>(mediator => mediator.Send(new LoadDemoCommand())))));

        Assert.That(both, Has.All.Not.Null);
        Assert.That(await Database.InScopeAsync<MigrationsDbContext, int>(context => context.ApiTokens.CountAsync()), Is.EqualTo(2));
    }

    [Test]
    public async Task Seed_WhenThereAreRecordsAlready_ShouldRefuseAndChangeNothing()
    {
        await Database.StoreAsync(ACustomer());

        Assert.That(SeedAsync, Throws.InstanceOf<RequestInvalidException>());
        Assert.That(await Database.InScopeAsync<MigrationsDbContext, int>(context => context.Customers.CountAsync()), Is.EqualTo(1));
    }

    private Task SeedAsync() =>
        Database.InScopeAsync<IMediator>(mediator => mediator.Send(new SeedCommand(20, Migrations, Noon)));
}
