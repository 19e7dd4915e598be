using System.Globalization;
using System.Threading.Channels;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Polling;

/// <summary>One process answers polls, and another one, this one, writes to the same PostgreSQL database all the time.</summary>
[NonParallelizable]
public sealed class StalePollTests
{
    private const int PollsAChange = 15;
    private static readonly int Polls = int.Parse(Environment.GetEnvironmentVariable("STALE_POLLS") ?? "20000", CultureInfo.InvariantCulture);

    private readonly CommitOrder _order = new();
    private TestDatabase _database = null!;
    private ServiceProcess _service = null!;
    private Writer[] _writers = null!;
    private Poller[] _pollers = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);
        var (one, two) = (Samples.ACustomer("C1"), Samples.ACustomer("C2"));
        await _database.StoreAsync(one, two);
        await _database.StoreAsync(
            ApiToken.ForAdmin("admin", null, Samples.Noon, null),
            ApiToken.ForCustomer(one, "one", null, Samples.Noon, null),
            ApiToken.ForCustomer(two, "two", null, Samples.Noon, null));
        _writers = [.. Enumerable.Range(1, 4).Select(number => new Writer(_database, number % 2 == 1 ? one : two, number, _order))];
        (_service, var address) = await ServiceProcess.StartAsync(_database.ConnectionString, ("Roles", "api"));
        _pollers =
        [
            new(address, "admin", _writers),
            new(address, "admin", _writers, MigrationStatus.Scheduled),
            new(address, "one", [_writers[0], _writers[2]]),
            new(address, "one", [_writers[0], _writers[2]], MigrationStatus.Running),
            new(address, "two", [_writers[1], _writers[3]]),
            new(address, "two", [_writers[1], _writers[3]], MigrationStatus.ToSchedule),
        ];
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        Array.ForEach(_pollers, poller => poller.Dispose());
        _service?.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Test]
    public async Task Poll_WhenAnotherProcessWritesAllTheTime_ShouldNeverKeepAStaleList()
    {
        var due = Channel.CreateUnbounded<int>();
        var left = Polls;
        var writing = Task.WhenAll(_writers.Select(writer => Task.Run(async () =>
        {
            await foreach (var _ in due.Reader.ReadAllAsync())
            {
                await writer.StepAsync();
            }
        })));

        await Task.WhenAll(_pollers.Select(poller => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) is >= 0 and var poll)
            {
                await poller.PollAsync();
                if (poll % (PollsAChange * _writers.Length) == 0)
                {
                    // All at once, so that their transactions overlap on a machine of any speed.
                    Array.ForEach(_writers, _ => due.Writer.TryWrite(poll));
                }
            }
        })));
        due.Writer.Complete();
        await writing;
        await Task.WhenAll(_pollers.Select(poller => poller.PollAsync()));

        var notModified = _pollers.Sum(poller => poller.NotModified);
        await TestContext.Out.WriteLineAsync($"{_pollers.Sum(poller => poller.Polls)} polls, {notModified} answered 304; {_order.Commits} changes, {_order.Overtaken} of them overtaken by a later one");
        Assert.Multiple(() =>
        {
            Assert.That(notModified, Is.GreaterThan(Polls / 10));
            Assert.That(_order.Commits, Is.GreaterThan(Polls / 20));
            Assert.That(_order.Overtaken, Is.GreaterThan(Polls / 1000));
        });
    }
}
