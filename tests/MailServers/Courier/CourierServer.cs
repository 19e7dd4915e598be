using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Courier;

/// <summary>
/// A real Courier of the tests' own, on a free loopback port, in a temporary folder that is gone afterwards. Its <c>imapd</c> is Courier's;
/// only the login before it is ours, since Courier's own has one place a machine for its socket and its users, which only root may write.
/// As root it runs as the user <c>dovecot</c>, else as the current user.
/// </summary>
public sealed class CourierServer : IMailServer
{
    public const string Host = "127.0.0.1";

    private const string Password = "pw";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _sessions = new();
    private readonly CourierOptions _options;
    private readonly ServerFolder _folder;
    private readonly CourierPrograms _programs;
    private readonly Process _notifier;
    private readonly Task _accepting;

    private CourierServer(CourierOptions options, ServerFolder folder, CourierPrograms programs)
    {
        (_options, _folder, _programs, _notifier) = (options, folder, programs, programs.StartNotifier());
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public static bool IsInstalled => CourierPrograms.Find() is not null;

    /// <summary>Starts a server.</summary>
    public static async Task<CourierServer> StartAsync(CourierOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CourierOptions();
        var package = CourierPrograms.Find() ?? throw new ServerStartException("Courier is not installed.");
        var user = await SystemUser.FindAsync(cancellationToken);
        var folder = ServerFolder.Create("courier");
        foreach (var part in options.Users.SelectMany(name => new[] { "cur", "new", "tmp" }.Select(part => folder.Of(name, "Maildir", part))))
        {
            Directory.CreateDirectory(part);
        }

        await user.OwnAsync(folder.Path, cancellationToken);
        return new CourierServer(options, folder, new CourierPrograms(package, folder, user));
    }

    public ImapAccount AccountOf(string user) => new(Host, ((IPEndPoint)_listener.LocalEndpoint).Port, user, Password);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_sessions.Keys);
        _notifier.Kill(entireProcessTree: true);
        await _notifier.WaitForExitAsync();
        _notifier.Dispose();
        await _folder.DeleteAsync();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                var session = Task.Run(() => RunAsync(client));
                _sessions[session] = 0;
                _ = session.ContinueWith(ended => _sessions.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private async Task RunAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await new CourierLogin(stream, MayLogIn).RunAsync(_stop.Token) is var (user, tag))
                {
                    await using var session = new CourierSession(stream, _programs.StartSession(user, tag));
                    await session.RunAsync(_stop.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client went away, or the server ends.
            }
        }
    }

    private bool MayLogIn(string user, string password) => _options.Users.Contains(user) && password == Password;
}
