using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

internal sealed class RefusedLoginsTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private const string Me = "worker-1";

    private static readonly string Login = new('a', LoginKey.Length);
    private static readonly string OtherLogin = new('b', LoginKey.Length);
    private static readonly DateTimeOffset LongAgo = Noon.AddHours(-2);

    [Test]
    public async Task FindPauseAsync_WhenALoginWasRefusedTwice_ShouldHaveItWait()
    {
        await CountAsync(Login, Noon);
        Assert.That(await FindAsync(Login), Is.Null);

        await CountAsync(Login, Noon.AddMinutes(1));
        await CountAsync(OtherLogin, Noon);

        Assert.That((await FindAsync(Login), await FindAsync(OtherLogin)), Is.EqualTo(((DateTimeOffset?)Noon.AddMinutes(1), (DateTimeOffset?)null)));
        Assert.That(await LoginsAsync(logins => logins.FindPauseAsync(Login, Noon.AddMinutes(1), CancellationToken.None)), Is.Null, "long ago");
    }

    [Test]
    public async Task CountAsync_WhenManyCountAtOnce_ShouldCountEach()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => CountAsync(Login, Noon))));

        Assert.That(await Database.InScopeAsync<MigrationsDbContext, int>(context => context.RefusedLogins.Select(one => one.Refusals).SingleAsync()), Is.EqualTo(8));
    }

    [Test]
    public async Task CountAsync_WhenTheLastRefusalIsLongAgo_ShouldBeginAnew()
    {
        await CountAsync(Login, LongAgo);

        await CountAsync(Login, Noon);

        Assert.That(await FindAsync(Login), Is.Null);
    }

    [Test]
    public async Task ForgetAsync_WhenRunsWaitForTheLogin_ShouldHaveThemGoOnAndNoOthers()
    {
        var keys = await ClaimTwoAsync();
        await CountAsync(Login, Noon);
        await CountAsync(Login, Noon);
        await QueueAsync(queue => queue.PutOffAsync(keys[0], Me, Login, TimeSpan.FromHours(1), CancellationToken.None));
        await QueueAsync(queue => queue.PutOffAsync(keys[1], Me, OtherLogin, TimeSpan.FromHours(1), CancellationToken.None));
        Assert.That(await ClaimAsync(), Is.Empty);

        await LoginsAsync(logins => logins.ForgetAsync([Login], CancellationToken.None));

        Assert.That((await FindAsync(Login), await ClaimAsync()), Is.EqualTo(((DateTimeOffset?)null, keys.Take(1))));
    }

    [Test]
    public async Task PutOffAsync_WhenTheClaimIsAnothers_ShouldChangeNothing()
    {
        var keys = await ClaimTwoAsync();

        await QueueAsync(queue => queue.PutOffAsync(keys[0], "worker-2", Login, TimeSpan.Zero, CancellationToken.None));
        await LoginsAsync(logins => logins.ForgetAsync([Login], CancellationToken.None));

        Assert.That(await ClaimAsync(), Is.Empty);
    }

    [Test]
    public async Task ForgetOldAsync_WhenSomeAreOld_ShouldForgetThose()
    {
        await CountAsync(Login, LongAgo);
        await CountAsync(OtherLogin, Noon);

        await LoginsAsync(logins => logins.ForgetOldAsync(LongAgo, CancellationToken.None));

        Assert.That(
            await Database.InScopeAsync<MigrationsDbContext, List<string>>(context => context.RefusedLogins.Select(one => one.Login).ToListAsync()),
            Is.EqualTo(new[] { OtherLogin }));
    }

    [Test]
    public async Task FindAsync_WhenAnyLoginWasRefused_ShouldSaySo()
    {
        var run = (await ClaimTwoAsync())[0];
        Assert.That((await RunsAsync(runs => runs.FindAsync(run, CancellationToken.None)))!.AreLoginsRefused, Is.False);

        await CountAsync(OtherLogin, Noon);

        Assert.That((await RunsAsync(runs => runs.FindAsync(run, CancellationToken.None)))!.AreLoginsRefused, Is.True);
    }

    [Test]
    public async Task SharePasswordAsync_WhenOthersLogInAsTheSameUser_ShouldGiveItToThoseThatWereRefusedOrWait()
    {
        var migration = AMigration(await StoreOwnerAsync(), mailboxes: 4);
        var now = Noon;
        migration.Resources[1].PutOffRun(MigrationStep.TestRun, new RunError(CopyFault.AuthPaused, "refused"), now);
        migration.StartRun(migration.Resources[2], now);
        migration.FinishRun(migration.Resources[2], RunProgress.None, new RunError(CopyFault.Auth, "refused"), now);
        migration.Repair(migration.Resources[0], migration.Resources[0].ToLogin() with { SealedPassword = "new" }, now);
        var stranger = AMigration(await StoreOwnerAsync("C2"));
        stranger.Resources[0].PutOffRun(MigrationStep.TestRun, new RunError(CopyFault.AuthPaused, "refused"), now);
        await Database.StoreAsync(migration, stranger);

        await RunsAsync(runs => runs.SharePasswordAsync(migration.Resources[0], CancellationToken.None));

        var passwords = await Database.InScopeAsync<MigrationsDbContext, List<string?>>(context => context.MigrationResources
            .OrderBy(resource => resource.MigrationId).ThenBy(resource => resource.Row).Select(resource => resource.SealedPassword).ToListAsync());
        Assert.That(passwords, Is.EqualTo(new[] { "new", "new", "new", "sealed", "sealed" }));
    }

    private async Task<IReadOnlyList<RunKey>> ClaimTwoAsync()
    {
        var migration = AMigration(await StoreOwnerAsync(), mailboxes: 2);
        await Database.StoreAsync(migration);
        await Database.InScopeAsync<IWorkQueue, int>(queue => queue.FillAsync(migration.Id, CancellationToken.None));
        return await ClaimAsync();
    }

    private async Task<Domain.Customers.Customer> StoreOwnerAsync(string code = "C1")
    {
        var owner = ACustomer(code);
        await Database.StoreAsync(owner);
        return owner;
    }

    private Task<IReadOnlyList<RunKey>> ClaimAsync() => Database.InScopeAsync<IWorkQueue, IReadOnlyList<RunKey>>(
        queue => queue.ClaimAsync(new WorkDemand(Me, 9, 9, new WorkerOptions()), CancellationToken.None));

    private Task CountAsync(string login, DateTimeOffset now) => LoginsAsync(logins => logins.CountAsync(login, now, now - TimeSpan.FromHours(1), CancellationToken.None));

    private Task<DateTimeOffset?> FindAsync(string login) => LoginsAsync(logins => logins.FindPauseAsync(login, Noon.AddHours(-1), CancellationToken.None));

    private Task<T> LoginsAsync<T>(Func<IRefusedLogins, Task<T>> question) => Database.InScopeAsync(question);

    private Task LoginsAsync(Func<IRefusedLogins, Task> act) => Database.InScopeAsync(act);

    private Task QueueAsync(Func<IWorkQueue, Task> act) => Database.InScopeAsync(act);

    private Task<T> RunsAsync<T>(Func<IRunRepository, Task<T>> question) => Database.InScopeAsync(question);

    private Task RunsAsync(Func<IRunRepository, Task> act) => Database.InScopeAsync(act);
}
