using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Hosting.Migrations.MailServers.Faults;
using Hosting.Migrations.MailServers.Imap;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;

public sealed class FaultProxyTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private ScriptedImapServer _server = null!;
    private FaultProxy _proxy = null!;

    [SetUp]
    public void Start()
    {
        _server = ScriptedImapServer.Start();
        _proxy = FaultProxy.Start(_server.Port);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task RoundTripTime_WhenSet_ShouldDelayEachAnswerByIt()
    {
        await using var connection = await LogInAsync();
        _proxy.Faults.RoundTripTime = TimeSpan.FromMilliseconds(200);
        var clock = Stopwatch.StartNew();

        await connection.CommandAsync("NOOP");

        Assert.That(clock.Elapsed, Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(200)));
    }

    [Test]
    public async Task RoundTripTime_WhenMuchIsSent_ShouldNotLimitBandwidth()
    {
        _server.Mailbox.Inbox.Add(new byte[8_000_000]);
        await using var connection = await LogInAsync();
        await connection.CommandAsync("EXAMINE INBOX");
        _proxy.Faults.RoundTripTime = TimeSpan.FromSeconds(2);

        // One chunk of 32 KiB at a time would take four minutes.
        Assert.That(await connection.CommandAsync("FETCH 1 (BODY.PEEK[])").WaitAsync(Deadline), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task CutAfter_WhenSoManyBytesHavePassed_ShouldResetThatConnectionAlone()
    {
        _server.Mailbox.Inbox.Add(new byte[100_000]);
        await using var connection = await LogInAsync();
        await connection.CommandAsync("EXAMINE INBOX");
        _proxy.Faults.CutAfter(ProxyDirection.ToClient, 50_000);

        Assert.That(() => connection.CommandAsync("FETCH 1 (BODY.PEEK[])"), Throws.InstanceOf<IOException>());
        await using var next = await LogInAsync();
        await next.CommandAsync("EXAMINE INBOX");
        Assert.That(await next.CommandAsync("FETCH 1 (BODY.PEEK[])"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task CutAfter_WhenAMessageIsOnItsWay_ShouldKeepItFromTheServer()
    {
        await using var connection = await LogInAsync();
        _proxy.Faults.CutAfter(ProxyDirection.ToServer, 1000);

        Assert.That(() => AppendAsync(connection, new string('x', 5000)), Throws.InstanceOf<IOException>());
        Assert.That(_server.Mailbox.Inbox.Messages, Is.Empty);
    }

    [Test]
    public async Task CutBefore_WhenTheAnswerComesTheNthTime_ShouldLoseItAfterTheServerHasTheMessage()
    {
        await using var connection = await LogInAsync();
        _proxy.Faults.CutBefore(ProxyDirection.ToClient, "APPENDUID", occurrence: 2);
        await AppendAsync(connection, "one");

        Assert.That(() => AppendAsync(connection, "two"), Throws.InstanceOf<IOException>());
        Assert.That(_server.Mailbox.Inbox.Messages, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task CutAll_WhenConnectionsAreOpen_ShouldResetThem()
    {
        await using var connection = await LogInAsync();

        _proxy.CutAll();

        Assert.That(() => connection.CommandAsync("NOOP"), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task RefuseNext_WhenSoManyHaveTried_ShouldLetTheNextIn()
    {
        _proxy.Faults.RefuseNext(2);

        Assert.That(LogInAsync, Throws.InstanceOf<IOException>().Or.InstanceOf<SocketException>());
        Assert.That(LogInAsync, Throws.InstanceOf<IOException>().Or.InstanceOf<SocketException>());
        await using var connection = await LogInAsync();
        Assert.That(_proxy.Accepted, Is.EqualTo(3));
        Assert.That(_server.Connections, Is.EqualTo(1));
    }

    [Test]
    public async Task Stall_WhenResumed_ShouldDeliverWhatWaited()
    {
        await using var connection = await LogInAsync();
        _proxy.Faults.Stall();
        var answer = connection.CommandAsync("NOOP");

        Assert.That(() => answer.WaitAsync(TimeSpan.FromMilliseconds(200)), Throws.TypeOf<TimeoutException>());
        _proxy.Faults.Resume();
        Assert.That(await answer.WaitAsync(Deadline), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task BytesPerSecond_WhenSet_ShouldDrip()
    {
        _server.Mailbox.Inbox.Add(new byte[2_000]);
        await using var connection = await LogInAsync();
        await connection.CommandAsync("EXAMINE INBOX");
        _proxy.Faults.BytesPerSecond = 5_000;
        var clock = Stopwatch.StartNew();

        await connection.CommandAsync("FETCH 1 (BODY.PEEK[])");

        Assert.That(clock.Elapsed, Is.GreaterThan(TimeSpan.FromMilliseconds(350)));
    }

    private Task<ImapConnection> LogInAsync() => ImapConnection.LogInAsync(_server.Account with { Port = _proxy.Port });

    private static Task<string> AppendAsync(ImapConnection connection, string content) =>
        connection.AppendAsync("INBOX", Encoding.Latin1.GetBytes(content), [], DateTimeOffset.UnixEpoch);
}
