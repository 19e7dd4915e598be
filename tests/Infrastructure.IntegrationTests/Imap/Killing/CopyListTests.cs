using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Comparing;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;

/// <summary>The program as an operator runs it for many mailboxes.</summary>
public sealed class CopyListTests
{
    private static readonly string[] Users = ["anna", "ben", "cleo"];

    [Test]
    public async Task MailboxCopy_WhenOneOfAListFails_ShouldCopyTheOthersAndSaySo()
    {
        using var folder = new TemporaryFolder();
        var options = new DovecotOptions { Users = [.. Users.Select(user => new DovecotUser(user))] };
        await using var source = await TestMailServer.StartAsync(options);
        await using var destination = await TestMailServer.StartAsync(options);
        foreach (var user in Users)
        {
            await source.SeedAsync(user, Mailboxes.Small(20, sizeFactor: .05));
        }

        var list = folder.PathOf("list");
        await File.WriteAllLinesAsync(list, Users.Select(user =>
            $"imap://{user}@127.0.0.1:{source.Port}\t{(user == "ben" ? "wrong" : source.AccountOf(user).Password)}\timap://{user}@127.0.0.1:{destination.Port}\t{destination.AccountOf(user).Password}"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(list, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using var process = CopyProcess.StartList(list, folder.PathOf("data"));
        var (output, error) = await process.FailAsync();

        Assert.That(error, Is.EqualTo("error: 1 of 3 mailboxes could not be copied in full"));
        Assert.That(output, Does.Contain($"imap://ben@127.0.0.1:{destination.Port}: error: the source").And.Not.Contain("wrong"));
        foreach (var user in Users.Where(user => user != "ben"))
        {
            (await MailboxComparer.CompareAsync(source.AccountOf(user), destination.AccountOf(user))).ShouldBeSame();
        }
    }

    [Test]
    public async Task MailboxCopy_WhenLinesOfAListAreWrong_ShouldNameAllOfThemAndBeginNothing()
    {
        using var folder = new TemporaryFolder();
        var list = folder.PathOf("list");
        await File.WriteAllLinesAsync(
            list, ["imap://ann@127.0.0.1:143\tpw\timap://ann@127.0.0.1:144\tpw", "imap://ben@127.0.0.1:99999\tpw\timap://ben@127.0.0.1:144\tpw", "hunter-two\timap://cleo@127.0.0.1\tpw"]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(list, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using var process = CopyProcess.StartList(list, folder.PathOf("data"));
        var (output, error) = await process.FailAsync();

        Assert.That(output, Is.Empty);
        Assert.That(error, Does.StartWith($"error: {list}, line 2: '99999' is not a port").And.Contain($"; {list}, line 3: a mailbox must be").And.Not.Contain("hunter-two"));
    }
}
