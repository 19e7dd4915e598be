using System.Diagnostics;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Faults;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Locks;

/// <summary>Two users of one machine who copy into one mailbox, each with a home, a state file and a folder for temporary files of their own.</summary>
public sealed class TwoUsersTests
{
    private const int Messages = 400;

    internal static readonly string[] AsNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];

    // What such a user makes, nobody else could open.
    private static readonly string[] AsACarefulUser = ["sh", "-c", "umask 077; exec \"$@\"", "sh"];

    [TestCase(true)]
    [TestCase(false)]
    public async Task MailboxCopy_WhenAnotherUsersCopyWritesIntoTheMailbox_ShouldWaitForItsEnd(bool isNobodyFirst)
    {
        await CheckAsync();
        using var folder = new TemporaryFolder();
        await using var source = await TestMailServer.StartAsync(new DovecotOptions { OffersTls = false, Users = [new DovecotUser("anna")] });
        await using var destination = await TestMailServer.StartAsync(new DovecotOptions { OffersTls = false, Users = [new DovecotUser("anna")] });
        await source.SeedAsync("anna", Mailboxes.OneFolder(Messages));
        await using var line = FaultProxy.Start(source.Port);
        line.Faults.BytesPerSecond = 20_000;

        using var first = Start([.. AsACarefulUser, .. isNobodyFirst ? AsNobody : []], line.Port, "one");
        await Waiting.ForAsync(async () => await RawMailbox.CountAsync(destination.AccountOf("anna"), "INBOX") > 0, () => first.Errors);
        using var second = Start(isNobodyFirst ? AsACarefulUser : AsNobody, source.Port, "other");
        await Waiting.ForAsync(() => Task.FromResult(second.Errors.Contains("another copy writes into this mailbox", StringComparison.Ordinal)), () => second.Errors);
        line.Faults.BytesPerSecond = null;

        Assert.That(await first.FinishAsync(), Does.Contain($"{Messages} copied").And.Not.Contains("note:"));
        Assert.That(await second.FinishAsync(), Does.Contain($": 0 copied (0.0 MB), {Messages} skipped, 0 failed, 0 left out, 0 missing").And.Not.Contains("note:"));
        Assert.That(await RawMailbox.CountAsync(destination.AccountOf("anna"), "INBOX"), Is.EqualTo(Messages));

        CopyProcess Start(IEnumerable<string> starter, int port, string name)
        {
            var home = Directory.CreateDirectory(folder.PathOf(name)).FullName;
            Open(folder.PathOf("."));
            Open(home);
            return CopyProcess.StartBy(
                starter,
                new Dictionary<string, string>
                {
                    ["SOURCE_PASSWORD"] = source.AccountOf("anna").Password,
                    ["DESTINATION_PASSWORD"] = destination.AccountOf("anna").Password,
                    ["HOME"] = home,
                    ["XDG_DATA_HOME"] = Path.Combine(home, "data"),
                    ["TMPDIR"] = home,
                },
                "--source", $"imap://anna@{DovecotServer.Host}:{port}", "--destination", $"imap://anna@{DovecotServer.Host}:{destination.Port}");
        }
    }

    internal static void Open(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("1777", 8));
        }
    }

    internal static async Task CheckAsync()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            throw MissingServer.SkipOrFail("Only root can run a program as another user.");
        }

        using var look = Process.Start(AsNobody[0], [.. AsNobody[1..], "test", "-r", CopyProcess.ServiceProgram]);
        await look.WaitForExitAsync();
        if (look.ExitCode != 0)
        {
            throw MissingServer.SkipOrFail($"Other users can't read {CopyProcess.ServiceProgram}.");
        }
    }
}
