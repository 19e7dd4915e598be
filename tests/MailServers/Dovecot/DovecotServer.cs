using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>
/// A real Dovecot of the tests' own, from installed binaries, on free loopback ports, in a temporary folder that is gone
/// afterwards. As root it runs as the package's user <c>dovecot</c>, else as the current user.
/// </summary>
public sealed partial class DovecotServer : IMailServer
{
    public const string Host = "127.0.0.1";
    public const string MasterUser = "master";
    public const string MasterPassword = "masterpw";

    private readonly DovecotPaths _paths;
    private readonly SystemUser _user;
    private readonly DovecotProcess _process;

    private DovecotServer(DovecotOptions options, DovecotPaths paths, SystemUser user, X509Certificate2 certificate, DovecotProcess process) =>
        (Options, _paths, _user, Certificate, _process) = (options, paths, user, certificate, process);

    public static bool IsInstalled => DovecotProcess.FindProgram() is not null;

    public DovecotOptions Options { get; }

    /// <summary>The port without TLS, which offers STARTTLS.</summary>
    public int Port => _process.Port;

    /// <summary>The port with TLS from the first byte.</summary>
    public int TlsPort => _process.TlsPort;

    public X509Certificate2 Certificate { get; }

    /// <summary>Starts a server, and returns when it answers.</summary>
    public static async Task<DovecotServer> StartAsync(DovecotOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DovecotOptions();
        var user = await SystemUser.FindAsync(cancellationToken);
        var paths = new DovecotPaths(Directory.CreateTempSubdirectory("hosting-migrations-dovecot-").FullName);
        var certificate = ServerCertificate.Create(options.Certificate);
        try
        {
            await WriteFilesAsync(options, paths, certificate, cancellationToken);
            var process = await StartProcessAsync(options, paths, user, cancellationToken);
            return new DovecotServer(options, paths, user, certificate, process);
        }
        catch
        {
            certificate.Dispose();
            await paths.DeleteAsync();
            throw;
        }
    }

    /// <summary>How to log in as a user on the port without TLS.</summary>
    public ImapAccount AccountOf(string user) =>
        new(Host, Port, user, Options.Users.Single(known => known.Name == user).Password);

    /// <summary>The configuration that Dovecot's other programs need, such as <c>doveadm</c>.</summary>
    public string ConfigurationFile => _paths.Configuration;

    /// <summary>Takes away all that a user has, as long as nobody is logged in as that user.</summary>
    public void Empty(string user)
    {
        if (Directory.Exists(_paths.HomeOf(user)))
        {
            Directory.Delete(_paths.HomeOf(user), recursive: true);
        }
    }

    /// <summary>From now on, what clients send for a user is recorded; what was before is forgotten.</summary>
    public async Task RecordAsync(string user, CancellationToken cancellationToken)
    {
        var record = Path.Combine(_paths.Records, user);
        if (Directory.Exists(record))
        {
            Directory.Delete(record, recursive: true);
        }

        // Dovecot records those for whom there is a folder.
        Directory.CreateDirectory(record);
        await _user.OwnAsync(_paths.Records, cancellationToken);
    }

    /// <summary>How many messages clients have begun to send for a user since <see cref="RecordAsync"/>, whether they have arrived or not.</summary>
    public int CountSent(string user) =>
        Directory.EnumerateFiles(Path.Combine(_paths.Records, user), "*.in").SelectMany(file => File.ReadLines(file, Encoding.Latin1)).Count(line => Announced().IsMatch(line));

    /// <summary>What Dovecot has logged so far, for a failed test.</summary>
    public string ReadLog() => _paths.ReadLog();

    /// <summary>The folder that holds a user's mail; <see cref="OwnAsync"/> after writing into it.</summary>
    internal string HomeOf(string user) => _paths.HomeOf(user);

    /// <summary>Gives Dovecot what the tests wrote into a user's home.</summary>
    internal Task OwnAsync(string user, CancellationToken cancellationToken) => _user.OwnAsync(Path.Combine(_paths.Folder, "home"), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Certificate.Dispose();
        await _paths.DeleteAsync();
    }

    private static Task<DovecotProcess> StartProcessAsync(DovecotOptions options, DovecotPaths paths, SystemUser user, CancellationToken cancellationToken) =>
        FreePort.StartAsync(
            async port =>
            {
                var tlsPort = FreePort.FindBeside(port);
                await File.WriteAllTextAsync(paths.Configuration, DovecotConfiguration.Write(options, paths, user, port, tlsPort), cancellationToken);
                File.Delete(paths.Log);
                await user.OwnAsync(paths.Folder, cancellationToken);
                return await DovecotProcess.StartAsync(paths, user, port, tlsPort, cancellationToken);
            },
            ServerStartException.IsOverPort);

    private static async Task WriteFilesAsync(DovecotOptions options, DovecotPaths paths, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        await File.WriteAllTextAsync(paths.Certificate, certificate.ExportCertificatePem(), cancellationToken);
        await File.WriteAllTextAsync(paths.Key, key.ExportPkcs8PrivateKeyPem(), cancellationToken);
        await File.WriteAllTextAsync(paths.MasterUsers, string.Create(CultureInfo.InvariantCulture, $"{MasterUser}:{{PLAIN}}{MasterPassword}\n"), cancellationToken);
        await File.WriteAllLinesAsync(paths.Users, options.Users.Select(PasswordLine), cancellationToken);
        await File.WriteAllTextAsync(paths.SharedRights, "Public/* anyone lrwstipekxa\nPublic anyone lrwstipekxa\n", cancellationToken);
        if (options.Introspection is { } introspection)
        {
            await File.WriteAllTextAsync(paths.Introspection, DovecotConfiguration.WriteIntrospection(introspection), cancellationToken);
        }

        Directory.CreateDirectory(paths.HomeOf(string.Empty));
    }

    // A message's date and length, the last of what goes before its bytes.
    [GeneratedRegex(@" ""[ \d]\d-\w{3}-\d{4} [\d:]+ [+-]\d{4}"" \{\d+\+?\}\r?$")]
    private static partial Regex Announced();

    private static string PasswordLine(DovecotUser user) =>
        $"{user.Name}:{{PLAIN}}{user.Password}::::::{(user.Quota is null ? string.Empty : $"userdb_quota_rule=*:storage={user.Quota}")}";
}
