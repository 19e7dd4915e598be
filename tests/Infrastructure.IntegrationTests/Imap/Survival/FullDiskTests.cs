using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Killing;
using Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Survival;

/// <summary>This machine has no room for a large message.</summary>
[Platform(Exclude = "Win")]
public sealed class FullDiskTests
{
    // No file of the program may grow beyond 1 MiB (blocks of 512 bytes): what is written beyond fails, as on a disk that is full.
    private static readonly string[] WithoutRoom = ["sh", "-c", "trap '' XFSZ; ulimit -f 2048; exec \"$@\"", "sh"];

    [Test]
    public async Task MailboxCopy_WhenTheDiskForLargeMessagesIsFull_ShouldNameItAndBlameNoServer()
    {
        using var folder = new TemporaryFolder();
        await using var pair = new ScriptedPair().WithMessages(5);
        pair.Source.Mailbox.Inbox.Add($"Message-ID: <large@x>\r\nSubject: large\r\n\r\n{string.Concat(Enumerable.Repeat($"{new string('x', 70)}\r\n", 50_000))}");

        using var full = Start(WithoutRoom);
        var (output, error) = await full.FailAsync();

        Assert.That(error, Does.Contain($"error: this machine could not keep a large message in a temporary file in {folder.PathOf("temporary")}").And.Contain("is the disk full?"), output);
        Assert.That(output + error, Does.Not.Contain("the source"));
        Assert.That(output, Does.Contain("6 messages: 5 copied").And.Contain("1 missing"));
        Assert.That(pair.Destination.Mailbox.Inbox.Messages, Has.Count.EqualTo(5));

        using var roomy = Start([]);
        Assert.That(await roomy.FinishAsync(), Does.Contain("6 messages: 1 copied").And.Contain("5 skipped"));

        CopyProcess Start(string[] starter) => CopyProcess.StartBy(
            starter,
            new Dictionary<string, string>
            {
                ["SOURCE_PASSWORD"] = ScriptedPair.Password,
                ["DESTINATION_PASSWORD"] = ScriptedPair.Password,
                ["TMPDIR"] = Directory.CreateDirectory(folder.PathOf("temporary")).FullName,
                ["MailboxCopy__GiveUpAfter"] = "00:00:03",

                // The runtime would map its code through a file of 2 GiB.
                ["DOTNET_EnableWriteXorExecute"] = "0",
            },
            "--source",
            $"imap://anna@127.0.0.1:{pair.Source.Port}",
            "--destination",
            $"imap://anna@127.0.0.1:{pair.Destination.Port}",
            "--state",
            folder.PathOf("state.json"));
    }
}
