using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
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
    private readonly SystemUser _user;
    private readonly CourierPrograms _programs;
    private readonly Process _notifier;
    private readonly Task _accepting;

    private int _delivered;

    private CourierServer(CourierOptions options, ServerFolder folder, SystemUser user, CourierPrograms programs)
    {
        (_options, _folder, _user, _programs, _notifier) = (options, folder, user, programs, programs.StartNotifier());
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
        return new CourierServer(options, folder, user, new CourierPrograms(package, folder, user));
    }

    public ImapAccount AccountOf(string user) => new(Host, ((IPEndPoint)_listener.LocalEndpoint).Port, user, Password);

    /// <summary>Puts messages into a user's mailbox as a delivery agent does: no client has selected the folder then, so that Courier has given no UIDs yet.</summary>
    /// <param name="user">The user.</param>
    /// <param name="folder">A folder below INBOX, which is made; empty = INBOX.</param>
    /// <param name="messages">The messages, with LF as line ends.</param>
    public async Task DeliverAsync(string user, string folder, params IEnumerable<string> messages)
    {
        var maildir = _folder.Of(user, "Maildir", folder.Length > 0 ? $".{folder}" : string.Empty);
        foreach (var part in new[] { "cur", "new", "tmp" })
        {
            Directory.CreateDirectory(Path.Combine(maildir, part));
        }

        foreach (var message in messages)
        {
            var number = Interlocked.Increment(ref _delivered);
            await File.WriteAllTextAsync(Path.Combine(maildir, "new", string.Create(CultureInfo.InvariantCulture, $"{1_600_000_000 + number}.M{number}P1.host")), message);
        }

        await _user.OwnAsync(_folder.Path, CancellationToken.None);
    }

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
