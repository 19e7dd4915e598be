using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.MailServers.Dovecot;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Maildirs;

/// <summary>A maildir that a test writes.</summary>
internal sealed class TestMaildir : IDisposable
{
    private static readonly DateTime Begin = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();
    private int _number;

    public TestMaildir() => AddFolder(string.Empty);

    public string Path => _folder.PathOf("Maildir");

    /// <summary>A place beside the maildir.</summary>
    public string Beside(string name) => _folder.PathOf(name);

    public string PathOf(string folder, string name = "") => System.IO.Path.Combine(Path, folder, name);

    public void AddFolder(string folder)
    {
        foreach (var part in (string[])["cur", "new", "tmp"])
        {
            Directory.CreateDirectory(PathOf(folder, part));
        }
    }

    /// <summary>Adds a message with lines as Unix has them; one without flags is new.</summary>
    /// <returns>Its path.</returns>
    public string Add(string folder, string subject, string? flags = "S", int? number = null, string? body = null)
    {
        var own = number ?? _number++;
        var name = string.Create(CultureInfo.InvariantCulture, $"{1_700_000_000 + own}.M{own}P1.host");
        var path = PathOf(folder, flags is null ? $"new/{name}" : $"cur/{name}:2,{flags}");
        File.WriteAllText(path, $"Message-ID: <{own}.{subject.Replace(' ', '.')}@example.net>\nFrom: a@example.net\nTo: b@example.net\nSubject: {subject}\n\n{body ?? "hello"}\n", Encoding.Latin1);
        File.SetLastWriteTimeUtc(path, Begin.AddMinutes(own));
        return path;
    }

    /// <summary>All that can be seen of it: names, lengths and times.</summary>
    public IReadOnlyList<string> Describe() => [.. new DirectoryInfo(Path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .Select(entry => $"{entry.FullName} {(entry as FileInfo)?.Length} {entry.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal)];

    /// <summary>Where a Dovecot keeps the mailbox of a user.</summary>
    public static string PathOf(DovecotServer server, string user = "anna") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(server.ConfigurationFile)!, "home", user, "Maildir");

    /// <summary>Copies a maildir as it is, with its times and owners.</summary>
    public static async Task CopyAsync(string from, string to)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
        await RunAsync("cp", "-a", from, to);
    }

    /// <summary>Lets a Dovecot show the same mail, from a copy that it may write into.</summary>
    public async Task ShowAsync(DovecotServer server)
    {
        var place = PathOf(server);
        await CopyAsync(Path, place);
        await RunAsync("chmod", "-R", "a+rwX", System.IO.Path.GetDirectoryName(place)!);
        await RunAsync("chown", "-R", $"--reference={server.ConfigurationFile}", System.IO.Path.GetDirectoryName(place)!);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, program);
    }

    public void Dispose() => _folder.Dispose();
}
