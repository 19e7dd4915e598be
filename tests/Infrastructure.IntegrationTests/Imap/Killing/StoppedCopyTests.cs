using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Faults;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;

/// <summary>The program as an operator runs it for many mailboxes, and stops it.</summary>
public sealed class StoppedCopyTests
{
    private const int Messages = 450;

    [Test]
    public async Task MailboxCopy_WhenAListIsStopped_ShouldSaySoAndGoOnTheNextTime()
    {
        using var folder = new TemporaryFolder();
        var options = new DovecotOptions { OffersTls = false, Users = [new DovecotUser("anna"), new DovecotUser("ben")] };
        await using var source = await TestMailServer.StartAsync(options);
        await using var destination = await TestMailServer.StartAsync(options);
        await source.SeedAsync("anna", Mailboxes.OneFolder(Messages));
        await using var line = FaultProxy.Start(source.Port);
        line.Faults.BytesPerSecond = 20_000;
        using var stopped = await StartAsync(line.Port);
        await Waiting.ForAsync(async () => await RawMailbox.CountAsync(destination.AccountOf("anna"), "INBOX") > 0, () => stopped.Errors);

        await stopped.StopAsync();

        var (output, error) = await stopped.FailAsync();
        Assert.That(error, Is.EqualTo("error: stopped before the end"), output);
        using var next = await StartAsync(source.Port);
        Assert.That(await next.FinishAsync(), Does.Contain("0 failed, 0 left out, 0 missing"));
        Assert.That(await RawMailbox.CountAsync(destination.AccountOf("anna"), "INBOX"), Is.EqualTo(Messages));

        async Task<CopyProcess> StartAsync(int port)
        {
            var list = folder.PathOf($"list-{port}");
            await File.WriteAllLinesAsync(list, options.Users.Select(user =>
                $"imap://{user.Name}@127.0.0.1:{port}\t{source.AccountOf(user.Name).Password}\timap://{user.Name}@127.0.0.1:{destination.Port}\t{destination.AccountOf(user.Name).Password}"));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(list, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            return CopyProcess.StartList(list, folder.PathOf("data"));
        }
    }
}
