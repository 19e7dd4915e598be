using System.Net;
using System.Net.Sockets;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Imap.Connections;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Units;

public sealed class PatientStreamTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private Socket _server = null!;
    private Socket _client = null!;

    [SetUp]
    public async Task Connect()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        _client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await _client.ConnectAsync(listener.LocalEndPoint!);
        _server = await listener.AcceptAsync();
    }

    [TearDown]
    public void Disconnect()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Test]
    public async Task Read_WhenTheOtherSideIsSilent_ShouldEndInTime()
    {
        await using var stream = new PatientStream(_client, Short);

        Assert.That(async () => await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Long), Throws.TypeOf<TimeoutException>().With.InnerException.Not.Null);
        Assert.That(async () => await stream.ReadAsync(new byte[1]), Throws.TypeOf<TimeoutException>());
    }

    [Test]
    public async Task Write_WhenTheOtherSideTakesNothing_ShouldEndInTime()
    {
        await using var stream = new PatientStream(_client, Short);
        var much = new byte[64 << 20];

        Assert.That(async () => await stream.WriteAsync(much).AsTask().WaitAsync(Long), Throws.TypeOf<TimeoutException>().With.InnerException.Not.Null);
    }

    [Test]
    public async Task Read_WhenCalledOff_ShouldEndAtOnce()
    {
        await using var stream = new PatientStream(_client, Long);
        using var cancellation = new CancellationTokenSource();
        var reading = stream.ReadAsync(new byte[1], cancellation.Token);

        await cancellation.CancelAsync();

        Assert.That(async () => await reading, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Write_WhenTheRightToSendHasEnded_ShouldSendNothing()
    {
        var lease = new LeaseOfOneWrite();
        await using var stream = new PatientStream(_client, Long, lease);
        await stream.WriteAsync("a"u8.ToArray());

        Assert.That(async () => await stream.WriteAsync("b"u8.ToArray()), Throws.TypeOf<OperationCanceledException>());
        stream.Socket.Shutdown(SocketShutdown.Send);
        var arrived = new byte[2];
        Assert.That((await _server.ReceiveAsync(arrived), await _server.ReceiveAsync(arrived)), Is.EqualTo((1, 0)));
    }

    private sealed class LeaseOfOneWrite : ILease
    {
        private bool _isUsed;

        public void ThrowIfOver() => _isUsed = _isUsed ? throw new OperationCanceledException() : true;
    }
}
