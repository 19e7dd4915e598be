using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;
using Hosting.Migrations.Infrastructure.IntegrationTests.MailServers;
using Hosting.Migrations.MailServers.Dovecot;
using Hosting.Migrations.MailServers.Faults;
using Hosting.Migrations.MailServers.Seeding;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;

/// <summary>Two programs that copy into one mailbox, each with a state file of its own.</summary>
public sealed class TwoCopiesTests
{
    private const int Messages = 450;

    [TestCase(false)]
    [TestCase(true)]
    public async Task MailboxCopy_WhenAnotherCopyWritesIntoTheMailbox_ShouldWaitForItsEnd(bool isFirstKilled)
    {
        using var folder = new TemporaryFolder();
        await using var source = await TestMailServer.StartAsync(new DovecotOptions { OffersTls = false, Users = [new DovecotUser("anna")] });
        await using var destination = await TestMailServer.StartAsync(new DovecotOptions { OffersTls = false, Users = [new DovecotUser("anna")] });
        await source.SeedAsync("anna", Mailboxes.OneFolder(Messages));
        await using var line = FaultProxy.Start(source.Port);
        line.Faults.BytesPerSecond = 20_000;

        using var first = Start("anna", line.Port, "one.json");
        await Waiting.ForAsync(async () => await RawMailbox.CountAsync(destination.AccountOf("anna"), "INBOX") > 0, () => first.Errors);
        using var second = Start("ANNA", source.Port, "other.json");
        await Waiting.ForAsync(() => Task.FromResult(second.Errors.Contains("another copy writes into this mailbox", StringComparison.Ordinal)), () => second.Errors);
        line.Faults.BytesPerSecond = null;
        if (isFirstKilled)
        {
            await first.KillAsync();
        }
        else
        {
            Assert.That(await first.FinishAsync(), Does.Contain($"{Messages} copied"));
        }

        var output = await second.FinishAsync();

        Assert.That(await RawMailbox.CountAsync(destination.AccountOf("anna"), "INBOX"), Is.EqualTo(Messages), output);
        Assert.That(output, isFirstKilled ? Does.Contain("0 failed, 0 left out, 0 missing") : Does.Contain($": 0 copied (0.0 MB), {Messages} skipped, 0 failed, 0 left out, 0 missing"));

        CopyProcess Start(string user, int port, string state) => CopyProcess.Start(
            native: null,
            new Dictionary<string, string>
            {
                ["SOURCE_PASSWORD"] = source.AccountOf("anna").Password,
                ["DESTINATION_PASSWORD"] = destination.AccountOf("anna").Password,
                ["XDG_DATA_HOME"] = folder.PathOf("data"),
            },
            "--source", $"imap://anna@{DovecotServer.Host}:{port}", "--destination", $"imap://{user}@{DovecotServer.Host}:{destination.Port}", "--state", folder.PathOf(state));
    }
}
