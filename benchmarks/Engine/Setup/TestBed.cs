using System.Globalization;
using System.Text.RegularExpressions;
using Hosting.Migrations.Benchmarks.Engine.Tools;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Benchmarks.Engine.Setup;

/// <summary>A source that keeps Maildirs, a destination that keeps Dovecot's own files, and the way from one to the other.</summary>
internal sealed partial class TestBed(DovecotServer source, DovecotServer destination, Workspace workspace) : IAsyncDisposable
{
    private const string Password = DovecotUser.DefaultPassword;
    private const int MaxUsers = 300;

    private readonly Dictionary<string, string> _users = [];
    private readonly HashSet<string> _seeded = [];

    public DovecotServer Source => source;

    public DovecotServer Destination => destination;

    public static async Task<TestBed> StartAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var source = await DovecotServer.StartAsync(Options(DovecotStorage.Maildir), cancellationToken);
        var destination = await DovecotServer.StartAsync(Options(DovecotStorage.Sdbox), cancellationToken);
        var bed = new TestBed(source, destination, workspace);
        await File.WriteAllTextAsync(bed.CertificateOf(source), source.Certificate.ExportCertificatePem(), cancellationToken);
        await File.WriteAllTextAsync(bed.CertificateOf(destination), destination.Certificate.ExportCertificatePem(), cancellationToken);
        return bed;
    }

    /// <summary>The job to copy a mailbox with a tool; each has a mailbox of its own to fill.</summary>
    /// <param name="number">Tells the destinations apart where the tool copies the same mailbox more than once.</param>
    public CopyJob Job(string mailbox, Tool tool, int number = 1, int? sourcePort = null, int? destinationPort = null)
    {
        var user = UserOf($"{mailbox} {tool.Name} {number}");
        return new CopyJob(
            new MailboxAddress(sourcePort ?? source.TlsPort, UserOf(mailbox), Password, CertificateOf(source)),
            new MailboxAddress(destinationPort ?? destination.TlsPort, user, Password, CertificateOf(destination)),
            Path.Combine(workspace.Temporary, "state", user));
    }

    /// <summary>Makes both sides forget that the job has ever been done.</summary>
    public void Reset(CopyJob job)
    {
        destination.Empty(job.Destination.User);
        if (Directory.Exists(job.State))
        {
            Directory.Delete(job.State, recursive: true);
        }

        Directory.CreateDirectory(job.State);
    }

    public Task<MailboxComparison> CompareAsync(CopyJob job, CancellationToken cancellationToken) =>
        MailboxComparer.CompareAsync(source.AccountOf(job.Source.User), destination.AccountOf(job.Destination.User), cancellationToken: cancellationToken);

    /// <summary>How many bytes clients have sent to the mailbox of a job, as Dovecot notes at the end of each connection.</summary>
    public long BytesReceivedFor(CopyJob job) =>
        BytesIn().Matches(destination.ReadLog())
            .Where(match => match.Groups["user"].Value == job.Destination.User)
            .Sum(match => long.Parse(match.Groups["bytes"].ValueSpan, CultureInfo.InvariantCulture));

    /// <summary>Lets mail arrive at the source, and some be read.</summary>
    public Task ChangeAsync(string mailbox, int seed, CancellationToken cancellationToken) =>
        MailboxDelta.ApplyAsync(source.AccountOf(UserOf(mailbox)), seed: seed, cancellationToken: cancellationToken);

    /// <summary>Fills a mailbox of the source, unless another case has, and has it read once: what a server makes on the first reading counts for no tool.</summary>
    public async Task SeedAsync(string mailbox, SeedMailbox content, CancellationToken cancellationToken)
    {
        if (!_seeded.Add(mailbox))
        {
            return;
        }

        await source.SeedAsync(UserOf(mailbox), content, cancellationToken);
        var account = source.AccountOf(UserOf(mailbox));
        await MailboxComparer.CompareAsync(account, account, cancellationToken: cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await destination.DisposeAsync();
    }

    private static DovecotOptions Options(DovecotStorage storage) => new()
    {
        Storage = storage,
        Users = [.. Enumerable.Range(1, MaxUsers).Select(number => new DovecotUser(User(number)))],
    };

    // Both are called localhost, and OpenSSL would find only the first of them in one file.
    private string CertificateOf(DovecotServer server) => Path.Combine(workspace.Temporary, $"certificate-{server.TlsPort}.pem");

    [GeneratedRegex(@" imap\((?<user>\w+)\).* in=(?<bytes>\d+) ")]
    private static partial Regex BytesIn();

    private static string User(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number}");

    // Dovecot has to know its users from the start, so the next one is taken for each new name.
    private string UserOf(string name)
    {
        if (!_users.TryGetValue(name, out var user))
        {
            _users[name] = user = User(_users.Count + 1);
        }

        return user;
    }
}
