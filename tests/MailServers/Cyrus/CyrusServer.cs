using System.Diagnostics;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Cyrus;

/// <summary>
/// A real Cyrus of the tests' own, on a free loopback port, in a temporary folder that is gone afterwards. As root it runs as the
/// user <c>dovecot</c>, else as the current user.
/// </summary>
public sealed class CyrusServer : IMailServer
{
    public const string Host = "127.0.0.1";

    private const string Password = "pw";
    private const string Master = "usr/lib/cyrus/bin/master";

    private readonly CyrusOptions _options;
    private readonly ServerFolder _folder;
    private readonly CyrusProcess _process;
    private readonly int _port;

    private CyrusServer(CyrusOptions options, ServerFolder folder, CyrusProcess process, int port) =>
        (_options, _folder, _process, _port) = (options, folder, process, port);

    public static bool IsInstalled => ServerPackage.Find("cyrus", Master) is not null;

    /// <summary>Starts a server, and returns when it answers and has its mailboxes.</summary>
    public static async Task<CyrusServer> StartAsync(CyrusOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CyrusOptions();
        var package = ServerPackage.Find("cyrus", Master) ?? throw new ServerStartException("Cyrus is not installed.");
        var user = await SystemUser.FindAsync(cancellationToken);
        return await FreePort.StartAsync(port => StartAsync(options, package, user, port, cancellationToken), ServerStartException.IsOverPort);
    }

    private static async Task<CyrusServer> StartAsync(CyrusOptions options, ServerPackage package, SystemUser user, int port, CancellationToken cancellationToken)
    {
        var folder = ServerFolder.CreateInMemory("cyrus");
        try
        {
            await WriteFilesAsync(options, package, folder, user, port, cancellationToken);
            var server = new CyrusServer(options, folder, await CyrusProcess.StartAsync(package, folder, user, port, cancellationToken), port);
            foreach (var name in options.Users)
            {
                await server.CreateMailboxAsync(name, cancellationToken);
            }

            return server;
        }
        catch
        {
            await folder.DeleteAsync();
            throw;
        }
    }

    public ImapAccount AccountOf(string user) => new(Host, _port, user, Password);

    /// <summary>Makes the mailbox of a user who may log in already, as an administrator does.</summary>
    public async Task CreateMailboxAsync(string user, CancellationToken cancellationToken = default)
    {
        await using var admin = await ImapConnection.LogInAsync(AccountOf(CyrusConfiguration.Admin), cancellationToken);
        await admin.CreateAsync($"user{(_options.HasFoldersBesideInbox ? '/' : '.')}{user}", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _folder.DeleteAsync();
    }

    private static async Task WriteFilesAsync(
        CyrusOptions options, ServerPackage package, ServerFolder folder, SystemUser user, int port, CancellationToken cancellationToken)
    {
        foreach (var part in (string[])["conf", "spool", "proc", "lock"])
        {
            Directory.CreateDirectory(folder.Of(part));
        }

        await File.WriteAllTextAsync(folder.Of("imapd.conf"), CyrusConfiguration.Imapd(options, folder, user), cancellationToken);
        await File.WriteAllTextAsync(folder.Of("cyrus.conf"), CyrusConfiguration.Services(package, folder, port), cancellationToken);
        foreach (var name in options.Users.Concat(options.UsersWithoutMailbox).Append(CyrusConfiguration.Admin))
        {
            await SetPasswordAsync(package, folder, name, cancellationToken);
        }

        await user.OwnAsync(folder.Path, cancellationToken);
    }

    private static async Task SetPasswordAsync(ServerPackage package, ServerFolder folder, string name, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(package.PathOf("usr/sbin/saslpasswd2"), ["-p", "-c", "-f", folder.Of("sasldb2"), "-u", folder.Name, name])
        {
            RedirectStandardInput = true,
        };
        using var process = Process.Start(package.WithLibraries(start))!;
        await process.StandardInput.WriteAsync(Password.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode is not 0)
        {
            throw new ServerStartException($"saslpasswd2 ended with {process.ExitCode}.");
        }
    }
}
