using Hosting.Migrations.Application.Workers;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.Persistence;
using Hosting.Migrations.Infrastructure.Persistence.Work;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Persistence;

internal sealed class WorkQueueTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private const string Me = "worker-1";
    private const string Other = "worker-2";

    private static readonly WorkerOptions Generous = new() { PerSourceHost = 1000, PerCustomer = 1000, ToDestination = 1000, Lease = TimeSpan.FromMinutes(5) };

    [Test]
    public async Task FillAsync_WhenSentTwice_ShouldAddEachRunOnce()
    {
        var migration = await StoreAsync(await StoreOwnerAsync("C1"), mailboxes: 3);

        Assert.That(await QueueAsync(queue => queue.FillAsync(migration.Id, CancellationToken.None)), Is.EqualTo(3));
        Assert.That(await QueueAsync(queue => queue.FillAsync(migration.Id, CancellationToken.None)), Is.Zero);

        Assert.That(await ClaimAsync(copies: 9, tests: 9), Is.EqualTo(KeysOf(migration)));
        Assert.That(await ClaimAsync(copies: 9, tests: 9), Is.Empty);
    }

    [Test]
    public async Task FillAsync_WhenCalledOffOrWithoutPasswords_ShouldAddNothing()
    {
        var owner = await StoreOwnerAsync("C1");
        var cancelled = AMigration(owner);
        cancelled.Cancel(Noon);
        var sample = AMigration(owner, sealedPassword: null);
        await Database.StoreAsync(cancelled, sample);

        Assert.That(await QueueAsync(queue => queue.FillAsync(cancelled.Id, CancellationToken.None)), Is.Zero);
        Assert.That(await QueueAsync(queue => queue.FillAsync(sample.Id, CancellationToken.None)), Is.Zero);
        Assert.That(await QueueAsync(queue => queue.FillAsync(long.MaxValue, CancellationToken.None)), Is.Zero);
    }

    [TestCase(2, 1000, 1000)]
    [TestCase(1000, 2, 1000)]
    [TestCase(1000, 1000, 2)]
    public async Task ClaimAsync_WhenALimitIsReached_ShouldClaimNoMoreUntilARunIsOver(int perHost, int perCustomer, int toDestination)
    {
        var migration = await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 5);
        var options = new WorkerOptions { PerSourceHost = perHost, PerCustomer = perCustomer, ToDestination = toDestination };

        var first = await ClaimAsync(copies: 9, tests: 9, options);
        Assert.That(first, Is.EqualTo(KeysOf(migration).Take(2)));
        Assert.That(await ClaimAsync(copies: 9, tests: 9, options, Other), Is.Empty);

        await QueueAsync(queue => queue.DropAsync(first[1], Me, CancellationToken.None));
        Assert.That(await ClaimAsync(copies: 9, tests: 9, options, Other), Is.EqualTo(KeysOf(migration).Skip(2).Take(1)));
    }

    [Test]
    public async Task ClaimAsync_WhenManyClaimAtOnce_ShouldKeepTheLimitsAndGiveEachRunOnce()
    {
        foreach (var code in new[] { "C1", "C2", "C3" })
        {
            await FillAsync(await StoreOwnerAsync(code), mailboxes: 10);
        }

        var options = new WorkerOptions { PerSourceHost = 25, PerCustomer = 7, ToDestination = 1000 };
        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() => ClaimAsync(copies: 0, tests: 3, options, $"worker-{number}"))));

        var all = claims.SelectMany(claimed => claimed).ToList();
        Assert.That(all, Is.Unique);
        Assert.That(all, Has.Count.LessThanOrEqualTo(21).And.Count.GreaterThanOrEqualTo(15));
        var busy = await Database.InScopeAsync<MigrationsDbContext, List<WorkItem>>(context => context.WorkItems.Where(item => item.Worker != null).ToListAsync());
        Assert.That(busy.CountBy(item => item.CustomerId).Select(count => count.Value), Is.All.LessThanOrEqualTo(7));
        Assert.That(busy, Has.Count.EqualTo(all.Count));
    }

    [Test]
    public async Task ClaimAsync_WhenOneCustomerHasAThousandRuns_ShouldServeTheOtherNext()
    {
        var (large, small) = (await StoreOwnerAsync("C1"), await StoreOwnerAsync("C2"));
        var many = await FillAsync(large, mailboxes: 300);
        Assert.That(await ClaimAsync(copies: 0, tests: 2), Is.EqualTo(KeysOf(many).Take(2)));
        var few = await FillAsync(small, mailboxes: 2);

        Assert.That(await ClaimAsync(copies: 0, tests: 1), Is.EqualTo(KeysOf(few).Take(1)));
        Assert.That(await ClaimAsync(copies: 0, tests: 2), Is.EquivalentTo(new[] { KeysOf(few)[1], KeysOf(many)[2] }));
        Assert.That(await ClaimAsync(copies: 0, tests: 1), Is.EqualTo(KeysOf(many).Skip(3).Take(1)));
    }

    [Test]
    public async Task ClaimAsync_WhenACustomerHasManySourceHosts_ShouldServeTheOtherAsOften()
    {
        var (large, small) = (await StoreOwnerAsync("C1"), await StoreOwnerAsync("C2"));
        foreach (var host in Enumerable.Range(0, 6))
        {
            await FillAsync(large, mailboxes: 1, server: $"imap{host}.old.example");
        }

        var few = await FillAsync(small, mailboxes: 3);

        var claims = new List<RunKey>();
        for (var claim = 0; claim < 6; claim++)
        {
            var run = (await ClaimAsync(copies: 0, tests: 1)).Single();
            claims.Add(run);
            await QueueAsync(queue => queue.DropAsync(run, Me, CancellationToken.None));
        }

        Assert.That(KeysOf(few).Select(run => claims.IndexOf(run)), Is.EqualTo(new[] { 0, 2, 4 }).Or.EqualTo(new[] { 1, 3, 5 }));
    }

    [Test]
    public async Task ClaimAsync_WhenACustomerWeighsMore_ShouldServeItThatMuchMoreOften()
    {
        var (heavy, light) = (await StoreOwnerAsync("C1", weight: 3), await StoreOwnerAsync("C2"));
        var (many, others) = (await FillAsync(heavy, mailboxes: 60), await FillAsync(light, mailboxes: 60));

        var ofHeavy = 0;
        for (var claim = 0; claim < 40; claim++)
        {
            var run = (await ClaimAsync(copies: 0, tests: 1)).Single();
            ofHeavy += KeysOf(many).Contains(run) ? 1 : 0;
            await QueueAsync(queue => queue.DropAsync(run, Me, CancellationToken.None));
        }

        Assert.That(ofHeavy, Is.InRange(26, 34), "Three of four would be 30.");
        Assert.That(KeysOf(others), Is.Not.Empty);
    }

    [Test]
    public async Task ClaimAsync_WhenACustomerWeighsMore_ShouldGiveItThatShareOfOneClaim()
    {
        var (light, heavy) = (await StoreOwnerAsync("C1"), await StoreOwnerAsync("C2", weight: 3));
        var (few, many) = (await FillAsync(light, mailboxes: 20), await FillAsync(heavy, mailboxes: 20));

        var claimed = await ClaimAsync(copies: 0, tests: 8);

        Assert.That((claimed.Count(KeysOf(few).Contains), claimed.Count(KeysOf(many).Contains)), Is.EqualTo((2, 6)));
    }

    [Test]
    public async Task ClaimAsync_WhenOnlyTheLightOneHasRunsWaiting_ShouldGiveItAllRoom()
    {
        await StoreOwnerAsync("C1", weight: 100);
        var few = await FillAsync(await StoreOwnerAsync("C2"), mailboxes: 8);

        Assert.That(await ClaimAsync(copies: 0, tests: 8), Is.EqualTo(KeysOf(few)));
    }

    [Test]
    public async Task ClaimAsync_WhenAHostIsBusy_ShouldTakeTheCustomersOtherRunsInTurn()
    {
        var owner = await StoreOwnerAsync("C1");
        var slow = await FillAsync(owner, mailboxes: 3, server: "slow.old.example");
        var (one, two) = (
            await FillAsync(owner, mailboxes: 2, server: "one.old.example"), await FillAsync(owner, mailboxes: 2, server: "two.old.example"));
        var options = new WorkerOptions { PerSourceHost = 1, PerCustomer = 1000, ToDestination = 1000 };

        Assert.That(await ClaimAsync(copies: 0, tests: 9, options), Is.EquivalentTo(new[] { KeysOf(slow)[0], KeysOf(one)[0], KeysOf(two)[0] }));
        await QueueAsync(queue => queue.DropAsync(KeysOf(one)[0], Me, CancellationToken.None));
        await QueueAsync(queue => queue.DropAsync(KeysOf(two)[0], Me, CancellationToken.None));
        Assert.That(await ClaimAsync(copies: 0, tests: 9, options), Is.EquivalentTo(new[] { KeysOf(one)[1], KeysOf(two)[1] }));
    }

    [Test]
    public async Task ClaimAsync_WhenManyCustomersWaitForAFullHost_ShouldServeTheOthersInTurn()
    {
        var options = new WorkerOptions { PerSourceHost = 1, PerCustomer = 2, ToDestination = 1000, Lease = TimeSpan.FromMinutes(5) };
        var (first, second, third) = (await StoreOwnerAsync("C1"), await StoreOwnerAsync("C2"), await StoreOwnerAsync("C3"));
        await FillAsync(await StoreOwnerAsync("C4"), mailboxes: 2, server: "imap.full.example");
        await ClaimAsync(copies: 0, tests: 1, options, Other);
        await WaitBehindAsync(customers: 700);

        var (one, two) = (await FillAsync(first, mailboxes: 3, server: "imap.one.example"), await FillAsync(second, mailboxes: 3, server: "imap.two.example"));
        Assert.That(await ClaimAsync(copies: 0, tests: 9, options), Is.EquivalentTo(new[] { KeysOf(one)[0], KeysOf(two)[0] }));
        var alsoTwo = await FillAsync(third, mailboxes: 1, server: "imap.two.example");
        Assert.That(await ClaimAsync(copies: 0, tests: 9, options), Is.Empty);
        foreach (var run in new[] { KeysOf(one)[0], KeysOf(two)[0] })
        {
            await QueueAsync(queue => queue.DropAsync(run, Me, CancellationToken.None));
        }

        await PausesAsync(pauses => pauses.PauseAsync("imap.one.example", Noon, CancellationToken.None));
        Assert.That(await ClaimAsync(copies: 9, tests: 9, options), Is.EqualTo(KeysOf(alsoTwo)));
    }

    [Test]
    public async Task ClaimAsync_WhenACustomerHasManyMigrations_ShouldTakeThemInTheirOrder()
    {
        var owner = await StoreOwnerAsync("C1");
        var first = await FillAsync(owner, mailboxes: 2);
        var second = await FillAsync(owner, mailboxes: 2);

        Assert.That(await ClaimAsync(copies: 0, tests: 3), Is.EqualTo(KeysOf(first).Concat(KeysOf(second).Take(1))));
    }

    [Test]
    public async Task ClaimAsync_WhenCopiesFillTheirRoom_ShouldHaveRoomForTests()
    {
        var owner = await StoreOwnerAsync("C1");
        var options = new WorkerOptions { PerSourceHost = 1, PerCustomer = 1, ToDestination = 1 };
        var copies = await FillAsync(owner, mailboxes: 1, Executing);
        var tests = await FillAsync(owner, mailboxes: 1);

        Assert.That(await ClaimAsync(copies: 1, tests: 0, options), Is.EqualTo(KeysOf(copies)));
        Assert.That(await ClaimAsync(copies: 1, tests: 1, options), Is.EqualTo(KeysOf(tests)));
    }

    [Test]
    public async Task ClaimAsync_WhenARunWritesIntoTheMailbox_ShouldLetTheNextWaitUntilItIsOver()
    {
        var owner = await StoreOwnerAsync("C1");
        var first = await FillAsync(owner, mailboxes: 1, Executing);
        var second = await FillAsync(owner, mailboxes: 1, Executing);

        var claimed = await ClaimAsync(copies: 9, tests: 9);
        Assert.That(claimed, Is.EqualTo(KeysOf(first)), "Both write into the same mailbox.");
        Assert.That(await ClaimAsync(copies: 9, tests: 9, worker: Other), Is.Empty);

        await QueueAsync(queue => queue.ReleaseAsync(claimed[0], Me, TimeSpan.FromHours(1), CancellationToken.None));
        Assert.That(await ClaimAsync(copies: 9, tests: 9, worker: Other), Is.EqualTo(KeysOf(second)));
    }

    [TestCase("imap.old.example", false)]
    [TestCase(null, true)]
    public async Task ClaimAsync_WhenASourceHostOrEverythingIsPaused_ShouldClaimNothingOfThat(string? host, bool isEverything)
    {
        var owner = await StoreOwnerAsync("C1");
        var paused = await FillAsync(owner, mailboxes: 1);
        var copied = await FillAsync(await StoreOwnerAsync("C2"), mailboxes: 1, Executing);
        var other = await FillAsync(owner, mailboxes: 1, server: "imap.other.example:143");
        var sub = await FillAsync(owner, mailboxes: 1, server: "old.example");

        await PausesAsync(pauses => pauses.PauseAsync(host, Noon, CancellationToken.None));
        await PausesAsync(pauses => pauses.PauseAsync(host, Noon.AddHours(1), CancellationToken.None));
        Assert.That(await ClaimAsync(copies: 9, tests: 9), Is.EquivalentTo(isEverything ? [] : KeysOf(other).Concat(KeysOf(sub))));
        Assert.That(await ListPausesAsync(), Is.EqualTo(new[] { (host, Noon) }));

        await PausesAsync(pauses => pauses.ResumeAsync(isEverything ? "imap.old.example" : null, CancellationToken.None));
        Assert.That(await ClaimAsync(copies: 9, tests: 9), Is.Empty, "The other pause stands.");

        await PausesAsync(pauses => pauses.ResumeAsync(host, CancellationToken.None));
        IEnumerable<RunKey> rest = [.. KeysOf(paused), .. KeysOf(copied), .. isEverything ? KeysOf(other).Concat(KeysOf(sub)) : []];
        Assert.That(await ClaimAsync(copies: 9, tests: 9), Is.EquivalentTo(rest));
        Assert.That(await ListPausesAsync(), Is.Empty);
    }

    [TestCase("imap.old.example", RunClaim.Paused)]
    [TestCase("imap.other.example", RunClaim.Held)]
    [TestCase(null, RunClaim.Paused)]
    public async Task RenewAsync_WhenASourceHostOrEverythingIsPaused_ShouldSaySo(string? host, RunClaim claim)
    {
        await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 1);
        var run = (await ClaimAsync(copies: 0, tests: 1)).Single();

        await PausesAsync(pauses => pauses.PauseAsync(host, Noon, CancellationToken.None));

        var claims = await QueueAsync(queue => queue.RenewAsync(Me, TimeSpan.FromHours(1), [new RunReport(run, RunProgress.None, 0, null)], CancellationToken.None));
        Assert.That(claims[run], Is.EqualTo(claim));
    }

    [Test]
    public async Task ReleaseAsync_WhenTheClaimIsAnothers_ShouldChangeNothing()
    {
        var migration = await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 1);
        var run = (await ClaimAsync(copies: 0, tests: 1)).Single();

        await QueueAsync(queue => queue.ReleaseAsync(run, Other, TimeSpan.Zero, CancellationToken.None));
        await QueueAsync(queue => queue.DropAsync(run, Other, CancellationToken.None));
        Assert.That(await ClaimAsync(copies: 0, tests: 1, worker: Other), Is.Empty);

        await QueueAsync(queue => queue.ReleaseAsync(run, Me, TimeSpan.Zero, CancellationToken.None));
        Assert.That(await ClaimAsync(copies: 0, tests: 1, worker: Other), Is.EqualTo(KeysOf(migration)));
    }

    [Test]
    public async Task ReleaseAsync_WhenThereIsAPauseOfLessThanASecond_ShouldLetTheNextOneInMeanwhile()
    {
        var migration = await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 2);
        var run = (await ClaimAsync(copies: 0, tests: 1)).Single();

        await QueueAsync(queue => queue.ReleaseAsync(run, Me, TimeSpan.FromMilliseconds(500), CancellationToken.None));

        Assert.That(await ClaimAsync(copies: 0, tests: 1), Is.EqualTo(KeysOf(migration).Skip(1)));
    }

    [Test]
    public async Task RenewAsync_WhenSomeRunsAreTheWorkers_ShouldWriteThoseDownAndTellOfEach()
    {
        var migration = await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 3);
        var keys = KeysOf(migration);
        await ClaimAsync(copies: 0, tests: 2);
        await ClaimAsync(copies: 0, tests: 1, worker: Other);
        await ChangeAsync(migration, read => read.Resources.ToList().ForEach(resource => read.StartRun(resource, Noon)));
        var progress = new RunProgress(1, 20, 3, 4, 5, 6_000_000_000, 1, 2);
        RunReport[] reports = [.. keys.Select(key => new RunReport(key, progress, 777, "throttled"))];

        var claims = await QueueAsync(queue => queue.RenewAsync(Me, TimeSpan.FromHours(1), reports, CancellationToken.None));

        Assert.That(keys.Select(key => claims[key]), Is.EqualTo(new[] { RunClaim.Held, RunClaim.Held, RunClaim.Lost }));
        var runs = (await ReadAsync(migration)).Resources.Select(resource => resource.Runs.Single()).ToList();
        Assert.That(
            runs.Select(run => (run.Progress, run.BytesPerSecond, run.WaitsFor)),
            Is.EqualTo(new[] { (progress, 777L, "throttled"), (progress, 777L, "throttled"), (RunProgress.None, 0L, (string?)null) }));
    }

    [Test]
    public async Task RenewAsync_WhenTheMigrationIsCalledOff_ShouldSaySo()
    {
        var migration = await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 1);
        var run = (await ClaimAsync(copies: 0, tests: 1)).Single();
        await ChangeAsync(migration, read => read.StartRun(read.Resources[0], Noon));
        await ChangeAsync(migration, read => read.Cancel(Noon));

        var claims = await QueueAsync(queue => queue.RenewAsync(Me, TimeSpan.FromHours(1), [new RunReport(run, RunProgress.None, 0, null)], CancellationToken.None));

        Assert.That(claims[run], Is.EqualTo(RunClaim.CalledOff));
    }

    [Test]
    public async Task TakeOverExpiredAsync_WhenALeaseHasEnded_ShouldTakeItOverOnce()
    {
        var migration = await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 2);
        var run = (await ClaimAsync(copies: 0, tests: 1, new WorkerOptions { Lease = TimeSpan.Zero }, Other)).Single();
        await ClaimAsync(copies: 0, tests: 1);

        IReadOnlyList<ExpiredClaim> expired = [];
        await WaitAsync(async () => (expired = await QueueAsync(queue => queue.TakeOverExpiredAsync(Me, TimeSpan.FromMinutes(1), CancellationToken.None))).Count > 0);

        Assert.That(expired, Is.EqualTo(new[] { new ExpiredClaim(run, migration.Id) }));
        Assert.That(await QueueAsync(queue => queue.TakeOverExpiredAsync(Me, TimeSpan.FromMinutes(1), CancellationToken.None)), Is.Empty);
        var claims = await QueueAsync(queue => queue.RenewAsync(Other, TimeSpan.FromHours(1), [new RunReport(run, RunProgress.None, 0, null)], CancellationToken.None));
        Assert.That(claims[run], Is.EqualTo(RunClaim.Lost));
    }

    // As one that a newer version has added.
    [Test]
    public async Task ClaimAsync_WhenARunIsOfAnUnknownStep_ShouldTakeAllOthers()
    {
        var migration = await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 3);
        await Database.InScopeAsync<MigrationsDbContext>(context => context.Database.ExecuteSqlAsync(
            $"UPDATE work_items SET step = 'third_execution' WHERE resource_id = {migration.Resources[0].Id}"));

        var claimed = await ClaimAsync(copies: 9, tests: 9, new WorkerOptions { Lease = TimeSpan.Zero });

        Assert.That(claimed, Is.EqualTo(KeysOf(migration).Skip(1)));
        IReadOnlyList<ExpiredClaim> expired = [];
        await WaitAsync(async () => (expired = await QueueAsync(queue => queue.TakeOverExpiredAsync(Other, TimeSpan.FromMinutes(1), CancellationToken.None))).Count > 0);
        Assert.That(expired.Select(claim => claim.Run), Is.EquivalentTo(claimed));
        Assert.That(
            await Database.InScopeAsync<MigrationsDbContext, int>(context => context.WorkItems.CountAsync(item => item.Worker == Other)),
            Is.EqualTo(claimed.Count),
            "A worker that can't put it in order must not keep it from one that can.");
    }

    [Test]
    public async Task ClaimAsync_WhenNobodyCanTakeOverAnExpiredRun_ShouldCountItForAWhileOnly()
    {
        var options = new WorkerOptions { PerSourceHost = 1, PerCustomer = 1, ToDestination = 1, Lease = TimeSpan.FromSeconds(60) };
        var strange = await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 1);
        var other = await FillAsync(await StoreOwnerAsync("C2"), mailboxes: 1);
        await ClaimAsync(copies: 0, tests: 1, options);
        await ExpireAsync(TimeSpan.FromSeconds(30));
        Assert.That(await ClaimAsync(copies: 0, tests: 9, options), Is.Empty, "Whoever takes it over may be at it still.");

        await ExpireAsync(TimeSpan.FromMinutes(2));
        Assert.That(await ClaimAsync(copies: 0, tests: 9, options), Is.EqualTo(KeysOf(other)));

        Task ExpireAsync(TimeSpan ago) => Database.InScopeAsync<MigrationsDbContext>(async context =>
        {
            await context.Database.ExecuteSqlAsync($"UPDATE work_items SET step = 'third_execution' WHERE resource_id = {strange.Resources[0].Id}");
            await context.WorkItems.Where(item => item.ResourceId == strange.Resources[0].Id).ExecuteUpdateAsync(
                update => update.SetProperty(item => item.LeaseUntil, DateTimeOffset.UtcNow - ago));
        });
    }

    [Test]
    public async Task ClaimAsync_WhenOnlyNewcomersAreAskedFor_ShouldPassOverWhoeverHasARunUnderWay()
    {
        var busy = await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 2, server: "imap.one.example");
        await ClaimAsync(copies: 0, tests: 1, worker: Other);
        var first = await FillAsync(await StoreOwnerAsync("C2"), mailboxes: 2, server: "imap.two.example");

        var claimed = await QueueAsync(queue => queue.ClaimAsync(new WorkDemand(Me, Copies: 0, Tests: 9, Generous) { PerCustomer = 1 }, CancellationToken.None));

        Assert.That(claimed, Is.EqualTo(KeysOf(first).Take(1)), busy.Code);
    }

    [Test]
    public async Task ClaimAsync_WhenOnlyHostsWithoutATestAreAskedFor_ShouldPassOverThoseThatHaveOne()
    {
        var owner = await StoreOwnerAsync("C1");
        var busy = await FillAsync(owner, mailboxes: 2, server: "imap.one.example");
        await ClaimAsync(copies: 0, tests: 1, worker: Other);
        var first = await FillAsync(owner, mailboxes: 2, server: "imap.two.example");

        var claimed = await QueueAsync(queue => queue.ClaimAsync(new WorkDemand(Me, Copies: 0, Tests: 9, Generous) { PerSourceHost = 1 }, CancellationToken.None));

        Assert.That(claimed, Is.EqualTo(KeysOf(first).Take(1)), busy.Code);
    }

    [Test]
    public async Task TidyAsync_WhenALaneIsEmpty_ShouldForgetItAndNoOther()
    {
        await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 1);
        await ClaimAsync(copies: 0, tests: 1);
        var other = await StoreOwnerAsync("C2");
        await FillAsync(other, mailboxes: 1);

        await QueueAsync(queue => queue.TidyAsync(CancellationToken.None));

        var lanes = await Database.InScopeAsync<MigrationsDbContext, List<long>>(context => context.WorkLanes.Select(lane => lane.CustomerId).ToListAsync());
        var turns = await Database.InScopeAsync<MigrationsDbContext, List<long>>(context => context.WorkTurns.Select(turn => turn.CustomerId).ToListAsync());
        Assert.That((lanes, turns), Is.EqualTo((new[] { other.Id }, new[] { other.Id })));
    }

    [Test]
    public async Task TidyAsync_WhenAnOlderVersionHasAddedRuns_ShouldGiveTheirCustomerATurn()
    {
        var migration = await FillAsync(await StoreOwnerAsync("C1"), mailboxes: 1);
        await Database.InScopeAsync<MigrationsDbContext>(context => context.WorkTurns.ExecuteDeleteAsync());
        Assert.That(await ClaimAsync(copies: 0, tests: 1), Is.Empty);

        await QueueAsync(queue => queue.TidyAsync(CancellationToken.None));

        Assert.That(await ClaimAsync(copies: 0, tests: 1), Is.EqualTo(KeysOf(migration)));
    }

    [Test]
    public async Task TryHoldDutyAsync_WhenAnotherHoldsIt_ShouldWaitForItsEnd()
    {
        Assert.That(await HoldAsync(Me, TimeSpan.FromHours(1)), Is.True);
        Assert.That(await HoldAsync(Other, TimeSpan.FromHours(1)), Is.False);
        Assert.That(await HoldAsync(Me, TimeSpan.Zero), Is.True, "It keeps what it has, and for how long it says.");

        await WaitAsync(() => HoldAsync(Other, TimeSpan.FromHours(1)));
        Assert.That(await HoldAsync(Me, TimeSpan.FromHours(1)), Is.False);

        Task<bool> HoldAsync(string worker, TimeSpan until) => QueueAsync(queue => queue.TryHoldDutyAsync("reconcile", worker, until, CancellationToken.None));
    }

    // Until the database's clock has moved on.
    private Task WaitBehindAsync(int customers) => Database.InScopeAsync<MigrationsDbContext>(context =>
    {
        context.WorkTurns.AddRange(Enumerable.Range(1, customers).Select(number => new WorkTurn { CustomerId = 1_000_000 + number, ServedAt = number - customers, IsTest = true }));
        context.WorkLanes.AddRange(Enumerable.Range(1, customers).Select(number => new WorkLane { CustomerId = 1_000_000 + number, SourceHost = "imap.full.example", IsTest = true }));
        return context.SaveChangesAsync();
    });

    private static Task WaitAsync(Func<Task<bool>> isThere) => Waiting.ForAsync(isThere, () => "It does not come.");

    private static Migration Executing(Migration migration)
    {
        migration.Validated().Schedule(Noon);
        migration.StartExecution(migration.FirstExecutionDate!.Value);
        return migration;
    }

    private static RunKey[] KeysOf(Migration migration) => [.. migration.Resources.Select(resource => new RunKey(resource.Id, migration.Step!.Value))];

    private async Task<Migration> StoreAsync(Customer owner, int mailboxes, Func<Migration, Migration>? lead = null, string server = "imap.old.example")
    {
        var migration = AMigration(owner, mailboxes: mailboxes, server: server);
        lead?.Invoke(migration);
        await Database.StoreAsync(migration);
        return migration;
    }

    private async Task<Migration> FillAsync(Customer owner, int mailboxes, Func<Migration, Migration>? lead = null, string server = "imap.old.example")
    {
        var migration = await StoreAsync(owner, mailboxes, lead, server);
        await QueueAsync(queue => queue.FillAsync(migration.Id, CancellationToken.None));
        return migration;
    }

    private Task<IReadOnlyList<RunKey>> ClaimAsync(int copies, int tests, WorkerOptions? options = null, string worker = Me) =>
        QueueAsync(queue => queue.ClaimAsync(new WorkDemand(worker, copies, tests, options ?? Generous), CancellationToken.None));

    private async Task<Customer> StoreOwnerAsync(string code, int weight = 1)
    {
        var owner = ACustomer(code);
        owner.Weigh(weight);
        await Database.StoreAsync(owner);
        return owner;
    }

    private Task PausesAsync(Func<IWorkPauses, Task> act) => Database.InScopeAsync(act);

    private Task<IReadOnlyList<(string?, DateTimeOffset)>> ListPausesAsync() =>
        Database.InScopeAsync<IWorkPauses, IReadOnlyList<(string?, DateTimeOffset)>>(pauses => pauses.ListAsync(CancellationToken.None));

    private Task<T> QueueAsync<T>(Func<IWorkQueue, Task<T>> question) => Database.InScopeAsync(question);

    private Task QueueAsync(Func<IWorkQueue, Task> act) => Database.InScopeAsync(act);

    private Task ChangeAsync(Migration migration, Action<Migration> change) => Database.InScopeAsync<MigrationsDbContext>(async context =>
    {
        change(await context.Migrations.Include(one => one.Resources).ThenInclude(resource => resource.Runs).SingleAsync(one => one.Id == migration.Id));
        await context.SaveChangesAsync();
    });

    private Task<Migration> ReadAsync(Migration migration) => Database.InScopeAsync<MigrationsDbContext, Migration>(context => context.Migrations.AsNoTracking()
        .Include(one => one.Resources.OrderBy(resource => resource.Row)).ThenInclude(resource => resource.Runs).SingleAsync(one => one.Id == migration.Id));
}
