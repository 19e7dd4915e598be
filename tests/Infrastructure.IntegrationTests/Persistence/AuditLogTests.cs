using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Customers.Add;
using Hosting.Migrations.Application.Customers.Change;
using Hosting.Migrations.Application.Tokens.Issue;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.Infrastructure.Persistence.Auditing;
using MediatR;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

/// <summary>No change without an entry in the audit log, and no entry without a change.</summary>
public sealed class AuditLogTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    [Test]
    public async Task Fields_WhenAnEntityIsTold_ShouldSayOfEachOfItsPropertiesWhetherItIs() => await Database.InScopeAsync<MigrationsDbContext>(context =>
    {
        foreach (var (type, fields) in AuditedFields.All)
        {
            Assert.That(
                fields.Told.Keys.Concat(fields.Hidden.Keys).Concat(fields.LeftOut),
                Is.EquivalentTo(context.Model.FindEntityType(type)!.GetProperties().Select(property => property.Name)),
                type.Name);
            Assert.That(fields.Told.Keys, Has.None.Contains("Sealed").And.None.Contains("Password").And.None.Contains("Hash"), type.Name);
        }

        return Task.CompletedTask;
    });

    [Test]
    public async Task Store_WhenAChangeIsTold_ShouldHaveTheTimeOfTheDatabase()
    {
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        await AddAsync("C1");

        var entry = (await ListAsync()).Single();

        Assert.That(entry.OccurredAt, Is.InRange(before, DateTimeOffset.UtcNow.AddMinutes(1)));
        Assert.That((entry.OccurredAt.Offset, entry.Actor, entry.Action), Is.EqualTo((TimeSpan.Zero, "program", "add_customer")));
    }

    [Test]
    public async Task Store_WhenTheEntryCantBeStored_ShouldNotStoreTheChange()
    {
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlAsync($"ALTER TABLE audit_entries RENAME TO elsewhere"));
        try
        {
            Assert.That(() => AddAsync("C1"), Throws.Exception);
            Assert.That(() => SendAsync(new IssueTokenCommand(Caller.Admin, Admin: true)), Throws.Exception);
        }
        finally
        {
            await Database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlAsync($"ALTER TABLE elsewhere RENAME TO audit_entries"));
        }

        Assert.That(
            await Database.InScopeAsync<MigrationsDbContext, bool>(async context => await context.Customers.AnyAsync() || await context.ApiTokens.AnyAsync()), Is.False);
    }

    [Test]
    public async Task Store_WhenTheChangeCantBeStored_ShouldNotStoreTheEntry()
    {
        await AddAsync("C1");
        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            ((IAuditTrail)context).Begin(AuditAction.AddCustomer, RequestOrigin.Program);
            context.Add(ACustomer("C1", "other.example"));
            Assert.That(() => ((IUnitOfWork)context).SaveChangesAsync(CancellationToken.None), Throws.TypeOf<Application.Errors.ConcurrentChangeException>());
            ((IAuditTrail)context).End();
        });

        Assert.That(await ListAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Store_WhenManyChangeTheSameAtOnce_ShouldTellOfEachChangeOnce()
    {
        await AddAsync("C1");

        await Task.WhenAll(Enumerable.Range(2, 8).Select(weight => SendAsync(new ChangeCustomerCommand(Caller.Admin, "C1") { Weight = weight })));

        var changes = (await ListAsync()).Where(entry => entry.Action == "change_customer").Reverse().ToList();
        Assert.That(changes.Select(entry => entry.After), Is.EquivalentTo(Enumerable.Range(2, 8).Select(weight => $$"""{"weight":{{weight}}}""")));
        Assert.That(changes.Skip(1).Select(entry => entry.Before), Is.EqualTo(changes.SkipLast(1).Select(entry => entry.After)), "Each begins where the one before ended.");
    }

    [Test]
    public async Task Note_WhenNothingIsTold_ShouldBeForgotten()
    {
        await Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            ((IAuditTrail)context).Note(new AuditNote(AuditObject.Database));
            context.Add(ACustomer());
            await context.SaveChangesAsync();
        });

        Assert.That(await ListAsync(), Is.Empty);
    }

    [Test]
    public async Task List_WhenItIsWalked_ShouldShowEachEntryOnceAndTheNewestFirst()
    {
        for (var number = 1; number <= 7; number++)
        {
            await AddAsync($"C{number}");
        }

        // As where a database's clock is coarse: the key decides.
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlAsync($"UPDATE audit_entries SET occurred_at = (SELECT max(occurred_at) FROM audit_entries)"));
        var (seen, place) = (new List<string>(), (AuditPlace?)null);
        for (var page = await ListAsync(place, 3); page.Count > 0; page = await ListAsync(place, 3))
        {
            seen.AddRange(page.Select(entry => entry.Code!));
            place = new AuditPlace(page[^1].OccurredAt, page[^1].Id);
        }

        Assert.That(seen, Is.EqualTo(new[] { "C7", "C6", "C5", "C4", "C3", "C2", "C1" }));
    }

    [Test]
    public async Task RemoveOld_WhenEntriesAreOld_ShouldRemoveTheOldestOfThemUpToSoMany()
    {
        for (var number = 1; number <= 4; number++)
        {
            await AddAsync($"C{number}");
        }

        var newest = (await ListAsync())[0];
        Assert.That(await RemoveAsync(newest.OccurredAt.AddDays(-1)), Is.Zero);
        Assert.That(await RemoveAsync(newest.OccurredAt.AddDays(1)), Is.EqualTo(3));
        Assert.That((await ListAsync()).Select(entry => entry.Code), Is.EqualTo(new[] { "C4" }));
    }

    private Task<int> RemoveAsync(DateTimeOffset before) => Database.InScopeAsync<IAuditLog, int>(log => log.RemoveOldAsync(before, 3, CancellationToken.None));

    private Task AddAsync(string code) => SendAsync(new AddCustomerCommand(Caller.Admin) { Code = code, Name = code });

    private Task SendAsync<T>(IRequest<T> command) => Database.InScopeAsync<IMediator>(mediator => mediator.Send(command));

    private Task<IReadOnlyList<AuditRecord>> ListAsync(AuditPlace? after = null, int most = 100) =>
        Database.InScopeAsync<IAuditLog, IReadOnlyList<AuditRecord>>(log => log.ListAsync(new AuditFilter(), after, most, CancellationToken.None));
}
